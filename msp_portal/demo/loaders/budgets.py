"""Budgets in the Cerfa plan of accounts. Amounts are illustration."""

from typing import Any

from msp_portal.demo.world import World
from projects.models import Budget, BudgetLine, Project

Row = dict[str, Any]


def load_budgets(world: World, row: Row, project: Project) -> None:
    """The budget of the closed year, and the one being prepared when there is one."""
    for name in ("budget", "next_budget"):
        if name in row:
            world.budgets[row["key"], name] = _budget(world, row, project, row[name])


def _budget(world: World, row: Row, project: Project, content: Row) -> Budget:
    budget: Budget = Budget.objects.create(
        project=project,
        year=world.year(content["year"]),
        bearing_structure=world.structures[row["lead_team"]],
        note=content.get("note", ""),
        illustration=True,
        updated_at=world.moment("today -10"),
    )
    BudgetLine.objects.bulk_create(
        BudgetLine(
            project=project,
            budget=budget,
            account_id=line["account"],
            label=line.get("label", ""),
            amount=line["amount"],
            spent=line.get("spent"),
            funder=world.organisation(line.get("funder")),
            funding_status=line.get("status", ""),
            position=place,
        )
        for place, line in enumerate(content["lines"])
    )
    return budget
