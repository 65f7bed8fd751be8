"""The figures of a sheet: computed from dated facts, masked for everybody outside the team.

A sheet names its team, which chose to publish it: the rule of three teams per cell, that keeps a
team from being pointed at, does not apply. The rule of eleven people does (DECISIONS 5).
"""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import combinations

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Sum
from django.db.models.functions import ExtractYear

from msp_portal.kit.french import month_span
from msp_portal.kit.masking import SECONDARY, Audience
from projects.models import Fact, Indicator, Project
from projects.queries.figures import NOT_MEASURED, Found, IndicatorTotal, totals
from projects.queries.figures_periods import Period, whole_project

NOTED_BY_TEAM = "relevé par l’équipe"
LARGEST_SUM = 3  # figures added up at most, when looking for what a masked one could be


@dataclass(frozen=True, slots=True)
class SheetFigure:
    """One figure as everybody reads it. ``status`` says why a number is withheld, or is empty.

    ``value`` is never the true one when the figure is masked.
    """

    indicator_id: int
    name: str
    number: str
    unit: str
    source: str
    months: str
    status: str = ""

    @property
    def words(self) -> str:
        """« 214 passages », « < 11 passages », « non mesuré »."""
        return f"{self.number}\u00a0{self.unit}" if self.unit else self.number


@dataclass(frozen=True, slots=True)
class _Measured:
    total: IndicatorTotal
    status: str = ""

    @property
    def of_the_public(self) -> bool:
        return self.total.indicator.counts_the_public


def sheet_figures(
    project: Project, *, until: date | None = None, hidden: Collection[int] = ()
) -> list[SheetFigure]:
    """The figures the sheet of ``project`` shows, those noted up to ``until``. Three queries.

    ``hidden``: indicators the team chose not to show. « Non mesuré » is a result and stays.
    The caller holds the project.
    """
    span = replace(whole_project(), end=until) if until else whole_project()
    told = [line for line in totals(project, span).told if line.indicator.pk not in hidden]
    sources = _sources(project, span)
    telltale = _with_a_small_year(project, span)
    masked = _protected([_Measured(line, _primary(line, telltale)) for line in told])
    return [_figure(each, sources.get(each.total.indicator.pk, "")) for each in masked]


def _primary(line: IndicatorTotal, telltale: Collection[int]) -> str:
    value = line.value
    if value is None or not line.indicator.counts_the_public:
        return ""
    if 0 < value < Audience.OUTSIDE.least_people:
        return Audience.OUTSIDE.people_status
    return SECONDARY if line.indicator.pk in telltale else ""


def _with_a_small_year(project: Project, span: Period) -> set[int]:
    """Indicators one of whose years counts under eleven people. One query.

    The workbook of a region gives each closed year apart: the total of a sheet, less the years
    shown, would say the year that is masked there.
    """
    years = (
        Fact.unscoped.filter(Fact.current(), span.on(), project=project)  # unscoped: as above
        .order_by()
        .values("indicator_id", year=ExtractYear("date"))
        .annotate(counted=Sum("value"))
    )
    least = Audience.OUTSIDE.least_people
    return {row["indicator_id"] for row in years if 0 < (row["counted"] or 0) < least}


def _protected(lines: Sequence[_Measured]) -> list[_Measured]:
    """Withhold one more figure wherever a masked one is the difference of those shown.

    « 120 élèves, dont 112 filles » says how many boys there are: the smaller part is withheld too.
    Begun again until nothing masked can be found by adding and taking away.
    """
    kept = list(lines)
    while (place := _telltale(kept)) is not None:
        kept[place] = replace(kept[place], status=SECONDARY)
    return kept


def _telltale(lines: Sequence[_Measured]) -> int | None:
    """The place of a shown figure that gives a masked one away, or None."""
    public = [place for place, line in enumerate(lines) if _has_people(line)]
    shown = [place for place in public if not lines[place].status]
    hidden = [_value(lines[place]) for place in public if lines[place].status]
    for size in range(1, LARGEST_SUM + 1):
        for whole, *parts in _choices(shown, size):
            rest = _value(lines[whole]) - sum(_value(lines[part]) for part in parts)
            if rest in hidden:
                return min(parts, key=lambda place: _value(lines[place]))
    return None


def _has_people(line: _Measured) -> bool:
    return line.of_the_public and bool(line.total.value)


def _value(line: _Measured) -> Decimal:
    return line.total.value or Decimal(0)


def _choices(shown: Sequence[int], size: int) -> Iterable[tuple[int, ...]]:
    """A whole followed by ``size`` parts."""
    for group in combinations(shown, size + 1):
        for whole in group:
            yield (whole, *(place for place in group if place != whole))


def _figure(line: _Measured, source: str) -> SheetFigure:
    total, indicator = line.total, line.total.indicator
    number, unit = _in_words(total, line.status)
    return SheetFigure(
        indicator_id=indicator.pk,
        name=indicator.name,
        number=number,
        unit=unit,
        source=source or NOTED_BY_TEAM,
        months=month_span(total.first_on, total.last_on),
        status=line.status,
    )


def _in_words(total: IndicatorTotal, status: str) -> tuple[str, str]:
    if total.found is Found.NOT_MEASURED or total.value is None:
        return NOT_MEASURED, ""
    number, _space, unit = total.indicator.in_unit(total.value).partition("\u00a0")
    if total.value >= 1000:  # groups of three hold no-break spaces too
        plain = Indicator(name="", unit="", counts=Indicator.Counts.OTHER).in_unit(total.value)
        number, unit = plain, total.indicator.in_unit(total.value).removeprefix(plain).strip()
    if status == SECONDARY:
        return "non montré", ""
    return (status, unit) if status else (number, unit)


def _sources(project: Project, span: Period) -> dict[int, str]:
    """Where the numbers of each indicator come from, in the words of who noted them. One query."""
    facts = Fact.unscoped.filter(  # unscoped: the caller holds the project
        Fact.current(), span.on(), project=project
    ).exclude(source="")
    rows = (
        facts.order_by()
        .values("indicator_id")
        .annotate(all_sources=ArrayAgg("source", distinct=True, order_by="source"))
    )
    return {row["indicator_id"]: ", ".join(row["all_sources"][:2]) for row in rows}
