"""The pages of figures: what was noted, indicator by indicator, in a fixed number of queries."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from django.core.paginator import Page, Paginator
from django.db.models import Count, F, Max, Min, Q, QuerySet, Sum, Window
from django.db.models.functions import RowNumber

from msp_portal.kit.scoping import Scope
from msp_portal.reference.models import Commune
from projects.models import Fact, FigureRequest, Indicator, Project
from projects.queries.figures import IndicatorTotal, Totals, totals
from projects.queries.figures_periods import Period

SHOWN_BY_INDICATOR = 3
PER_PAGE = 50
RELATED = ("indicator", "age_band", "commune", "recorded_by__profession", "request")


@dataclass(frozen=True)
class Line:
    """One indicator on the page: its total over the period and its last values."""

    total: IndicatorTotal
    latest: list[Fact] = field(default_factory=list)

    @property
    def indicator(self) -> Indicator:
        """The indicator itself."""
        return self.total.indicator


@dataclass(frozen=True)
class FactsPage:
    """What the page of a project's figures shows."""

    totals: Totals
    lines: list[Line]

    @property
    def indicators(self) -> list[Indicator]:
        """Those one may note a value for."""
        return [line.indicator for line in self.lines if line.indicator.archived_at is None]


def facts_page(scope: Scope, project: Project, period: Period) -> FactsPage:
    """Totals over the period, with the last values of each indicator. Two queries.

    Taps of a stand are left out of the values: the stand itself is a line of the page.
    """
    found = totals(project, period)
    rank = Window(
        RowNumber(), partition_by=F("indicator_id"), order_by=[F("date").desc(), F("pk").desc()]
    )
    latest: dict[int, list[Fact]] = defaultdict(list)
    rows = (
        _without_taps(scope, project)
        .filter(period.on(), Fact.current())
        .annotate(rank=rank)
        .filter(rank__lte=SHOWN_BY_INDICATOR)
    )
    for fact in rows.select_related("indicator", "age_band", "commune").order_by("-date", "-pk"):
        latest[fact.indicator_id].append(fact)
    return FactsPage(found, [Line(line, latest[line.indicator.pk]) for line in found.lines])


def facts_of_indicator(
    scope: Scope, indicator: Indicator, period: Period, page: str | int = 1
) -> Page[Fact]:
    """Every value noted for an indicator over a period, the latest first, fifty a page.

    Withdrawn ones are there too, to be put back; corrected ones are under the one that replaces
    them (``history_of``). Two queries.
    """
    rows = (
        _without_taps(scope, indicator.project)
        .filter(period.on(), indicator=indicator, replaced_by__isnull=True)
        .select_related(*RELATED)
        .order_by("-date", "-pk")
    )
    return Paginator(rows, PER_PAGE).get_page(page)


@dataclass(frozen=True)
class StandCount:
    """What one stand counted over a period."""

    request: FigureRequest
    counted: Decimal


def stands_of_indicator(scope: Scope, indicator: Indicator, period: Period) -> list[StandCount]:
    """The stands that counted this indicator over a period. One query."""
    standing = Q(facts__replaced_by__isnull=True, facts__withdrawn_at__isnull=True)
    standing &= period.on("facts__date")
    stands = (
        FigureRequest.objects.for_scope(scope)
        .filter(indicator=indicator, mode=FigureRequest.Mode.STAND)
        .annotate(counted=Sum("facts__value", filter=standing))
        .filter(counted__gt=0)
        .order_by("-date", "-pk")
    )
    return [StandCount(stand, stand.counted) for stand in stands]


def attach_history(scope: Scope, facts: list[Fact]) -> None:
    """Give each fact its ``earlier`` versions, the latest first. One query, and one more for each
    further generation of corrections (rare)."""
    heads = {fact.pk: fact for fact in facts}
    owner: dict[int, Fact] = {}
    for fact in facts:
        fact.earlier = []  # type: ignore[attr-defined]
        if fact.replaces_id:
            owner[fact.replaces_id] = heads[fact.pk]
    while owner:
        rows = (
            Fact.objects.for_scope(scope)
            .filter(pk__in=list(owner))
            .select_related("indicator", "recorded_by__profession")
        )
        deeper: dict[int, Fact] = {}
        for row in rows:
            owner[row.pk].earlier.append(row)  # type: ignore[attr-defined]
            if row.replaces_id:
                deeper[row.replaces_id] = owner[row.pk]
        owner = deeper


@dataclass(frozen=True, slots=True)
class Occasion:
    """What was counted on one day, on one occasion."""

    label: str
    day: date
    value: Decimal


def occasions(scope: Scope, indicator: Indicator, period: Period, most: int = 12) -> list[Occasion]:
    """By occasion (« Théâtre-forum »), what was counted, in the order of the days; the largest
    ``most`` of them. One query."""
    rows = (
        Fact.objects.for_scope(scope)
        .filter(Fact.current(), period.on(), indicator=indicator, value__isnull=False)
        .values("label", "date")
        .annotate(total=Sum("value"), n=Count("pk"), first=Min("pk"), last=Max("pk"))
        .order_by("-total", "date")[:most]
    )
    kept = sorted(rows, key=lambda row: (row["date"], row["first"]))
    return [Occasion(row["label"], row["date"], row["total"]) for row in kept]


def largest_value(indicator: Indicator) -> Decimal | None:
    """The largest value noted so far, to ask again about one that is far beyond. One query."""
    facts = Fact.unscoped.filter(  # unscoped: the caller holds the indicator
        Fact.current(), indicator=indicator
    )
    found: Decimal | None = facts.aggregate(most=Max("value"))["most"]
    return found


def communes_around(project: Project) -> QuerySet[Commune]:
    """The communes a fact is likely to be about: those of the project, then of its teams' sites."""
    of_project = Project.communes.through._base_manager.filter(  # unscoped: caller's project
        project=project
    )
    of_sites = project.teams.values("sites__commune")  # the teams of the caller's own project
    return Commune.objects.filter(
        Q(pk__in=of_project.values("commune")) | Q(pk__in=of_sites)
    ).order_by("name")


def _without_taps(scope: Scope, project: Project) -> "QuerySet[Fact]":
    facts: QuerySet[Fact] = Fact.objects.for_scope(scope).filter(project=project)
    return facts.exclude(request__mode=FigureRequest.Mode.STAND)
