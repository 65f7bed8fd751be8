"""What a reader can work out of masked tables, computed from what is shown and nothing else.

Independent of the way tables are masked: exact elimination over fractions finds the numbers that
the sums determine; propagation of bounds over the sums finds those that whole numbers, « < 11 »
and the absence of hidden zeros pin down.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from fractions import Fraction

from msp_portal.kit.masking.circulation import UNBOUNDED
from msp_portal.kit.masking.rules import Audience, MaskedValue
from msp_portal.kit.masking.tables import TOTAL, MaskedTable, Position

_ROUNDS = 200  # bounds may creep towards each other for ever; stopping early stays right
Unknown = Hashable
Interval = tuple[int, int]
# A sum of unknowns, each with its sign, and what it is worth.
Equation = tuple[dict[Unknown, int], int]


def recoverable_cells(
    whole: MaskedTable, parts: Sequence[MaskedTable] = ()
) -> dict[tuple[int | None, Position], int]:
    """The hidden numbers a reader can work out exactly: must be empty.

    ``parts`` are the tables of periods offered beside their sum. Keys are the index of the part
    (None for the whole) and the position.
    """
    equations = list(_equations(whole, parts))
    found = dict(_solved(equations))
    for unknown, (low, high) in intervals(whole, parts).items():
        if low == high:
            found.setdefault(unknown, low)
    return found  # type: ignore[return-value]


def intervals(whole: MaskedTable, parts: Sequence[MaskedTable] = ()) -> dict[Unknown, Interval]:
    """Bounds of each hidden number by propagation (never too narrow, sometimes too wide)."""
    equations = list(_equations(whole, parts))
    bounds: dict[Unknown, Interval] = {}
    for index, table in _tables(whole, parts):
        for position, masked in table.values.items():
            if masked.value is None:
                bounds[index, position] = _told(masked, table.audience)
    for _ in range(_ROUNDS):
        changed = [_tighten(terms, worth, bounds) for terms, worth in equations]
        if not any(changed):
            break
    return bounds


def _told(masked: MaskedValue, audience: Audience) -> Interval:
    """What a status alone says."""
    if masked.status == audience.people_status:
        return 1, audience.least_people - 1
    if masked.status == audience.teams_status:
        return audience.least_people, UNBOUNDED
    return 1, UNBOUNDED


def _tables(
    whole: MaskedTable, parts: Sequence[MaskedTable]
) -> Iterator[tuple[int | None, MaskedTable]]:
    yield None, whole
    yield from enumerate(parts)


def _equations(whole: MaskedTable, parts: Sequence[MaskedTable]) -> Iterator[Equation]:
    """Every sum a reader knows: lines, columns, totals, and periods added up."""
    for index, table in _tables(whole, parts):
        for row in (*table.rows, TOTAL):
            line: list[Position] = [(row, column) for column in table.columns]
            yield _sum(table, index, line, (row, TOTAL))
        for column in (*table.columns, TOTAL):
            line = [(row, column) for row in table.rows]
            yield _sum(table, index, line, (TOTAL, column))
    for position in whole.values if parts else ():
        terms: dict[Unknown, int] = {}
        worth = _add(terms, (None, position), whole[position], -1)
        for number, part in enumerate(parts):
            worth += _add(terms, (number, position), part[position], 1)
        yield terms, -worth


def _sum(
    table: MaskedTable, index: int | None, line: Iterable[Position], total: Position
) -> Equation:
    terms: dict[Unknown, int] = {}
    worth = _add(terms, (index, total), table[total], -1)
    for position in line:
        worth += _add(terms, (index, position), table[position], 1)
    return terms, -worth


def _add(terms: dict[Unknown, int], unknown: Unknown, masked: MaskedValue, sign: int) -> int:
    if masked.value is None:
        terms[unknown] = sign
        return 0
    return sign * masked.value


def _solved(equations: Iterable[Equation]) -> Iterator[tuple[Unknown, int]]:
    """The unknowns that have one solution, by Gauss–Jordan elimination over fractions."""
    pivots: dict[Unknown, tuple[dict[Unknown, Fraction], Fraction]] = {}
    for terms, worth in equations:
        row = {unknown: Fraction(sign) for unknown, sign in terms.items()}
        right = Fraction(worth)
        for unknown in [u for u in row if u in pivots]:
            right = _subtract(row, right, unknown, pivots[unknown])
        if not row:
            continue
        pivot = next(iter(row))
        scale = row[pivot]
        row = {unknown: factor / scale for unknown, factor in row.items()}
        right /= scale
        for other, (other_row, other_right) in pivots.items():
            if pivot in other_row:
                new_right = _subtract(other_row, other_right, pivot, (row, right))
                pivots[other] = (other_row, new_right)
        pivots[pivot] = (row, right)
    for unknown, (row, right) in pivots.items():
        if len(row) == 1:
            yield unknown, int(right)


def _subtract(
    row: dict[Unknown, Fraction],
    right: Fraction,
    unknown: Unknown,
    by: tuple[dict[Unknown, Fraction], Fraction],
) -> Fraction:
    """Take ``unknown`` out of a row in place; its new right-hand side."""
    factor = row[unknown]
    for other, value in by[0].items():
        left = row.get(other, Fraction(0)) - factor * value
        if left:
            row[other] = left
        else:
            row.pop(other, None)
    return right - factor * by[1]


def _tighten(terms: dict[Unknown, int], worth: int, bounds: dict[Unknown, Interval]) -> bool:
    """Narrow each unknown of one sum by the bounds of the others; whether anything moved."""
    reach = {unknown: _signed(sign, bounds[unknown]) for unknown, sign in terms.items()}
    least = sum(low for low, _ in reach.values())
    most = sum(high for _, high in reach.values())
    changed = False
    for unknown, sign in terms.items():
        own_low, own_high = reach[unknown]
        left = _signed(sign, (worth - (most - own_high), worth - (least - own_low)))
        low, high = bounds[unknown]
        new = max(low, left[0]), min(high, left[1])
        if new != (low, high):
            bounds[unknown] = new
            changed = True
    return changed


def _signed(sign: int, interval: Interval) -> Interval:
    low, high = interval
    return (low, high) if sign > 0 else (-high, -low)
