"""Turnkey programmes with their phases and indemnities."""

from msp_portal.demo import data
from msp_portal.demo.world import World
from projects.models import Programme, ProgrammeIndemnity, ProgrammePhase


def load_programmes(world: World) -> None:
    """The two programmes of the national federation."""
    for row in data.read("programmes"):
        programme = Programme.objects.create(
            key=row["key"],
            title=row["title"],
            publisher=world.organisations[row["publisher"]],
            theme_id=row["theme"],
            summary=row["summary"],
            training=row["training"],
            toolbox=row["toolbox"],
            minimum_volunteers=row.get("minimum_volunteers"),
            frictions=row["frictions"],
            scale_note=row["scale_note"],
            published_at=world.moment(row["published"]),
        )
        world.programmes[row["key"]] = programme
        ProgrammeIndemnity.objects.create(programme=programme, **row["indemnity"])
        ProgrammePhase.objects.bulk_create(
            ProgrammePhase(
                programme=programme,
                name=phase["name"],
                starts_on=world.day(phase["from"]),
                ends_on=world.day(phase["to"]),
                position=place,
            )
            for place, phase in enumerate(row["phases"])
        )
