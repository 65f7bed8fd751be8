"""Figures added up from the dated facts: the one place every document takes its numbers from.

``totals(project, period)`` says, for each indicator, what was counted in a period; ``series`` and
``breakdown`` cut the same facts by month or by axis. All of them read the facts that stand today
(neither corrected nor withdrawn), so that two documents over the same days agree.

How values add up (DECISIONS 10): passages, sessions and declared people are summed; people counted
as passages are never turned into different persons. Professionals, percentages and scores are
states: the last value of the period holds, because « 11 au départ » and « 9 après deux départs »
are not 20.

The callers hold the project they ask about; organisations read masked or shared figures elsewhere.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

from django.db.models import Count, DecimalField, Max, Min, OuterRef, Q, Subquery, Sum
from django.db.models.functions import TruncMonth

from projects.models import Fact, Indicator, Project
from projects.queries.figures_periods import Period, whole_project

Counts = Indicator.Counts
NOT_MEASURED = "non mesuré"


class Found(StrEnum):
    """What a period says of an indicator."""

    MEASURED = "mesure"
    NOT_MEASURED = "non_mesure"
    NOTHING = "rien"


@dataclass(frozen=True, slots=True)
class IndicatorTotal:
    """One indicator over one period. ``value`` is None when nothing was measured."""

    indicator: Indicator
    value: Decimal | None
    facts: int
    not_measured: int
    first_on: date | None
    last_on: date | None

    @property
    def found(self) -> Found:
        """Measured, « non mesuré », or nothing noted: three different things."""
        if self.value is not None:
            return Found.MEASURED
        return Found.NOT_MEASURED if self.not_measured else Found.NOTHING

    @property
    def is_sum(self) -> bool:
        """Whether ``value`` is a sum, or the last value noted."""
        return self.indicator.adds_up

    @property
    def words(self) -> str:
        """« 214 passages », « non mesuré », « rien de noté »."""
        if self.value is None:
            return NOT_MEASURED if self.not_measured else "rien de noté"
        return self.indicator.in_unit(self.value)


@dataclass(frozen=True)
class Totals:
    """What a project counted over a period."""

    period: Period
    lines: tuple[IndicatorTotal, ...]

    @property
    def passages(self) -> Decimal | None:
        """Passages counted; the same person may count several times."""
        return self._sum(Counts.PASSAGES)

    @property
    def people(self) -> Decimal | None:
        """Different people, as the team declared them; never deduced from passages."""
        return self._sum(Counts.PEOPLE)

    @property
    def sessions(self) -> Decimal | None:
        """Sessions held."""
        return self._sum(Counts.SESSIONS)

    @property
    def professionals(self) -> Decimal | None:
        """Professionals: the largest of its indicators, which may count the same persons."""
        return max(self._values(Counts.PROFESSIONALS), default=None)

    @property
    def measured(self) -> list[IndicatorTotal]:
        """Indicators with a number."""
        return [line for line in self.lines if line.found is Found.MEASURED]

    @property
    def told(self) -> list[IndicatorTotal]:
        """Indicators with something to tell, « non mesuré » included."""
        return [line for line in self.lines if line.found is not Found.NOTHING]

    def line(self, indicator_id: int) -> IndicatorTotal | None:
        """The line of one indicator."""
        return next((line for line in self.lines if line.indicator.pk == indicator_id), None)

    def _values(self, counts: str) -> Iterator[Decimal]:
        for line in self.lines:
            if line.indicator.counts == counts and line.value is not None:
                yield line.value

    def _sum(self, counts: str) -> Decimal | None:
        values = list(self._values(counts))
        return sum(values, Decimal(0)) if values else None


def totals(project: Project, period: Period | None = None) -> Totals:
    """What ``project`` counted over ``period`` (the whole project by default). One query."""
    span = period or whole_project()
    rows = _indicators(Q(project=project), span)
    return Totals(span, tuple(_line(row) for row in rows if _is_shown(row)))


def totals_of(project_ids: Iterable[int], period: Period) -> dict[int, Totals]:
    """The same for many projects, in one query; projects without indicator are absent."""
    found: dict[int, list[IndicatorTotal]] = {}
    for row in _indicators(Q(project__in=list(project_ids)), period):
        if _is_shown(row):
            found.setdefault(row.project_id, []).append(_line(row))
    return {key: Totals(period, tuple(lines)) for key, lines in found.items()}


@dataclass(frozen=True, slots=True)
class Point:
    """One month, or one value of an axis, with what was counted in it."""

    label: str
    value: Decimal
    key: str = ""


def series(project: Project, period: Period) -> dict[int, list[Point]]:
    """By indicator, the sum of each month that has something measured. One query.

    Months without a fact are left out: nothing noted is not zero.
    """
    rows = (
        _standing(project, period)
        .annotate(month=TruncMonth("date"))
        .values("indicator_id", "month")
        .annotate(total=Sum("value"))
        .order_by("indicator_id", "month")
    )
    found: dict[int, list[Point]] = {}
    for row in rows:
        month: date = row["month"]
        point = Point(f"{month:%m/%Y}", row["total"], f"{month:%Y-%m}")
        found.setdefault(row["indicator_id"], []).append(point)
    return found


AXES: dict[str, tuple[str, str]] = {
    "age": ("age_band__label", "Tranche d’âge"),
    "genre": ("gender", "Genre"),
    "commune": ("commune__name", "Commune"),
}
NOT_SAID = "non précisé"


def breakdown(project: Project, period: Period, indicator: Indicator, axis: str) -> list[Point]:
    """The sum of one indicator for each value of an axis (« age », « genre », « commune »).

    The parts add up to the total; what was noted without this axis is « non précisé ». Empty when
    no fact says anything of the axis. One query.
    """
    return breakdowns(project, period, [indicator])[indicator.pk][axis]


def breakdowns(
    project: Project, period: Period, indicators: Iterable[Indicator]
) -> dict[int, dict[str, list[Point]]]:
    """:func:`breakdown` of several indicators along every axis, by indicator. One query."""
    names = [name for name, _label in AXES.values()]
    rows: dict[int, list[dict[str, Any]]] = {indicator.pk: [] for indicator in indicators}
    found = (
        _standing(project, period)
        .filter(indicator__in=rows)
        .values("indicator_id", "age_band__position", *names)
        .annotate(total=Sum("value"))
        .order_by()
    )
    for row in found:
        rows[row["indicator_id"]].append(row)
    return {
        key: {axis: _parts(own, axis, name) for axis, (name, _label) in AXES.items()}
        for key, own in rows.items()
    }


def _parts(rows: list[dict[str, Any]], axis: str, name: str) -> list[Point]:
    sums: dict[str, Decimal] = {}
    ranks: dict[str, Any] = {}
    for row in rows:
        key = row[name] or ""
        sums[key] = sums.get(key, Decimal(0)) + row["total"]
        ranks[key] = row["age_band__position"] if axis == "age" else key
    if not any(sums):
        return []
    genders = dict(Fact.Gender.choices)
    said = sorted((key for key in sums if key), key=lambda key: ranks[key])
    kept = [*said, *([""] if "" in sums else [])]
    return [Point(str(genders.get(key, key)) or NOT_SAID, sums[key], key) for key in kept]


def years_of(project: Project) -> list[int]:
    """The years with at least one fact that stands, the first first. One query."""
    dates = Fact.unscoped.filter(  # unscoped: the caller holds the project
        Fact.current(), project=project
    )
    return [day.year for day in dates.dates("date", "year")]


# ---- Reads ----------------------------------------------------------------------------------


def _standing(project: Project, period: Period) -> Any:
    return Fact.unscoped.filter(  # unscoped: the caller holds the project
        Fact.current(), period.on(), project=project, value__isnull=False
    )


def _indicators(where: Q, period: Period) -> Any:
    inside = Q(facts__replaced_by__isnull=True, facts__withdrawn_at__isnull=True)
    inside &= period.on("facts__date")
    measured = inside & Q(facts__value__isnull=False)
    last = (
        Fact.unscoped.filter(  # unscoped: the caller holds the project
            Fact.current(), period.on(), indicator=OuterRef("pk"), value__isnull=False
        )
        .order_by("-date", "-pk")
        .values("value")[:1]
    )
    return (
        Indicator.unscoped.filter(where)  # unscoped: the caller holds the project
        .annotate(
            summed=Sum("facts__value", filter=measured),
            last_value=Subquery(last, output_field=DecimalField()),
            n_measured=Count("facts", filter=measured),
            n_not_measured=Count("facts", filter=inside & Q(facts__not_measured=True)),
            first_on=Min("facts__date", filter=inside),
            last_on=Max("facts__date", filter=inside),
        )
        .order_by("position", "pk")
    )


def _is_shown(row: Any) -> bool:
    """An indicator set aside stays in the periods in which it was counted."""
    return row.archived_at is None or bool(row.n_measured or row.n_not_measured)


def _line(row: Any) -> IndicatorTotal:
    return IndicatorTotal(
        indicator=row,
        value=row.summed if row.adds_up else row.last_value,
        facts=row.n_measured,
        not_measured=row.n_not_measured,
        first_on=row.first_on,
        last_on=row.last_on,
    )
