"""What a chart says, before it is drawn: a question in words, numbers, and the same as a table."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from msp_portal.kit import french
from msp_portal.kit.masking import MaskedValue

Number = int | float | Decimal
NOT_MEASURED = "non mesuré"


@dataclass(frozen=True, slots=True)
class Bar:
    """One number with its name. None is « non mesuré »; a masked number shows its status."""

    label: str
    value: Number | MaskedValue | None


@dataclass(frozen=True, slots=True)
class Series:
    """One line: a name and one value per label of the chart (None where nothing was measured)."""

    name: str
    values: Sequence[Number | MaskedValue | None]


@dataclass(frozen=True, slots=True)
class Table:
    """The numbers of a chart as words, for the table under its fold."""

    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def known(value: Number | MaskedValue | None) -> float | None:
    """The number to draw, or None when there is none to show."""
    number = value.value if isinstance(value, MaskedValue) else value
    if number is None:
        return None
    if number < 0:
        raise ValueError("Charts of the portal show counts and amounts, never negative numbers.")
    return float(number)


def in_words(value: Number | MaskedValue | None, unit: str = "") -> str:
    """« 1 234 séances », « < 11 », « non mesuré »."""
    if isinstance(value, MaskedValue):
        if value.value is None:
            return value.status
        value = value.value
    if value is None:
        return NOT_MEASURED
    return f"{french.number(value)}{french.NBSP}{unit}" if unit else french.number(value)


def shares(values: Sequence[float]) -> list[int]:
    """Whole percentages that add up to 100 (largest remainders get the missing points)."""
    total = sum(values)
    if not total:
        return [0] * len(values)
    exact = [100 * value / total for value in values]
    whole = [int(value) for value in exact]
    order = sorted(range(len(values)), key=lambda i: (whole[i] - exact[i], i))
    for index in order[: 100 - sum(whole)]:
        whole[index] += 1
    return whole
