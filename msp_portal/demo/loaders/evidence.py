"""Indicators and dated facts: no total is written anywhere, the portal adds facts up."""

import uuid
from typing import Any

from msp_portal.demo.world import World
from projects.models import Fact, Indicator, Objective, Project

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
    return indicators


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
