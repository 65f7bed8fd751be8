"""What a project rests on: partners, diagnostic, priorities, objectives."""

from typing import Any

from msp_portal.demo.world import World
from projects.models import DiagnosticItem, Objective, Partner, Priority, Project

Row = dict[str, Any]


def load_partners(world: World, row: Row, project: Project) -> dict[str, Partner]:
    """Partners by name. Their categories are real; the places named are illustration."""
    made = Partner.objects.bulk_create(
        Partner(
            project=project,
            name=partner["name"],
            role=partner["role"],
            contribution=partner.get("contribution", ""),
            organisation=world.organisation(partner.get("organisation")),
            contact=world.person(partner.get("contact")),
            has_agreement=partner.get("agreement", False),
            illustration=not partner.get("real", False),
        )
        for partner in row.get("partners", [])
    )
    return {partner.name: partner for partner in made}


def load_diagnostic(world: World, row: Row, project: Project) -> None:
    """Data with source and year, needs, what exists; then the priorities weighed."""
    author = world.people[row["opened_by"]]
    DiagnosticItem.objects.bulk_create(
        DiagnosticItem(project=project, position=place, created_by=author, **item)
        for place, item in enumerate(row.get("diagnostic", []))
    )
    Priority.objects.bulk_create(
        Priority(project=project, position=place, **priority)
        for place, priority in enumerate(row.get("priorities", []))
    )


def load_objectives(world: World, row: Row, project: Project) -> dict[str, Objective]:
    """Objectives by key, parents before children."""
    made: dict[str, Objective] = {}
    for place, objective in enumerate(row.get("objectives", [])):
        made[objective["key"]] = Objective.objects.create(
            project=project,
            level=objective["level"],
            parent=made.get(objective.get("parent", "")),
            text=objective["text"],
            public_text=objective.get("public", ""),
            place=objective.get("place", ""),
            due_date=world.day(objective.get("due")),
            position=place,
        )
    return made
