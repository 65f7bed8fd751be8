"""The figures of a sheet: computed from dated facts, masked for everybody outside the team.

A sheet names its team, which chose to publish it: the rule of three teams per cell, that keeps a
team from being pointed at, does not apply. The rule of eleven people does (DECISIONS 5).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import combinations

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import Q, Sum, Value
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
class _Year:
    counted: Decimal
    sources: tuple[str, ...]


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
    """The figures the sheet of ``project`` shows, those noted up to ``until``. Two queries.

    ``hidden``: indicators the team chose not to show. « Non mesuré » is a result and stays.
    The caller holds the project.
    """
    span = replace(whole_project(), end=until) if until else whole_project()
    told = [line for line in totals(project, span).told if line.indicator.pk not in hidden]
    by_year = _by_year(project, span)
    masked = _protected([_Measured(line, _primary(line, by_year)) for line in told])
    return [_figure(each, _sources(by_year[each.total.indicator.pk])) for each in masked]


def _primary(line: IndicatorTotal, by_year: Mapping[int, Sequence[_Year]]) -> str:
    """Why the number of one figure is withheld by itself; empty when it is not.

    The workbook of a region gives each closed year apart: the total of a sheet, less the years
    shown there, would say the year that is masked.
    """
    value = line.value
    if value is None or not line.indicator.counts_the_public:
        return ""
    least = Audience.OUTSIDE.least_people
    if 0 < value < least:
        return Audience.OUTSIDE.people_status
    small = any(0 < year.counted < least for year in by_year.get(line.indicator.pk, ()))
    return SECONDARY if small else ""


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


def _by_year(project: Project, span: Period) -> dict[int, list[_Year]]:
    """What each indicator counted in each calendar year, and where from. One query."""
    rows = (
        Fact.unscoped.filter(  # unscoped: the caller holds the project
            Fact.current(), span.on(), project=project
        )
        .order_by()
        .values("indicator_id", year=ExtractYear("date"))
        .annotate(
            counted=Sum("value"),
            sources=ArrayAgg("source", filter=~Q(source=""), distinct=True, default=Value([])),
        )
    )
    found: dict[int, list[_Year]] = defaultdict(list)
    for row in rows:
        found[row["indicator_id"]].append(
            _Year(row["counted"] or Decimal(0), tuple(row["sources"]))
        )
    return found


def _sources(years: Iterable[_Year]) -> str:
    """Where the numbers come from, in the words of who noted them; two at most."""
    return ", ".join(sorted({source for year in years for source in year.sources})[:2])
