"""Charts as inline SVG, the same on screen and on paper, each with its question and its table.

A small module of our own rather than a library: pygal and leather write ``style`` attributes or
embed style sheets and scripts, which our content security policy forbids; matplotlib weighs more
than the portal; browser libraries draw nothing in a PDF. Three shapes answer the questions teams
ask: how many of each (bars), how it went (lines), which part (proportion).

Each function returns a :class:`Chart`; ``{{ chart.figure }}`` prints it in a page and
``{{ chart.figure_on_paper }}`` in a document.
"""

import hashlib
import textwrap
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from msp_portal.kit import french
from msp_portal.kit.charts.data import (
    NOT_MEASURED,
    Bar,
    Number,
    Series,
    Table,
    in_words,
    known,
    shares,
)
from msp_portal.kit.charts.drawing import SIZE, SMALL, Sheet
from msp_portal.kit.masking.rules import SMALLEST_DENOMINATOR

__all__ = [
    "NOT_MEASURED",
    "Bar",
    "Chart",
    "Number",
    "Series",
    "Table",
    "bars",
    "lines",
    "proportion",
]

WIDTH = 400  # small enough to stay readable on a phone 320 pixels wide
MOST_SERIES = 4
_LABEL_SIGNS = 50
_LINE = 20
_DASHES = ("", "8 4", "2 4", "10 3 2 3")
_SHADES = (1, 0.55, 0.25, 0.08)


@dataclass(frozen=True)
class Chart:
    """A question, its drawing and its numbers."""

    question: str
    description: str
    table: Table
    _draw: Callable[[Sheet], float]

    @property
    def key(self) -> str:
        """Names the parts of the drawing in a page; the same facts give the same name."""
        said = f"{self.question}\0{self.table.rows}".encode()
        return f"chart-{hashlib.sha256(said).hexdigest()[:10]}"

    def svg(self, *, on_paper: bool = False) -> SafeString:
        """The drawing alone."""
        sheet = Sheet(WIDTH, on_paper=on_paper)
        height = self._draw(sheet)
        return sheet.svg(height, key=self.key, title=self.question, description=self.description)

    @property
    def figure(self) -> SafeString:
        """Question, drawing, and the table under a fold."""
        return self._figure(on_paper=False)

    @property
    def figure_on_paper(self) -> SafeString:
        """Question and drawing for a document, with the table open below."""
        return self._figure(on_paper=True)

    def _figure(self, *, on_paper: bool) -> SafeString:
        context = {"chart": self, "svg": self.svg(on_paper=on_paper), "on_paper": on_paper}
        return mark_safe(render_to_string("components/chart.html", context))  # noqa: S308


def bars(question: str, values: Sequence[Bar], *, what: str, unit: str = "") -> Chart:
    """How many of each: horizontal bars, the value at the end of each.

    ``what`` heads the column of numbers. A masked or missing number has words and no bar: the
    length of a bar would tell what the words hide.
    """
    numbers = [known(bar.value) for bar in values]
    most = max((number for number in numbers if number is not None), default=0)
    rows = tuple((bar.label, in_words(bar.value, unit)) for bar in values)

    def draw(sheet: Sheet) -> float:
        y = 0.0
        for bar, number in zip(values, numbers, strict=True):
            for line in textwrap.wrap(bar.label, _LABEL_SIGNS) or [""]:
                y += _LINE
                sheet.text(0, y - 4, line)
            length = (number or 0) / most * (WIDTH - 130) if most else 0.0
            if length:
                sheet.box(0, y + 2, max(length, 1), 16)
            words = in_words(bar.value, unit)
            sheet.text(length + (8 if length else 0), y + 15, words, bold=number is not None)
            y += 28
        return max(y, 1)

    return Chart(question, _said(rows), Table(("", what), rows), draw)


def lines(
    question: str, labels: Sequence[str], series: Sequence[Series], *, unit: str = ""
) -> Chart:
    """How it went: one to four lines over the same labels, from zero, named at their end.

    A line breaks where nothing was measured or where the number is masked. Raises ``ValueError``
    for more than four lines, or values that do not fall under each label.
    """
    if not 1 <= len(series) <= MOST_SERIES:
        raise ValueError(f"Between one and {MOST_SERIES} lines can be told apart.")
    if any(len(one.values) != len(labels) for one in series):
        raise ValueError("Each line needs one value per label.")
    numbers = [[known(value) for value in one.values] for one in series]
    rows = tuple(
        (label, *(in_words(one.values[place], unit) for one in series))
        for place, label in enumerate(labels)
    )
    columns = ("", *(one.name for one in series))
    draw = _Lines(labels, series, numbers, unit).draw
    return Chart(question, _said(rows, columns), Table(columns, rows), draw)


def proportion(question: str, parts: Sequence[Bar], *, what: str, unit: str = "") -> Chart:
    """Which part: one bar cut in two to four, each part named below with its number.

    Percentages appear from a total of 20 on. When a part is masked or not measured there is no
    whole to cut: the same numbers are drawn as bars.
    """
    numbers = [known(part.value) for part in parts]
    if len(parts) > len(_SHADES) or any(number is None for number in numbers):
        return bars(question, parts, what=what, unit=unit)
    amounts = [number or 0.0 for number in numbers]
    told = sum(amounts) >= SMALLEST_DENOMINATOR
    percents = [f"{share}{french.NBSP}%" if told else "" for share in shares(amounts)]
    rows = tuple(
        (part.label, in_words(part.value, unit), *([percent] if told else []))
        for part, percent in zip(parts, percents, strict=True)
    )

    def draw(sheet: Sheet) -> float:
        x, total = 0.5, sum(amounts)
        for amount, shade in zip(amounts, _SHADES, strict=False):
            width = amount / total * (WIDTH - 1) if total else 0.0
            if width:
                sheet.box(x, 1, width, 28, shade=shade, outlined=True)
            x += width
        y = 34.0
        for part, percent, shade in zip(parts, percents, _SHADES, strict=False):
            sheet.box(0.5, y + 6, 13, 13, shade=shade, outlined=True)
            told_of = f"{part.label}{french.NBSP}: {in_words(part.value, unit)}"
            words = f"{told_of} ({percent})" if percent else told_of
            for line in textwrap.wrap(words, _LABEL_SIGNS):
                y += _LINE
                sheet.text(24, y - 2, line)
        return y + 8

    columns = ("", what, *(["part"] if told else []))
    return Chart(question, _said(rows), Table(columns, rows), draw)


@dataclass(frozen=True)
class _Lines:
    """The drawing of ``lines``."""

    labels: Sequence[str]
    series: Sequence[Series]
    numbers: list[list[float | None]]
    unit: str

    LEFT, RIGHT, TOP, HEIGHT = 52, 118, 12, 200

    def draw(self, sheet: Sheet) -> float:
        top = _round_up(max((n for line in self.numbers for n in line if n is not None), default=0))
        for step in range(5):
            y = self.TOP + self.HEIGHT * (1 - step / 4)
            sheet.line(self.LEFT, y, WIDTH - self.RIGHT, y)
            if step % 2 == 0:
                sheet.text(
                    self.LEFT - 8, y + 4, french.number(top * step / 4), size=SMALL, end=True
                )
        self._months(sheet)
        ends = []
        for one, line, dashes in zip(self.series, self.numbers, _DASHES, strict=False):
            runs = self._runs(line, top)
            for run in runs:
                sheet.trace(run, dashes)
            if runs:
                ends.append((runs[-1][-1][1], one, line))
        for y, one, line in _apart(ends):
            last = next(number for number in reversed(line) if number is not None)
            x = WIDTH - self.RIGHT + 12
            sheet.text(x, y - 2, textwrap.shorten(one.name, 16, placeholder="…"), size=SMALL)
            sheet.text(x, y + 13, french.number(last), bold=True)
        return self.TOP + self.HEIGHT + 30

    def _x(self, place: int) -> float:
        width = WIDTH - self.RIGHT - self.LEFT
        return self.LEFT + (
            width * place / (len(self.labels) - 1) if len(self.labels) > 1 else width / 2
        )

    def _months(self, sheet: Sheet) -> None:
        """As many labels as fit, the first and the last always."""
        last = len(self.labels) - 1
        step = max(1, -(-len(self.labels) // 5))
        shown = {place for place in range(0, last + 1, step) if last - place >= step} | {last}
        for place in sorted(shown):
            sheet.text(
                self._x(place),
                self.TOP + self.HEIGHT + 22,
                self.labels[place],
                size=SMALL,
                middle=True,
            )

    def _runs(self, line: list[float | None], top: float) -> list[list[tuple[float, float]]]:
        """The stretches of a line without a gap."""
        runs: list[list[tuple[float, float]]] = [[]]
        for place, number in enumerate(line):
            if number is None:
                runs.append([])
            else:
                y = self.TOP + self.HEIGHT * (1 - number / top)
                runs[-1].append((round(self._x(place), 1), round(y, 1)))
        return [run for run in runs if run]


def _apart(
    ends: list[tuple[float, Series, list[float | None]]],
) -> list[tuple[float, Series, list[float | None]]]:
    """The names at the end of lines, moved down just enough not to overlap."""
    placed: list[tuple[float, Series, list[float | None]]] = []
    floor = 0.0
    for y, one, line in sorted(ends, key=lambda end: end[0]):
        place = max(y, floor)
        placed.append((place, one, line))
        floor = place + 2 * SIZE + 2
    over = max(0.0, floor - 2 * SIZE - (_Lines.TOP + _Lines.HEIGHT))
    return [(place - over, one, line) for place, one, line in placed]


def _round_up(most: float) -> float:
    """A round number just above, to grade the scale: 4, 8, 20, 40, 80, 200…"""
    step = 4.0
    while step < most:
        for factor in (2, 5, 10):
            if step * factor >= most:
                return step * factor
        step *= 10
    return step


def _said(rows: Sequence[tuple[str, ...]], columns: Sequence[str] = ()) -> str:
    """The numbers in one sentence, for who listens to the page."""
    if len(columns) > 2:
        said = [
            f"{row[0]}{french.NBSP}: "
            + ", ".join(f"{name} {value}" for name, value in zip(columns[1:], row[1:], strict=True))
            for row in rows
        ]
    else:
        said = [
            f"{row[0]}{french.NBSP}: {', '.join(value for value in row[1:] if value)}"
            for row in rows
        ]
    return f"{french.NBSP}; ".join(said) + "." if said else "Aucun chiffre."
