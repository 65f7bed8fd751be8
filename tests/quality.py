"""Tables of quality measures, printed at the end of the run: how many readings are right, and where.

A test measures, registers its table with :func:`quality_table`, then asserts its thresholds. The
table travels with the test's report (``record_property``), so that it is printed once, at the end,
whether the tests ran in one process or in several.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

PROPERTY = "quality_table"
Cell = str | int | float
RecordProperty = Callable[[str, object], None]


@dataclass(frozen=True, slots=True)
class Table:
    """A titled table; its first column is words, the others numbers."""

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def lines(self) -> Iterator[str]:
        """The table on a terminal: first column to the left, the others to the right."""
        widths = [max(len(row[i]) for row in (self.header, *self.rows)) for i in self._columns]
        for row in (self.header, *self.rows):
            first, *others = (
                cell.rjust(width) if rank else cell.ljust(width)
                for rank, (cell, width) in enumerate(zip(row, widths, strict=True))
            )
            yield "  ".join((f"  {first}", *others)).rstrip()

    @property
    def _columns(self) -> range:
        return range(len(self.header))


def quality_table(
    record_property: RecordProperty,
    title: str,
    header: Sequence[str],
    rows: Iterable[Sequence[Cell]],
) -> None:
    """Register a table from a test (``record_property`` is pytest's fixture), before asserting.

    Raises ValueError when a row has not as many cells as the header: it could not be printed.
    """
    told = [[str(cell) for cell in row] for row in rows]
    if any(len(row) != len(header) for row in told):
        raise ValueError(f"« {title} » : chaque ligne doit avoir {len(header)} colonnes.")
    packed = {"title": title, "header": list(header), "rows": told}
    record_property(PROPERTY, json.dumps(packed, ensure_ascii=False))


def share(right: int, total: int) -> str:
    """« 93 % »; « – » when there was nothing to measure."""
    return f"{100 * right / total:.0f} %" if total else "–"


def tables_of(reports: Iterable[Any]) -> list[Table]:
    """The tables registered by these test reports, by title; the phases of a test tell it once."""
    found: dict[str, Table] = {}
    for report in reports:
        if getattr(report, "when", "") != "call":
            continue
        for name, value in report.user_properties:
            if name == PROPERTY:
                packed = json.loads(value)
                rows = tuple(tuple(row) for row in packed["rows"])
                found[packed["title"]] = Table(packed["title"], tuple(packed["header"]), rows)
    return [found[title] for title in sorted(found)]


def print_tables(terminal: pytest.TerminalReporter) -> None:
    """Write every table registered during the run; nothing when there is none."""
    tables = tables_of(report for reports in terminal.stats.values() for report in reports)
    if tables:
        terminal.section("Mesures de qualité")
    for table in tables:
        terminal.write_line("")
        terminal.write_line(table.title, bold=True)
        for line in table.lines():
            terminal.write_line(line)
