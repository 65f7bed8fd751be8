"""What teams do: objectives, engagement, actions, tasks, partners, indicators and dated facts."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from msp_portal.bench.france.copying import copy_in
from msp_portal.bench.france.plan import Plan, ProjectPlan
from msp_portal.bench.france.words import GOALS, NEEDS, OCCASIONS, PARTNERS, PLACES, STEPS, TASKS
from msp_portal.reference.models import AgeBand
from projects.models import (
    Action,
    DiagnosticItem,
    EngagementAnswer,
    EngagementRound,
    Evaluation,
    Fact,
    Indicator,
    Objective,
    Partner,
    Task,
)

Row = tuple[Any, ...]
TASKS_PER_PROJECT = (4, 12)
# Name, what it counts, kind, largest value of one fact.
INDICATORS = (
    ("Séances tenues", "SEANCES", "PROCESSUS", 1),
    ("Passages", "PASSAGES", "ACTIVITE", 40),
    ("Personnes différentes", "PERSONNES", "ACTIVITE", 120),
    ("Satisfaction", "AUTRE", "RESULTAT", 100),
)
FACT = (
    "project_id", "indicator_id", "date", "value", "not_measured", "label", "age_band_id", "gender",
    "commune_id", "place", "source", "recorded_at", "recorded_by_id", "client_uuid", "illustration",
)  # fmt: skip


def write_work(plan: Plan) -> None:
    """Everything that is done in the projects of the plan."""
    _objectives(plan)
    _engagement(plan)
    _around(plan)
    _actions_and_tasks(plan)
    keys = _indicators(plan)
    bands: list[str | None] = [None, None, *AgeBand.objects.values_list("pk", flat=True)]
    copy_in(Fact, FACT, _facts(plan, keys, bands))
    _evaluations(plan)


# ---- Words -----------------------------------------------------------------------------------


def _objectives(plan: Plan) -> None:
    def rows() -> Iterator[Row]:
        for one in plan.projects:
            root = plan.next_key("objective")
            yield root, one.pk, "GENERAL", None, plan.random.choice(GOALS), 0
            for place, text in enumerate(plan.some(STEPS, 1, 2), start=1):
                yield plan.next_key("objective"), one.pk, "SPECIFIQUE", root, text, place

    copy_in(Objective, ("id", "project_id", "level", "parent_id", "text", "position"), rows())


def _engagement(plan: Plan) -> None:
    asked = [one for one in plan.projects if plan.random.random() < 0.6 and one.team.members]
    rounds = {one.pk: plan.next_key("round") for one in asked}
    copy_in(
        EngagementRound,
        ("id", "project_id", "team_id", "opened_at", "opened_by_id", "closed_at"),
        (
            (rounds[one.pk], one.pk, one.team.pk, one.created, one.team.coordinator,
             plan.at(one.start) if one.start < plan.today else None)
            for one in asked
        ),
    )  # fmt: skip
    copy_in(
        EngagementAnswer,
        ("project_id", "round_id", "person_id", "level", "answered_at"),
        (
            (one.pk, rounds[one.pk], person, plan.random.choice((0, 1, 2, 2, 3, 3, 4)), one.created)
            for one in asked
            for person in plan.some(one.team.members, 4, 9)
        ),
    )


def _around(plan: Plan) -> None:
    copy_in(
        Partner,
        ("project_id", "name", "role", "illustration"),
        (
            (one.pk, name, plan.random.choice(Partner.Role.values), True)
            for one in plan.projects
            for name in plan.some(PARTNERS, 1, 4)
        ),
    )
    copy_in(
        DiagnosticItem,
        ("project_id", "kind", "text", "source", "year", "position"),
        (
            (one.pk, "DONNEE", text, "Diagnostic territorial", one.created.year - 1, place)
            for one in plan.projects
            for place, text in enumerate(plan.some(NEEDS, 1, 2))
        ),
    )


def _evaluations(plan: Plan) -> None:
    copy_in(
        Evaluation,
        ("project_id", "period_start", "period_end", "done_text", "went_well", "was_hard",
         "updated_at", "validated_at", "validated_by_id"),
        (
            (one.pk, one.start, one.end, "Les ateliers prévus ont eu lieu.",
             "L’appui des partenaires.", "Le temps de coordination.", plan.at(one.end),
             plan.at(one.end), one.team.coordinator)
            for one in plan.projects
            if one.done
        ),
    )  # fmt: skip


# ---- Actions and tasks -----------------------------------------------------------------------


def _actions_and_tasks(plan: Plan) -> None:
    actions: dict[int, list[int]] = {}

    def action_rows() -> Iterator[Row]:
        for one in plan.projects:
            kept = actions[one.pk] = []
            span = (one.end - one.start).days
            for place in range(plan.random.randint(1, 4)):
                kept.append(plan.next_key("action"))
                day = one.start + timedelta(days=span * place // 4)
                state = "FAITE" if day < plan.today else "PREVUE"
                yield (kept[-1], one.pk, plan.random.choice(OCCASIONS), state, day,
                       plan.random.choice(PLACES), place, True)  # fmt: skip

    copy_in(
        Action,
        ("id", "project_id", "label", "state", "date", "place", "position", "illustration"),
        action_rows(),
    )
    copy_in(
        Task,
        ("project_id", "action_id", "label", "due_on", "owner_id", "owner_accepted_at", "done_at",
         "done_by_id", "position", "created_at", "created_by_id"),
        (row for one in plan.projects for row in _tasks(plan, one, actions[one.pk])),
    )  # fmt: skip


def _tasks(plan: Plan, one: ProjectPlan, actions: list[int]) -> Iterator[Row]:
    draw = plan.random
    heavy = one.pk == 1
    number = plan.sizes.heavy_tasks if heavy else draw.randint(*TASKS_PER_PROJECT)
    first = one.created.date()
    span = (one.end - first).days
    for place in range(number):
        due = first + timedelta(days=span * (place + 1) // (number + 1))
        owner = draw.choice(one.roles) if draw.random() < 0.7 else None
        accepted = one.created if owner and draw.random() < 0.9 else None
        # Late work is left open here and there, as in life.
        over = one.status == "TERMINE" or (due < plan.today and draw.random() < 0.85)
        done = plan.at(due, 16) if over else None
        yield (
            one.pk, draw.choice(actions) if draw.random() < 0.5 else None, draw.choice(TASKS), due,
            owner, accepted, done, (owner or one.team.coordinator) if done else None, place,
            one.created, one.team.coordinator,
        )  # fmt: skip


# ---- Indicators and facts --------------------------------------------------------------------


def _indicators(plan: Plan) -> dict[int, list[int]]:
    keys: dict[int, list[int]] = {}

    def rows() -> Iterator[Row]:
        for one in plan.projects:
            kept = keys[one.pk] = []
            for place, (name, counts, kind, top) in enumerate(
                INDICATORS[: plan.random.randint(3, 4)]
            ):
                kept.append(plan.next_key("indicator"))
                target = Decimal(top * 5) if counts != "AUTRE" else Decimal(80)
                unit = "%" if counts == "AUTRE" else ""
                yield kept[-1], one.pk, name, counts, kind, unit, target, place

    copy_in(
        Indicator,
        ("id", "project_id", "name", "counts", "kind", "unit", "target", "position"),
        rows(),
    )
    return keys


def _facts(plan: Plan, keys: dict[int, list[int]], bands: list[str | None]) -> Iterator[Row]:
    for one in plan.projects:
        if one.pk == 1:
            yield from _facts_of(plan, one, keys[one.pk], bands, plan.sizes.heavy_facts)
        elif one.start <= plan.today:
            # Those not begun have none: the others have a little more, so that the mean holds.
            mean = round(plan.sizes.facts_per_project * 1.06)
            number = plan.random.randint(mean // 2, mean + mean // 2)
            yield from _facts_of(plan, one, keys[one.pk], bands, number)


def _facts_of(
    plan: Plan, one: ProjectPlan, keys: list[int], bands: list[str | None], number: int
) -> Iterator[Row]:
    """A session, then the passages of that day; people and satisfaction now and then."""
    draw = plan.random
    for place, day in enumerate(plan.days_between(one.start, one.end, number)):
        # Of twelve facts: five sessions, five counts of passages, people once, satisfaction once.
        which = 2 if place % 12 == 5 else 3 if place % 12 == 11 and len(keys) > 3 else place % 2
        band = draw.choice(bands) if which else None
        yield _fact(plan, one, (keys[which], which), day, band)


def _fact(
    plan: Plan, one: ProjectPlan, counted: tuple[int, int], day: date, band: str | None
) -> Row:
    draw = plan.random
    key, which = counted
    unmeasured = which > 0 and draw.random() < 0.02
    top = INDICATORS[which][3]
    value = None if unmeasured else Decimal(1 if top == 1 else draw.randint(1, top))
    gender = draw.choice(("", "", "FEMMES", "HOMMES", "MIXTE")) if which else ""
    return (
        one.pk, key, day, value, unmeasured, draw.choice(OCCASIONS), band, gender,
        draw.choice(one.team.communes), draw.choice(PLACES), "Feuille d’émargement",
        plan.at(day, 18), draw.choice(one.roles), UUID(int=draw.getrandbits(128), version=4), True,
    )  # fmt: skip
