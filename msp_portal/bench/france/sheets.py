"""Published experience sheets: written, frozen and put in the library by the room's own code."""

from datetime import datetime, timedelta
from typing import Any, cast

from django.db import transaction
from django.utils.text import slugify

from capitalisation.models import ExperienceSheet, SheetQuote, SheetSection
from capitalisation.queries.content import SNAPSHOT_KIND
from capitalisation.services.library_index import rebuild_library
from capitalisation.services.publication import frozen_content
from msp_portal.bench.france.copying import copy_in, settle_sequences
from msp_portal.bench.france.plan import Plan, ProjectPlan
from msp_portal.bench.france.words import IDEAS, QUOTES, STORY
from msp_portal.kit.models import Snapshot
from msp_portal.kit.snapshots import freeze
from msp_portal.reference.models import EvidenceLevel

Row = tuple[Any, ...]


def write_sheets(plan: Plan) -> int:
    """Publish a sheet for the projects that are over, as many as the sizes say; how many."""
    over = [one for one in plan.projects if one.done]
    told = plan.random.sample(over, min(plan.sizes.sheets, len(over)))
    keys = _written(plan, told)
    settle_sequences([Snapshot])
    sheets = (
        ExperienceSheet.unscoped.filter(pk__in=keys)  # unscoped: written just above
        .select_related(
            "project", "team__department__region", "team__federation", "evidence_level",
            "reviewer_organisation",
        )
        .order_by("pk")
    )  # fmt: skip
    published = 0
    with transaction.atomic():
        for sheet in sheets.iterator(chunk_size=200):
            _publish(plan, sheet)
            published += 1
    # Once for all: sheet by sheet, the words of the library would be counted again each time.
    rebuild_library()
    return published


def _written(plan: Plan, told: list[ProjectPlan]) -> list[int]:
    """The sheets as the federation validated them."""
    levels = list(EvidenceLevel.objects.values_list("pk", flat=True))
    keys = [plan.next_key("sheet") for _ in told]
    copy_in(
        ExperienceSheet,
        ("id", "project_id", "team_id", "title", "summary", "state", "evidence_level_id",
         "reviewer_organisation_id", "contact_agreed", "submitted_at", "validated_at",
         "illustration", "created_at", "created_by_id"),
        (
            (key, one.pk, one.team.pk, one.title, plan.random.choice(IDEAS), "VALIDEE",
             plan.random.choice(levels), one.team.federation, True, _after(plan, one, 40),
             _after(plan, one, 60), True, plan.at(one.end), one.team.coordinator)
            for key, one in zip(keys, told, strict=True)
        ),
    )  # fmt: skip
    copy_in(
        SheetSection,
        ("sheet_id", "key", "text", "position", "updated_at"),
        (
            (key, part, plan.random.choice(texts), place, plan.at(one.end))
            for key, one in zip(keys, told, strict=True)
            for place, (part, texts) in enumerate(STORY.items())
        ),
    )
    copy_in(
        SheetQuote,
        ("sheet_id", "text", "said_by"),
        ((key, *plan.random.choice(QUOTES)) for key in keys),
    )
    return keys


def _publish(plan: Plan, sheet: ExperienceSheet) -> None:
    """Freeze, without the mails and the PDF of a true publication."""
    validated = cast("datetime", sheet.validated_at)
    moment = min(validated + timedelta(days=5), plan.now)
    sheet.snapshot = freeze(
        actor=None,
        kind=SNAPSHOT_KIND,
        about=sheet,
        data=frozen_content(sheet, moment, again=False),
        now=moment,
    )
    sheet.state = ExperienceSheet.State.PUBLISHED
    sheet.slug = f"{slugify(sheet.title)[:90]}-{sheet.pk}"
    sheet.published_at = moment
    sheet.save(update_fields=["snapshot", "state", "slug", "published_at"])


def _after(plan: Plan, one: ProjectPlan, days: int) -> Any:
    return plan.at(one.end + timedelta(days=days))
