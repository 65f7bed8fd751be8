"""Entering a turnkey programme: a project is opened, and the adhesion comes before the start."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.models import Person, Team
from msp_portal.kit import clock
from msp_portal.kit.events import row_diff
from msp_portal.kit.locking import save_if_current
from projects.models import Programme, ProgrammeAdoption, Project
from projects.services.opening import open_project
from projects.services.project_activity import record_project_event

OVER = (Project.Status.STOPPED, Project.Status.DONE)
ALREADY = "Cette équipe a déjà ouvert un projet pour ce programme."
FUTURE = "Cette date n’est pas encore venue."
TOO_MANY = "Il ne peut pas y avoir plus de départs que de volontaires au départ."
NOT_PUBLISHED = "Ce programme n’est pas publié."
FOLLOWED = ("presented_on", "volunteers_at_launch", "dropouts")


@transaction.atomic
def adopt_programme(
    *,
    actor: Person,
    team: Team,
    programme: Programme,
    title: str = "",
    now: datetime | None = None,
) -> Project:
    """Open in ``team`` a project of this programme, with an adhesion still to be decided.

    Nothing is decided by opening it: the team presents the programme and asks each one first.
    Raises ``ValidationError`` when the programme is not published, or when the team already has
    such a project under way.
    """
    moment = now or clock.now()
    if programme.published_at is None or programme.published_at > moment:
        raise ValidationError(NOT_PUBLISHED)
    # Two persons of a team at once: the second waits, then is told.
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)
    under_way = ProgrammeAdoption.unscoped.filter(  # unscoped: the actor's own team
        team=team, programme=programme
    ).exclude(project__status__in=OVER)
    if under_way.exists():
        raise ValidationError(ALREADY)
    project = open_project(
        actor=actor,
        team=team,
        title=title or programme.title,
        main_theme=programme.theme,
        idea=programme.summary,
        origin=Project.Origin.TURNKEY,
        now=moment,
    )
    Project.unscoped.filter(pk=project.pk).update(  # unscoped: just opened
        programme=programme, summary=programme.summary
    )
    project.programme, project.summary = programme, programme.summary
    ProgrammeAdoption.objects.create(project=project, programme=programme, team=team)
    _tell(actor, project, "programme.adopted", {"programme": [None, programme.title]}, moment)
    return project


@transaction.atomic
def follow_adoption(
    *,
    actor: Person,
    adoption: ProgrammeAdoption,
    expected_version: int,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> ProgrammeAdoption:
    """Note when it was presented, how many began, how many left. The arguments are those of
    ``save_if_current``. Raises ``StaleSave``, and ``ValidationError`` for what cannot be."""
    moment = now or clock.now()
    current = _locked(adoption)
    _check(current, changes, timezone.localtime(moment).date())
    told = row_diff(current, changes)
    if not told:
        return current
    saved = save_if_current(
        current,
        expected_version=expected_version,
        changes={name: changes[name] for name in told},
        base=base,
    )
    verb = "programme.presented" if set(told) == {"presented_on"} else "programme.followed"
    _tell(actor, saved.project, verb, told, moment)
    return saved


@transaction.atomic
def decide_adoption(
    *,
    actor: Person,
    adoption: ProgrammeAdoption,
    volunteers: int,
    now: datetime | None = None,
) -> ProgrammeAdoption:
    """Note that the team said yes together, with how many volunteers. Twice is once. Below the
    programme's minimum it is still the team's decision: the page says it, nothing forbids."""
    moment = now or clock.now()
    current = _locked(adoption)
    if current.decided_at is not None:
        return current
    changes = {
        "decided_at": moment,
        "decided_by": actor,
        "volunteers_at_launch": volunteers
        if current.volunteers_at_launch is None
        else current.volunteers_at_launch,
    }
    saved = save_if_current(current, expected_version=current.version, changes=changes)
    told = {"volunteers": [None, saved.volunteers_at_launch]}
    _tell(actor, saved.project, "programme.decided", told, moment)
    return saved


def _check(current: ProgrammeAdoption, changes: Mapping[str, Any], today: date) -> None:
    if unknown := set(changes) - set(FOLLOWED):
        raise ValueError(f"{unknown} are not followed.")
    presented = changes.get("presented_on")
    if presented is not None and presented > today:
        raise ValidationError({"presented_on": FUTURE})
    began = changes.get("volunteers_at_launch", current.volunteers_at_launch)
    left = changes.get("dropouts", current.dropouts)
    if began is not None and left is not None and left > began:
        raise ValidationError({"dropouts": TOO_MANY})


def _locked(adoption: ProgrammeAdoption) -> ProgrammeAdoption:
    locked: ProgrammeAdoption = (
        ProgrammeAdoption.unscoped.select_for_update(of=("self",))  # unscoped: the caller holds it
        .select_related("project", "programme")
        .get(pk=adoption.pk)
    )
    return locked


def _tell(
    actor: Person, project: Project, verb: str, changes: dict[str, Any], moment: datetime
) -> None:
    record_project_event(actor=actor, project=project, verb=verb, changes=changes, now=moment)
