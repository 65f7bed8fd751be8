"""What each team lets out: the demo goes through the same explicit acts as people do."""

from typing import Any

from django.db import models

from coordination.models import Share
from coordination.services.shares import share_thing
from msp_portal.demo import data
from msp_portal.demo.world import World

Row = dict[str, Any]


def load_shares(world: World) -> None:
    """Every share of the data files, at its date."""
    for row in data.projects():
        for share in row.get("shares", []):
            share_thing(
                actor=world.people[share["by"]],
                team=world.teams[row["lead_team"]],
                organisation=world.organisations[share["to"]],
                what=share["what"],
                thing=_thing(world, row["key"], share),
                project_id=world.projects[row["key"]].pk,
                may_pass_on=share.get("may_pass_on", False),
                now=world.moment(share["since"]),
            )


def _thing(world: World, project: str, share: Row) -> models.Model:
    """The project, its application or its report, as the share names it."""
    if share["what"] == Share.What.APPLICATION:
        return world.applications[project, share["thing"]]
    if share["what"] == Share.What.REPORT:
        return world.reports[project, share["thing"]]
    return world.projects[project]
