"""Projects with what describes them: framing note, teams, roles, lists, journal, shares."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType

from coordination.models import Share
from msp_portal.bench.france.copying import copy_in, copy_links
from msp_portal.bench.france.plan import YEARS, Plan, ProjectPlan, TeamPlan
from msp_portal.bench.france.words import IDEAS, NEEDS, PROGRESS, TITLES
from msp_portal.kit.models import Event
from msp_portal.reference.models import ActionKind, AgeBand, FunderKind, Public, Setting, Theme
from projects.models import FramingNote, ProgressNote, Project, ProjectRole, ProjectTeam

Row = tuple[Any, ...]
PROJECT = (
    "id", "title", "summary", "stage", "status", "origin", "level", "main_theme_id", "start_date",
    "end_date", "anchor_date", "anchor_label", "recurrence_month", "is_aci", "evaluation_state",
    "hill_position", "illustration", "created_at", "created_by_id", "last_activity_at",
)  # fmt: skip
# Field of the project, its list, how many values at least and at most.
LISTS = (
    ("publics", Public, 1, 3),
    ("age_bands", AgeBand, 1, 3),
    ("places_of_action", Setting, 1, 2),
    ("action_kinds", ActionKind, 1, 3),
    ("other_themes", Theme, 0, 2),
    ("funding_kinds", FunderKind, 0, 2),
)
LEVELS = ("PATIENTS", "PATIENTELE", "POPULATION")
SHARED_WITH_FEDERATION, SHARED_WITH_ARS = 0.6, 0.4


def write_projects(plan: Plan) -> None:
    """Every project; ``plan.projects`` is filled."""
    themes = [code for code in TITLES if Theme.objects.filter(pk=code).exists()]
    plan.projects.extend(_planned(plan, number, themes) for number in range(plan.sizes.projects))
    copy_in(Project, PROJECT, (_project(plan, one) for one in plan.projects))
    _teams_and_roles(plan)
    for name, model, least, most in LISTS:
        codes = list(model.objects.active().values_list("pk", flat=True))
        copy_links(
            getattr(Project, name),
            (
                (one.pk, code)
                for one in plan.projects
                for code in plan.some(codes, least, most)
                if code != one.theme
            ),
        )
    copy_links(
        Project.communes,
        ((one.pk, code) for one in plan.projects for code in one.team.communes[:3]),
    )
    _words(plan)
    copy_in(
        Event,
        ("at", "actor_id", "verb", "subject_type_id", "subject_id", "changes", "team_ids"),
        _events(plan),
    )
    copy_in(
        Share,
        ("team_id", "organisation_id", "what", "thing_type_id", "thing_id", "project_id",
         "may_pass_on", "since", "shared_by_id"),
        _shares(plan),
    )  # fmt: skip


# ---- One project -----------------------------------------------------------------------------


def _planned(plan: Plan, number: int, themes: list[str]) -> ProjectPlan:
    """The first project is the heavy one: under way for a year, in the first team."""
    draw = plan.random
    team = plan.teams[0] if number == 0 else draw.choice(plan.teams)
    theme = draw.choice(themes)
    opened = plan.today - timedelta(days=400 if number == 0 else draw.randint(5, YEARS * 365))
    start = opened + timedelta(days=draw.randint(30, 180))
    end = start + timedelta(days=500 if number == 0 else draw.randint(30, 365))
    stage, status = _where(plan, start, end)
    roles = (team.coordinator, *plan.some(team.members, 2, 4))
    other: TeamPlan | None = None
    if draw.random() < 0.1:
        other = plan.teams[team.pk % len(plan.teams)]  # the next one
    return ProjectPlan(
        pk=plan.next_key("project"),
        title=f"{draw.choice(TITLES[theme])} {draw.choice(('', 'au collège', 'en famille', 'à domicile', 'au marché', str(start.year)))}".strip(),
        team=team,
        theme=theme,
        created=plan.at(opened),
        start=start,
        end=end,
        stage=stage,
        status=status,
        roles=roles,
        other_team=other if other is not team else None,
    )


def _where(plan: Plan, start: Any, end: Any) -> tuple[str, str]:
    """Station and state of a project, from its dates and a little chance."""
    draw = plan.random
    if end < plan.today - timedelta(days=120):
        return draw.choice(("BILAN", "PARTAGE", "PARTAGE")), draw.choice(
            ("TERMINE",) * 9 + ("ARRETE",)
        )
    if end < plan.today:
        return "BILAN", "EN_COURS"
    if start <= plan.today:
        return "ACTION", draw.choice(("EN_COURS",) * 9 + ("EN_PAUSE",))
    return draw.choice(("BESOIN", "EQUIPE", "FINANCEMENT")), "EN_COURS"


def _project(plan: Plan, one: ProjectPlan) -> Row:
    draw = plan.random
    anchor = one.start if draw.random() < 0.7 else None
    quiet = plan.at(min(one.end, plan.today) - timedelta(days=draw.randint(0, 60)))
    evaluation = "FAITE" if one.done else draw.choice(("EN_COURS", "NON_PREVUE"))
    return (
        one.pk, one.title, draw.choice(IDEAS), one.stage, one.status,
        draw.choice(("EQUIPE", "EQUIPE", "CLE_EN_MAIN", "REPRIS")), draw.choice(LEVELS), one.theme,
        one.start, one.end, anchor, "Premier atelier" if anchor else "",
        one.start.month if draw.random() < 0.2 else None, draw.random() < 0.6, evaluation,
        100 if one.done else draw.randint(5, 95), True, one.created, one.team.coordinator,
        max(quiet, one.created),
    )  # fmt: skip


def _teams_and_roles(plan: Plan) -> None:
    def teams() -> Iterator[Row]:
        for one in plan.projects:
            yield one.pk, one.team.pk, True, one.created
            if one.other_team:
                yield one.pk, one.other_team.pk, False, one.created

    def roles() -> Iterator[Row]:
        for one in plan.projects:
            for place, person in enumerate(one.roles):
                role = ("PORTEUR", "REFERENT")[place] if place < 2 else "PARTICIPANT"
                yield one.pk, person, one.team.pk, role, one.created.date(), one.created

    copy_in(ProjectTeam, ("project_id", "team_id", "is_lead", "joined_at"), teams())
    copy_in(
        ProjectRole, ("project_id", "person_id", "team_id", "role", "since", "accepted_at"), roles()
    )


def _words(plan: Plan) -> None:
    draw = plan.random
    copy_in(
        FramingNote,
        ("project_id", "idea", "need", "publics_text", "actions_text", "budget_order", "updated_at"),
        (
            (one.pk, draw.choice(IDEAS), draw.choice(NEEDS), ("Les habitants concernés, en priorité "
             "ceux qui viennent peu."), "Des ateliers, un stand, un suivi à trois mois.",
             draw.choice(FramingNote.BudgetOrder.values), one.created)
            for one in plan.projects
            if one.pk == 1 or draw.random() < 0.8
        ),
    )  # fmt: skip
    copy_in(
        ProgressNote,
        ("project_id", "position", "note", "at", "by_id"),
        (
            (one.pk, 100 if one.done else draw.randint(5, 95), draw.choice(PROGRESS),
             plan.at(day), one.team.coordinator)
            for one in plan.projects
            for day in plan.days_between(one.created.date(), one.end, 2)
        ),
    )  # fmt: skip


# ---- Journal and shares ----------------------------------------------------------------------


def _events(plan: Plan) -> Iterator[Row]:
    """What services would have written for these acts."""
    kind = ContentType.objects.get_for_model(Project).pk
    for one in plan.projects:
        teams = [one.team.pk, *([one.other_team.pk] if one.other_team else [])]
        verbs = ["project.opened", "framing.edited", "project.moved", "project.progress"]
        if one.done:
            verbs.append("project.finished")
        days = plan.days_between(one.created.date(), one.end, len(verbs))
        for verb, day in zip(verbs, days, strict=True):
            yield plan.at(day), one.team.coordinator, verb, kind, one.pk, "{}", teams


def _shares(plan: Plan) -> Iterator[Row]:
    """What teams chose to show: the whole project to their federation, often passed on; less
    often to the ARS itself."""
    kind = ContentType.objects.get_for_model(Project).pk
    draw = plan.random
    for one in plan.projects:
        if one.stage in ("BESOIN", "EQUIPE"):
            continue
        who = (one.team.coordinator,)
        if draw.random() < SHARED_WITH_FEDERATION:
            passed_on = draw.random() < 0.7
            yield (one.team.pk, one.team.federation, "PROJECT", kind, one.pk, one.pk, passed_on, plan.at(one.start), *who)  # fmt: skip
        if draw.random() < SHARED_WITH_ARS:
            yield (one.team.pk, one.team.ars, "PROJECT", kind, one.pk, one.pk, False, plan.at(one.start), *who)  # fmt: skip
