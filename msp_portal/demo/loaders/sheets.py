"""Experience sheets: one published, one being read by the federation."""

from typing import Any

from capitalisation.models import ExperienceSheet, SheetReview, SheetReviewAnswer, SheetSection
from msp_portal.demo import data
from msp_portal.demo.loaders.frozen import freeze_sheet
from msp_portal.demo.world import World

Row = dict[str, Any]


def load_sheets(world: World) -> None:
    """Every sheet of the data files, at its stage; a published one is frozen."""
    for row in data.projects():
        if "sheet" in row:
            content = row["sheet"]
            sheet = _written(world, row, content)
            if "review" in content:
                _review(world, sheet, content)
            if "published" in content:
                _publish(world, sheet, content)


def _written(world: World, row: Row, content: Row) -> ExperienceSheet:
    created = world.moment(content["created"])
    published = "published" in content
    sheet: ExperienceSheet = ExperienceSheet.objects.create(
        project=world.projects[row["key"]],
        team=world.teams[row["lead_team"]],
        title=row["title"],
        summary=content["summary"],
        state=ExperienceSheet.State.VALIDATED if published else content["state"],
        evidence_level_id=content["evidence"],
        reviewer_organisation=world.organisations["essort"],
        contact_agreed=content["contact_agreed"],
        submitted_at=world.moment(content["submitted"]),
        validated_at=world.moment(content.get("validated")),
        illustration=True,
        created_at=created,
        created_by=world.people[content["by"]],
    )
    SheetSection.objects.bulk_create(
        SheetSection(
            sheet=sheet,
            key=key,
            text=content["sections"].get(key, ""),
            position=place,
            updated_at=world.moment(content["submitted"]),
        )
        for place, key in enumerate(SheetSection.Key.values)
    )
    return sheet


def _review(world: World, sheet: ExperienceSheet, content: Row) -> None:
    review: SheetReview = SheetReview.objects.create(
        sheet=sheet,
        organisation=sheet.reviewer_organisation,
        reviewer=world.people[content["reviewer"]],
        verdict=content["review"]["verdict"],
        comment=content["review"]["comment"],
        reviewed_at=sheet.validated_at,
    )
    SheetReviewAnswer.objects.bulk_create(
        SheetReviewAnswer(review=review, group=group, answer=answer)
        for group, answer in content["review"]["answers"].items()
    )


def _publish(world: World, sheet: ExperienceSheet, content: Row) -> None:
    published = world.moment(content["published"])
    actor = world.people[content["by"]]
    sheet.snapshot = freeze_sheet(actor=actor, sheet=sheet, now=published)
    sheet.state = content["state"]
    sheet.published_at = published
    sheet.slug = content["slug"]
    sheet.save()
