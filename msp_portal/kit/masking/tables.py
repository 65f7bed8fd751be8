"""Tables of people by two criteria (department × theme) with their totals, masked once and for all.

A small number is hidden (primary), then other numbers of its row, its column or the totals until
nobody can work it out from what remains (« secret secondaire »). What « work out » means is exact:
a reader who knows every shown number, that numbers are whole, what each status says of its
number and that masked numbers are not zero must leave to each hidden one an interval at least
``threshold // 2`` people wide (5 outside, 2 in the federation; a tenth of a number hidden because
too few teams made it). ``audit.py`` checks the result by another way.

Zeros are always shown and never help to hide: a reader may well know that nothing took place.
"""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from msp_portal.kit.masking.circulation import UNBOUNDED, Circulation, Edge
from msp_portal.kit.masking.rules import (
    SECONDARY,
    Audience,
    Count,
    MaskedValue,
    primary_status,
)


class Total:
    """The key of a total, in place of a row or a column."""

    _only: "Total | None" = None

    def __new__(cls) -> "Total":
        if cls._only is None:
            cls._only = super().__new__(cls)
        return cls._only

    def __repr__(self) -> str:
        return "TOTAL"


TOTAL = Total()
Position = tuple[Hashable, Hashable]


@dataclass(frozen=True)
class Table:
    """Numbers of people by row and column; a missing cell is a zero."""

    rows: tuple[Hashable, ...]
    columns: tuple[Hashable, ...]
    cells: Mapping[Position, Count]

    def __post_init__(self) -> None:
        rows, columns = set(self.rows), set(self.columns)
        if len(rows) != len(self.rows) or len(columns) != len(self.columns):
            raise ValueError("A row or a column is there twice.")
        for row, column in self.cells:
            if row not in rows or column not in columns:
                raise ValueError(f"The cell {row!r}, {column!r} is outside the table.")

    def positions(self) -> Iterable[Position]:
        """Every cell then totals, in reading order."""
        for row in (*self.rows, TOTAL):
            for column in (*self.columns, TOTAL):
                yield row, column

    def counts(self) -> dict[Position, Count]:
        """Every number with the totals computed, teams counted once in each."""
        counts = dict.fromkeys(self.positions(), Count(0))
        for (row, column), count in self.cells.items():
            for position in ((row, column), (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)):
                counts[position] = counts[position] + count
        return counts

    def with_cells_of(self, other: "Table") -> "Table":
        """The two tables added up, cell by cell."""
        cells = dict(self.cells)
        for position, count in other.cells.items():
            cells[position] = cells.get(position, Count(0)) + count
        rows = tuple(dict.fromkeys((*self.rows, *other.rows)))
        return Table(rows, tuple(dict.fromkeys((*self.columns, *other.columns))), cells)


@dataclass(frozen=True)
class MaskedTable:
    """What is offered: every position of the table with a number or a status."""

    rows: tuple[Hashable, ...]
    columns: tuple[Hashable, ...]
    audience: Audience
    values: Mapping[Position, MaskedValue]

    def __getitem__(self, position: Position) -> MaskedValue:
        return self.values[position]


def mask_table(table: Table, audience: Audience) -> MaskedTable:
    """Mask one table offered with its totals. Same table, same result."""
    return _Masking([table], table, audience).run()[1]


def mask_periods(
    parts: Sequence[Table], audience: Audience
) -> tuple[list[MaskedTable], MaskedTable]:
    """Mask the tables of periods that follow one another and the table of the whole, together.

    Two semesters and their year give each other away when masked apart (year − first = second).
    Here what is hidden in one is hidden in all, and a hidden number can move while the other
    periods stay as they are. Returns the parts, in order, and the whole. Offer nothing else made
    of the same facts to the same audience.
    """
    if not parts:
        raise ValueError("No period to mask.")
    whole = parts[0]
    for part in parts[1:]:
        whole = whole.with_cells_of(part)
    aligned = [Table(whole.rows, whole.columns, part.cells) for part in parts]
    return _Masking(aligned, whole, audience).run()


@dataclass
class _Grid:
    """One of the tables being masked."""

    table: Table
    counts: dict[Position, Count]
    primary: dict[Position, str]
    renamed: set[Position] = field(default_factory=set)

    def bounds(self, position: Position, audience: Audience, *, is_sum: bool) -> tuple[int, int]:
        """What the status of a hidden number tells: between how many and how many people."""
        status = "" if position in self.renamed else self.primary.get(position, "")
        if status == audience.people_status:
            return 1, audience.least_people - 1
        if not status and (is_sum or TOTAL in position):
            return 1, UNBOUNDED  # a total said « secret secondaire » may be a small one, renamed
        return audience.least_people, UNBOUNDED


class _Masking:
    """The hiding of several aligned tables and their sum (or of one table, its own sum)."""

    def __init__(self, parts: Sequence[Table], whole: Table, audience: Audience) -> None:
        self.audience = audience
        self.whole = self._grid(whole)
        self.linked = len(parts) > 1
        self.parts = [self._grid(part) for part in parts] if self.linked else [self.whole]
        self.hidden: set[Position] = {
            position for grid in (*self.parts, self.whole) for position in grid.primary
        }

    def run(self) -> tuple[list[MaskedTable], MaskedTable]:
        for part in self.parts:
            graph = self._circulation(part)
            for position in part.primary:
                self._protect(part, graph, position)
        known = [self._given_away(part) if self.linked else set() for part in self.parts]
        parts = [self._result(part, told) for part, told in zip(self.parts, known, strict=True)]
        return parts, self._result(self.whole, set())

    def _grid(self, table: Table) -> _Grid:
        counts = table.counts()
        statuses = {p: primary_status(count, self.audience) for p, count in counts.items()}
        return _Grid(table, counts, {p: status for p, status in statuses.items() if status})

    def _protect(self, part: _Grid, graph: Circulation, position: Position) -> None:
        """Hide, then rename, until this number cannot be worked out."""
        people = part.counts[position].people
        enough = self.audience.least_people // 2
        if part.primary[position] == self.audience.teams_status:
            enough = max(enough, -(-people // 10))
        renaming = self._renamings(part, position)
        while graph.spread(position, enough) < enough:
            cover = graph.cheapest_cover(position, enough)
            for edge in cover:
                edge.hidden = True
                self.hidden.add(edge.key)  # type: ignore[arg-type]
            if cover:
                continue
            positions = next(renaming, None)
            if positions is None:
                raise AssertionError(f"{position} cannot be protected.")  # see _renamings
            for grid, other in positions:
                grid.renamed.add(other)
            self._refresh(part, graph)

    def _renamings(self, part: _Grid, position: Position) -> Iterator[list[tuple[_Grid, Position]]]:
        """Statuses to say « secret secondaire » instead, when they tell too much themselves.

        Ten cells « < 11 » with a total « < 11 » are ten ones. The last resort leaves every hidden
        total (and every hidden number of the whole) free from 1 upwards, where a cell « < 11 »
        always has its nine steps: the masking cannot fail.
        """
        row, column = position
        near = {position, (row, TOTAL), (TOTAL, column), (TOTAL, TOTAL)}
        yield from (
            [
                (grid, other)
                for grid in {id(g): g for g in (part, self.whole)}.values()
                for other in grid.primary
                if (TOTAL in other or (self.linked and grid is self.whole)) and wanted(other)
            ]
            for wanted in (near.__contains__, lambda _: True)
        )

    def _circulation(self, part: _Grid) -> Circulation:
        edges = []
        for position, count in part.counts.items():
            if not count.people:
                continue
            tail, head = _ends(position)
            up, down = self._rooms(part, position)
            cost = self.whole.counts[position].people
            edges.append(Edge(position, tail, head, up, down, cost, position in self.hidden))
        return Circulation(edges)

    def _rooms(self, part: _Grid, position: Position) -> tuple[int, int]:
        """What a hidden number may gain and lose in its table and in the whole at once."""
        up, down = UNBOUNDED, UNBOUNDED
        for grid, is_sum in ((part, False), (self.whole, self.linked)):
            low, high = grid.bounds(position, self.audience, is_sum=is_sum)
            people = grid.counts[position].people
            up, down = min(up, high - people), min(down, people - low)
        return up, down

    def _refresh(self, part: _Grid, graph: Circulation) -> None:
        for position, edge in graph.edges.items():
            edge.up, edge.down = self._rooms(part, position)  # type: ignore[arg-type]

    def _given_away(self, part: _Grid) -> set[Position]:
        """Numbers hidden for another period that this one's own sums tell anyway.

        Showing them teaches nothing and spares a status that would be untrue.
        """
        graph = self._circulation(part)
        for edge in graph.edges.values():
            edge.up = edge.down = UNBOUNDED
        secondary = self.hidden.intersection(graph.edges).difference(part.primary)
        return {position for position in secondary if not graph.spread(position, 1)}

    def _result(self, grid: _Grid, known: set[Position]) -> MaskedTable:
        values = {}
        for position, count in grid.counts.items():
            if position not in self.hidden or not count.people or position in known:
                values[position] = MaskedValue(count.people)
                continue
            status = grid.primary.get(position, SECONDARY)
            values[position] = MaskedValue(None, SECONDARY if position in grid.renamed else status)
        return MaskedTable(grid.table.rows, grid.table.columns, self.audience, values)


def _ends(position: Position) -> tuple[Position, Position]:
    """From which node to which node of the circulation a number flows."""
    row, column = position
    if row is TOTAL and column is TOTAL:
        return ("row", TOTAL), ("column", TOTAL)
    if column is TOTAL:
        return ("column", TOTAL), ("row", row)
    if row is TOTAL:
        return ("column", column), ("row", TOTAL)
    return ("row", row), ("column", column)
