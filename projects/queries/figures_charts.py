"""The charts of a project's figures: a question in words, drawn from the dated facts."""

from collections.abc import Sequence

from msp_portal.kit.charts import Bar, Chart, Series, bars, lines, proportion
from msp_portal.kit.french import short_date
from msp_portal.kit.scoping import Scope
from projects.models import Indicator, Project
from projects.queries.facts import Occasion, occasions
from projects.queries.figures import AXES, Point, Totals, breakdowns, series
from projects.queries.figures_periods import Period

FEWEST_MONTHS = 3
MOST_MONTHS = 24
MOST_PARTS = 4


def charts_of_indicator(scope: Scope, indicator: Indicator, period: Period) -> list[Chart]:
    """By occasion, then by age, gender and commune where facts say so. Two queries."""
    found = []
    if (told := occasions(scope, indicator, period)) and len(told) > 1:
        found.append(occasions_chart(indicator, told))
    if indicator.adds_up:
        cut = (
            axis_chart(indicator, axis, parts)
            for axis, parts in breakdowns(indicator.project, period, [indicator])[
                indicator.pk
            ].items()
        )
        found.extend(chart for chart in cut if chart)
    return found


def occasions_chart(indicator: Indicator, told: Sequence[Occasion]) -> Chart:
    """« Participants : combien à chaque fois ? »"""
    values = [
        Bar(", ".join(part for part in (one.label, short_date(one.day)) if part), one.value)
        for one in told
    ]
    return bars(f"{indicator.name} : combien à chaque fois ?", values, what=heading(indicator))


def axis_chart(indicator: Indicator, axis: str, parts: Sequence[Point]) -> Chart | None:
    """How the total is made up along an axis; None when nothing says so."""
    if len(parts) < 2:
        return None
    label = AXES[axis][1].lower()
    values = [Bar(part.label, part.value) for part in parts]
    draw = proportion if len(parts) <= MOST_PARTS else bars
    return draw(f"{indicator.name} : combien par {label} ?", values, what=heading(indicator))


def months_chart(project: Project, period: Period, indicators: Sequence[Indicator]) -> Chart | None:
    """How the figures that add up grew over the months; None for fewer than three months."""
    by_indicator = series(project, period)
    kept = [
        one
        for one in indicators
        if one.adds_up and len(by_indicator.get(one.pk, ())) >= FEWEST_MONTHS
    ][:MOST_PARTS]
    months = sorted({point.key for one in kept for point in by_indicator[one.pk]})
    if not FEWEST_MONTHS <= len(months) <= MOST_MONTHS:
        return None
    told = []
    for one in kept:
        sums = {point.key: point.value for point in by_indicator[one.pk]}
        told.append(Series(one.name, [sums.get(month) for month in months]))
    labels = [f"{month[5:]}/{month[:4]}" for month in months]
    return lines("Comment les chiffres ont-ils évolué, mois par mois ?", labels, told)


def targets_chart(found: Totals) -> Chart | None:
    """What was reached beside what was aimed at, for the first figure with a target."""
    line = next((one for one in found.measured if one.indicator.target), None)
    if line is None:
        return None
    values = [Bar("Compté", line.value), Bar("Visé", line.indicator.target)]
    return bars(
        f"{line.indicator.name} : où en est-on de ce qui était visé ?",
        values,
        what=heading(line.indicator),
    )


def heading(indicator: Indicator) -> str:
    """What the numbers of a chart count: the unit, or the name."""
    return indicator.unit or indicator.name
