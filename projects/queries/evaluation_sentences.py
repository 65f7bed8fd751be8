"""Sentences drafted from the facts, each with its source. Pure: no reading, no invention.

A sentence says what was noted and nothing else: the occasion, the day, the value, where the number
comes from. What was not measured is said as such.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from msp_portal.kit.french import day_month, in_sentence, plain_date
from projects.models import Indicator
from projects.queries.figures import Found, IndicatorTotal

NO_SOURCE = "source non précisée"


@dataclass(frozen=True, slots=True)
class Counted:
    """What was noted of an indicator on one occasion. ``value`` None is « non mesuré »."""

    indicator: Indicator
    day: date
    value: Decimal | None
    label: str = ""
    source: str = ""
    illustration: bool = False


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, ready to be read or copied."""

    text: str
    indicator_id: int
    illustration: bool = False

    def __str__(self) -> str:
        return self.text


def occasion_sentence(counted: Counted) -> Sentence:
    """« Théâtre-forum, le 12 mars 2026 : 80 participants (source : comptage à l’entrée). »"""
    when = f"le {plain_date(counted.day)}"
    opening = f"{counted.label}, {when}" if counted.label else f"{counted.indicator.name}, {when}"
    source = source_words(counted.source, counted.indicator.how)
    if counted.value is None:
        name = f"{in_sentence(counted.indicator.name)} " if counted.label else ""
        text = f"{opening} : {name}non mesuré ({source})."
    else:
        text = f"{opening} : {_value(counted)} ({source})."
    return Sentence(text, counted.indicator.pk, counted.illustration)


def total_sentence(total: IndicatorTotal) -> Sentence:
    """« Participants : 214 passages entre le 6 mars et le 4 août 2025 (visé : 200 passages). »"""
    indicator = total.indicator
    if total.found is not Found.MEASURED or total.value is None:
        words = total.words
        if total.found is Found.NOT_MEASURED and total.last_on:
            words = f"non mesuré (noté le {plain_date(total.last_on)})"
        return Sentence(f"{indicator.name} : {words}.", indicator.pk)
    parts = [f"{indicator.name} : {indicator.in_unit(total.value)}"]
    parts.append(_span(total))
    beside = []
    if indicator.baseline is not None:
        beside.append(f"au départ : {indicator.in_unit(indicator.baseline)}")
    if indicator.target is not None:
        beside.append(f"visé : {indicator.in_unit(indicator.target)}")
    if beside:
        parts.append(f" ({', '.join(beside)})")
    return Sentence(f"{''.join(parts)}.", indicator.pk)


def sentences(totals: Iterable[IndicatorTotal], counted: Sequence[Counted]) -> list[Sentence]:
    """For each indicator its total, then what makes it up, in the order of the days."""
    told: list[Sentence] = []
    for total in totals:
        if total.found is Found.NOTHING:
            continue
        own = [one for one in counted if one.indicator.pk == total.indicator.pk]
        if total.indicator.counts == Indicator.Counts.SESSIONS:
            own = [one for one in own if one.value is None]  # « 1 séance » each time says nothing
        if len(own) != 1:
            told.append(total_sentence(total))
        told += [occasion_sentence(one) for one in own]
    return told


def source_words(source: str, how: str) -> str:
    """Where a number comes from: what was noted with it, else how it is collected."""
    known = (source or how).strip().rstrip(".")
    return f"source : {known[0].lower()}{known[1:]}" if known else NO_SOURCE


def _value(counted: Counted) -> str:
    value = counted.indicator.in_unit(counted.value or Decimal(0))
    named = counted.indicator.unit or counted.indicator.counts != Indicator.Counts.OTHER
    return (
        value if named or not counted.label else f"{value}, {in_sentence(counted.indicator.name)}"
    )


def _span(total: IndicatorTotal) -> str:
    first, last = total.first_on, total.last_on
    if first is None or last is None:
        return ""
    if first == last or not total.is_sum:
        return f" le {plain_date(last)}"
    start = day_month(first) if first.year == last.year else plain_date(first)
    return f" entre le {start} et le {plain_date(last)}"
