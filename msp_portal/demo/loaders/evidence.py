"""Indicators and dated facts: no total is written anywhere, the portal adds facts up."""

import uuid
from typing import Any

from django.contrib.contenttypes.models import ContentType

from coordination.models import Ask
from msp_portal.demo.world import World
from projects.models import Fact, FigureRequest, Indicator, Objective, Project
from projects.services.facts import told

Row = dict[str, Any]


def load_facts(
    world: World, row: Row, project: Project, objectives: dict[str, Objective]
) -> dict[str, Indicator]:
    """Indicators by key, with their facts. A fact with ``session`` also counts one session."""
    indicators = _indicators(row, project, objectives)
    facts = []
    for fact in row.get("facts", []):
        facts.append(_fact(world, row, project, indicators[fact["indicator"]], fact))
        if fact.get("session"):
            session = {"date": fact["date"], "label": fact["label"], "value": 1}
            facts.append(_fact(world, row, project, indicators[row["sessions_in"]], session))
    Fact.objects.bulk_create(facts)
    for fact in facts:
        if fact.indicator.counts != Indicator.Counts.SESSIONS:
            _tell(world, fact)
    for content in row.get("figures_asked", []):
        _figure_asked(world, row, indicators[content["indicator"]], content)
    return indicators


def _figure_asked(world: World, row: Row, indicator: Indicator, content: Row) -> None:
    """One figure asked from several persons: some gave it, others are awaited."""
    author = world.people[row["opened_by"]]
    asked_at = world.moment(content["asked"])
    request: FigureRequest = FigureRequest.objects.create(
        project=indicator.project,
        indicator=indicator,
        date=world.day(content["date"]),
        label=content["label"],
        created_at=asked_at,
        created_by=author,
    )
    asked: dict[str, list[Any]] = {"figure": [None, str(request)]}
    world.tell(indicator.project, "figure.asked", at=asked_at, by=author, changes=asked)
    given = content["answers"]
    for key in (*given, *content["waiting"]):
        Ask.objects.create(
            kind=Ask.Kind.FIGURE,
            team=world.teams[row["lead_team"]],
            person=world.people[key],
            about_type=ContentType.objects.get_for_model(FigureRequest),
            about_id=request.pk,
            asked_by=author,
            asked_at=asked_at,
            answered_at=world.moment(content["date"]) if key in given else None,
        )
    for key, value in given.items():
        fact = _fact(world, row, indicator.project, indicator, {**content, "value": value})
        fact.request, fact.asked_of = request, world.people[key]
        fact.recorded_by = world.people[key]
        fact.save()
        _tell(world, fact)


def _tell(world: World, fact: Fact) -> None:
    figure: dict[str, list[Any]] = {"figure": [None, told(fact)]}
    at = fact.recorded_at
    world.tell(fact.project, "fact.noted", at=at, by=fact.recorded_by, changes=figure)


def _indicators(
    row: Row, project: Project, objectives: dict[str, Objective]
) -> dict[str, Indicator]:
    rows = row.get("indicators", [])
    made = Indicator.objects.bulk_create(
        Indicator(
            project=project,
            objective=objectives.get(indicator.get("objective", "")),
            name=indicator["name"],
            kind=indicator["kind"],
            counts=indicator["counts"],
            unit=indicator.get("unit", ""),
            baseline=indicator.get("baseline"),
            baseline_note=indicator.get("baseline_note", ""),
            target=indicator.get("target"),
            how=indicator.get("how", ""),
            position=place,
        )
        for place, indicator in enumerate(rows)
    )
    return {row["key"]: indicator for row, indicator in zip(rows, made, strict=True)}


def _fact(world: World, row: Row, project: Project, indicator: Indicator, fact: Row) -> Fact:
    return Fact(
        project=project,
        indicator=indicator,
        date=world.day(fact["date"]),
        value=fact.get("value"),
        not_measured=fact.get("not_measured", False),
        label=fact.get("label", ""),
        age_band_id=fact.get("age"),
        gender=fact.get("gender", ""),
        commune_id=fact.get("commune"),
        place=fact.get("place", ""),
        source=fact.get("source", ""),
        recorded_at=world.moment(fact["date"]),
        recorded_by=world.people[row["opened_by"]],
        client_uuid=uuid.uuid4(),
        illustration=not fact.get("real", False),
    )
