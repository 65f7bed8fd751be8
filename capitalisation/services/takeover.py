"""« Reprendre ce projet »: a published frame becomes a dated project of another team.

Everything is read from the frozen version of the sheet (``queries.takeover_kit``): no fact, no
person, no amount can come along. Targets are empty, nobody is assigned, every date is computed
again from the day this team chooses, with its own school holidays.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from capitalisation.models import ExperienceSheet, Takeover
from capitalisation.services.news import tell_source_team
from coordination.models import Person, Team
from msp_portal.kit import clock
from msp_portal.kit.events import record_event
from msp_portal.kit.snapshots import Snapshot
from msp_portal.reference.calendar import backward_plan
from msp_portal.reference.models import ActionKind, AgeBand, Public, Setting, Theme
from projects.data.plan_steps import PlanStep
from projects.models import FramingNote, Objective, Project
from projects.services.framing import save_framing
from projects.services.indicators import IndicatorSave, save_indicator
from projects.services.objectives import save_objective
from projects.services.opening import open_project
from projects.services.plan_actions import save_action
from projects.services.plan_backward import plan_action_date
from projects.services.project_activity import record_project_event, team_ids_of
from projects.services.project_description import describe_project

NOT_PUBLISHED = "Cette fiche n’est plus dans la bibliothèque."
NOT_OFFERED = "L’équipe ne propose pas la trame de ce projet à la reprise."
OWN_PROJECT = (
    "Ce projet est déjà le vôtre : « Refaire l’an prochain » le reconduit avec son histoire."
)
IN_THE_PAST = "Cette date est déjà passée : choisissez-en une à venir."
ACTION_DAY = "Le jour de l’action"
# Descriptors that describe the project itself; communes and fundings belong to the other team.
_DESCRIBED = {
    "publics": ("publics", Public),
    "age_bands": ("age_bands", AgeBand),
    "settings": ("places_of_action", Setting),
    "action_kinds": ("action_kinds", ActionKind),
}


@dataclass(frozen=True, slots=True)
class TakeoverChoice:
    """What the taking team decides. ``anchor`` None: the plan will be dated later."""

    team: Team
    title: str
    changes_text: str = ""
    anchor: date | None = None
    shown_publicly: bool = False
    carries: bool = False
    now: datetime = field(default_factory=clock.now)


@transaction.atomic
def take_over_project(*, actor: Person, sheet: ExperienceSheet, choice: TakeoverChoice) -> Takeover:
    """Open the project and keep where it comes from; both sides see it, the source team is told.

    Raises ``ValidationError`` for a sheet that left the library, a frame that is not offered, a
    team that already carries the project, a date already past.
    """
    locked: ExperienceSheet = (
        ExperienceSheet.unscoped.select_for_update(of=("self",))  # unscoped: published
        .select_related("project", "team", "snapshot", "created_by")
        .get(pk=sheet.pk)
    )
    snapshot = _offered(locked, choice)
    kit, identity = snapshot.data["kit"], snapshot.data["identity"]
    project = _open(actor, snapshot, choice)
    _describe(actor, project, identity, snapshot.data, choice)
    _write_framing(actor, project, kit["framing"], choice.now)
    objectives = _write_objectives(actor, project, kit["objectives"], choice.now)
    _write_indicators(actor, project, kit["indicators"], objectives, choice.now)
    _write_actions(actor, project, kit, choice)
    _date_plan(actor, project, kit, choice)
    takeover: Takeover = Takeover.objects.create(
        sheet=locked,
        snapshot=snapshot,
        project=project,
        team=choice.team,
        changes_text=choice.changes_text.strip(),
        shown_publicly=choice.shown_publicly,
        taken_at=choice.now,
    )
    _tell_both(actor, snapshot, takeover, choice.now)
    return takeover


@transaction.atomic
def describe_takeover(
    *,
    actor: Person,
    takeover: Takeover,
    changes_text: str,
    shown_publicly: bool,
    now: datetime | None = None,
) -> Takeover:
    """The taking team says what it changed in the end, and whether it may be named."""
    locked: Takeover = Takeover.unscoped.select_for_update(of=("self",)).get(  # unscoped: caller's
        pk=takeover.pk
    )
    old = (locked.changes_text, locked.shown_publicly)
    locked.changes_text, locked.shown_publicly = changes_text.strip(), shown_publicly
    if old != (locked.changes_text, locked.shown_publicly):
        locked.save(update_fields=["changes_text", "shown_publicly"])
        record_project_event(
            actor=actor,
            project=locked.project,
            verb="takeover.described",
            changes={"shown_publicly": [old[1], locked.shown_publicly]},
            now=now,
        )
    return locked


def _offered(sheet: ExperienceSheet, choice: TakeoverChoice) -> Snapshot:
    if sheet.state != ExperienceSheet.State.PUBLISHED or sheet.snapshot is None:
        raise ValidationError(NOT_PUBLISHED)
    if sheet.snapshot.data.get("kit") is None:
        raise ValidationError(NOT_OFFERED)
    carried = sheet.project.project_teams.filter(team=choice.team, left_at__isnull=True)
    if carried.exists():
        raise ValidationError(OWN_PROJECT)
    if choice.anchor is not None and choice.anchor < clock.today():
        raise ValidationError({"anchor": IN_THE_PAST})
    return sheet.snapshot


def _open(actor: Person, snapshot: Snapshot, choice: TakeoverChoice) -> Project:
    themes = [theme["code"] for theme in snapshot.data["identity"]["themes"]]
    return open_project(
        actor=actor,
        team=choice.team,
        title=choice.title or snapshot.data["title"],
        main_theme=Theme.objects.filter(pk__in=themes[:1]).first(),
        idea=snapshot.data["kit"]["framing"].get("idea", ""),
        carries=choice.carries,
        origin=Project.Origin.TAKEN_OVER,
        now=choice.now,
    )


def _describe(
    actor: Person,
    project: Project,
    identity: Mapping[str, Any],
    data: Mapping[str, Any],
    choice: TakeoverChoice,
) -> None:
    """Themes, publics, settings: lists of today only, one withdrawn since is left out."""
    changes: dict[str, Any] = {"summary": data["summary"]}
    codes = [theme["code"] for theme in identity["themes"][1:]]
    changes["other_themes"] = list(Theme.objects.filter(pk__in=codes))
    for name, (column, model) in _DESCRIBED.items():
        known = [row["code"] for row in identity[name]]
        changes[column] = list(model._default_manager.filter(pk__in=known))  # unscoped: a list
    describe_project(
        actor=actor,
        project=project,
        expected_version=project.version,
        changes=changes,
        now=choice.now,
    )
    project.illustration = bool(data["illustration"])
    project.save(update_fields=["illustration"])


def _write_framing(
    actor: Person, project: Project, words: Mapping[str, str], now: datetime
) -> None:
    note = FramingNote.unscoped.get(project=project)  # unscoped: the project opened above
    told = {name: text for name, text in words.items() if text}
    save_framing(actor=actor, note=note, expected_version=note.version, changes=told, now=now)


def _write_objectives(
    actor: Person, project: Project, lines: list[dict[str, Any]], now: datetime
) -> list[Objective]:
    """Parents come before their children in the frame."""
    made: list[Objective] = []
    for line in lines:
        parent = made[line["parent"]] if line["parent"] is not None else None
        changes = {name: line[name] for name in ("level", "text", "public_text")}
        made.append(
            save_objective(
                actor=actor, project=project, changes={**changes, "parent": parent}, now=now
            )
        )
    return made


def _write_indicators(
    actor: Person,
    project: Project,
    lines: list[dict[str, Any]],
    objectives: list[Objective],
    now: datetime,
) -> None:
    """Without baseline nor target: those of another team mean nothing here."""
    by_text = {objective.text: objective for objective in objectives}
    for line in lines:
        changes = {name: value for name, value in line.items() if name != "objective"}
        save_indicator(
            actor=actor,
            project=project,
            typed=IndicatorSave(changes=changes),
            objective=by_text.get(line["objective"]),
            now=now,
        )


def _write_actions(
    actor: Person, project: Project, kit: Mapping[str, Any], choice: TakeoverChoice
) -> None:
    days = _days_of_actions(kit["actions"], choice)
    kinds = ActionKind.objects.in_bulk([line["kind"] for line in kit["actions"] if line["kind"]])
    for place, line in enumerate(kit["actions"]):
        changes = {
            "label": line["label"],
            "kind": kinds.get(line["kind"]),
            "description": line["description"],
            "date": days.get(place),
        }
        save_action(actor=actor, project=project, changes=changes, now=choice.now)


def _days_of_actions(lines: list[dict[str, Any]], choice: TakeoverChoice) -> dict[int, date]:
    """Each action as far from the chosen day as it was, on a good day for this team."""
    if choice.anchor is None:
        return {}
    team = choice.team
    steps = [(str(n), line["before"]) for n, line in enumerate(lines) if line["before"] is not None]
    planned = backward_plan(
        choice.anchor,
        steps,
        team.school_zone,
        department=team.department_id,
        not_before=clock.today(),
    )
    return {int(each.key): each.day for each in planned}


def _date_plan(
    actor: Person, project: Project, kit: Mapping[str, Any], choice: TakeoverChoice
) -> None:
    if choice.anchor is None:
        return
    steps = [
        PlanStep(f"repris-{place:02d}", line["label"][:200], line["before"])
        for place, line in enumerate(kit["steps"])
    ]
    plan_action_date(
        actor=actor,
        project=project,
        anchor=choice.anchor,
        label=kit["anchor_label"] or ACTION_DAY,
        steps=steps,
        now=choice.now,
    )


def _tell_both(actor: Person, snapshot: Snapshot, takeover: Takeover, now: datetime) -> None:
    sheet = takeover.sheet
    record_project_event(
        actor=actor,
        project=takeover.project,
        verb="takeover.opened",
        changes={"sheet": [None, snapshot.data["title"]]},
        now=now,
    )
    # The source team reads that it was taken over, and by which team; not by whom. It is no sign
    # of life of its own project.
    record_event(
        actor=None,
        verb="sheet.taken_over",
        subject=sheet,
        changes={"team": [None, takeover.team.name]},
        team_ids=team_ids_of(sheet.project),
        now=now,
    )
    tell_source_team(actor=actor, takeover=takeover, now=now)
