"""Experience sheets, written, read and published by the acts people do."""

from datetime import datetime
from typing import Any

from capitalisation.models import ExperienceSheet, SheetSection
from capitalisation.services.publication import publish_sheet
from capitalisation.services.review import GroupAnswer, submit_sheet, validate_sheet
from capitalisation.services.sheets import create_sheet, save_identity, save_section
from coordination.models import Person
from msp_portal.demo import data
from msp_portal.demo.world import World
from msp_portal.reference.models import EvidenceLevel

Row = dict[str, Any]


def load_sheets(world: World) -> None:
    """One sheet published, one being read by the federation."""
    for row in data.projects():
        if "sheet" in row:
            content = row["sheet"]
            author = world.people[content["by"]]
            sheet = create_sheet(
                actor=author,
                project=world.projects[row["key"]],
                team=world.teams[row["lead_team"]],
                now=world.moment(content["created"]),
            )
            _write(sheet, content, author, world.moment(content["created"]))
            sheet = submit_sheet(actor=author, sheet=sheet, now=world.moment(content["submitted"]))
            if "published" in content:
                _validate(world, sheet, content)
                publish_sheet(actor=author, sheet=sheet, now=world.moment(content["published"]))


def _write(sheet: ExperienceSheet, content: Row, author: Person, now: datetime) -> None:
    """The team's words take the place of those the project gave."""
    for section in SheetSection.unscoped.filter(sheet=sheet):  # unscoped: the sheet made above
        save_section(
            actor=author,
            section=section,
            expected_version=section.version,
            changes={"text": content["sections"].get(section.key, "")},
            now=now,
        )
    save_identity(
        actor=author,
        sheet=sheet,
        expected_version=sheet.version,
        changes={"summary": content["summary"], "contact_agreed": content["contact_agreed"]},
        now=now,
    )


def _validate(world: World, sheet: ExperienceSheet, content: Row) -> None:
    review = content["review"]
    validate_sheet(
        actor=world.people[content["reviewer"]],
        sheet=sheet,
        organisation=world.organisations["essort"],
        grid={group: GroupAnswer(answer) for group, answer in review["answers"].items()},
        evidence_level=EvidenceLevel.objects.get(pk=content["evidence"]),
        comment=review["comment"],
        now=world.moment(content["validated"]),
    )
