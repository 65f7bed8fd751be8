"""What a region learned and what went from team to team: for the federation's view and its reviews.

Counts of sheets and of teams, which are not masked; names only where they are public already.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Count, IntegerField, Q, QuerySet, When

from capitalisation.models import LibraryEntry, Takeover
from msp_portal.kit.scoping import NOBODY
from msp_portal.reference.models import EvidenceLevel

BEST_FIRST = ("EFFICACE", "PROMETTEUR", "INNOVANT", "EXPERIENCE")


@dataclass(frozen=True, slots=True)
class LevelCount:
    """How many published sheets tell an intervention of this level of evidence."""

    code: str
    label: str
    sheets: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A project that went from one team to another, both being named publicly."""

    title: str
    slug: str
    from_team: str
    to_team: str
    year: int


@dataclass(frozen=True)
class Reuse:
    """The takeovers of sheets of a region: how many, and those that may be told."""

    total: int
    sheets: int
    told: tuple[Passage, ...]


def evidence_levels_in(region_code: str) -> list[LevelCount]:
    """Published sheets of a region by level of evidence, in the order of the list. Two queries.

    Interventions are rated, teams never: no team is named here.
    """
    rows = (
        LibraryEntry.objects.filter(region_code=region_code)
        .order_by()
        .values("evidence_code")
        .annotate(sheets=Count("pk"))
    )
    counts = {row["evidence_code"]: row["sheets"] for row in rows}
    levels = EvidenceLevel.objects.filter(pk__in=counts)
    return [
        LevelCount(level.code, level.label.removesuffix(" (CAPS)"), counts[level.code])
        for level in levels
    ]


def reuse_in(region_code: str, *, limit: int = 50) -> Reuse:
    """What was taken over from the published sheets of a region, the latest first. Two queries."""
    of_the_region = Q(sheet__entry__region_code=region_code)
    counted = Takeover.unscoped.filter(of_the_region).aggregate(  # unscoped: counts, no name
        total=Count("pk"), sheets=Count("sheet", distinct=True)
    )
    named = (
        Takeover.objects.for_scope(NOBODY)
        .filter(of_the_region)
        .select_related("team", "sheet__entry")
        .order_by("-taken_at", "-pk")[:limit]
    )
    return Reuse(
        total=counted["total"],
        sheets=counted["sheets"],
        told=tuple(
            Passage(
                title=row.sheet.entry.title,
                slug=row.sheet.entry.slug,
                from_team=row.sheet.entry.team_name,
                to_team=row.team.name,
                year=row.taken_at.year,
            )
            for row in named
        ),
    )


def sheets_about(theme_codes: Iterable[str], *, except_region: str = "") -> QuerySet[LibraryEntry]:
    """Published sheets about any of these themes, the best proved then the latest: what could go
    where nothing is done yet. One query; the caller cuts."""
    proved = Case(
        *(When(evidence_code=code, then=place) for place, code in enumerate(BEST_FIRST)),
        default=len(BEST_FIRST),
        output_field=IntegerField(),
    )
    about = LibraryEntry.objects.filter(
        facets__overlap=[f"theme:{code}" for code in theme_codes]
    ).defer("body", "search", "head")
    if except_region:
        about = about.exclude(region_code=except_region)
    return about.order_by(proved, "-published_at", "-pk")
