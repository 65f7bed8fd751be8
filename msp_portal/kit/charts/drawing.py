"""A sheet of SVG to draw on: escaped texts, presentation attributes, never ``style``.

Everything is drawn in ``currentColor``, so that a chart follows the ink of the page, light or
dark, and stays readable in black and white; series differ by their dashes or by their shade, not
by their hue. On paper each ``<text>`` names its font: WeasyPrint does not inherit it.
"""

from html import escape

from django.utils.safestring import SafeString, mark_safe

PAPER_FONT = "Source Sans 3, sans-serif"
SIZE = 15
SMALL = 13


class Sheet:
    """One drawing; coordinates in the units of its viewBox (pixels at full width)."""

    def __init__(self, width: int, *, on_paper: bool) -> None:
        self.width = width
        self.on_paper = on_paper
        self._marks: list[str] = []

    def text(
        self, x: float, y: float, words: str, *, size: int = SIZE, end: bool = False,
        middle: bool = False, bold: bool = False,
    ) -> None:  # fmt: skip
        """A line of text on its baseline."""
        anchor = "end" if end else "middle" if middle else "start"
        font = f' font-family="{PAPER_FONT}"' if self.on_paper else ""
        weight = ' font-weight="600"' if bold else ""
        self._marks.append(
            f'<text x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}"{weight}{font} '
            f'fill="currentColor">{escape(words)}</text>'
        )

    def box(
        self, x: float, y: float, width: float, height: float, *, shade: float = 1,
        outlined: bool = False,
    ) -> None:  # fmt: skip
        """A rectangle; ``shade`` from 0 (paper) to 1 (ink)."""
        line = ' stroke="currentColor" stroke-width="1"' if outlined else ""
        self._marks.append(
            f'<rect class="chart-mark" x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" '
            f'fill="currentColor" fill-opacity="{shade:g}"{line}/>'
        )

    def line(self, x1: float, y1: float, x2: float, y2: float, *, faint: bool = True) -> None:
        """A straight line, of the grid when faint."""
        opacity = ' stroke-opacity="0.2"' if faint else ""
        self._marks.append(
            f'<path d="M{x1:g} {y1:g}L{x2:g} {y2:g}" stroke="currentColor"{opacity}/>'
        )

    def trace(self, points: list[tuple[float, float]], dashes: str) -> None:
        """A broken line through points, with a dot on each."""
        way = "L".join(f"{x:g} {y:g}" for x, y in points)
        pattern = f' stroke-dasharray="{dashes}"' if dashes else ""
        self._marks.append(
            f'<path class="chart-line" d="M{way}" fill="none" stroke="currentColor" '
            f'stroke-width="2.5" stroke-linejoin="round"{pattern}/>'
        )
        self._marks += [
            f'<circle cx="{x:g}" cy="{y:g}" r="3.5" fill="currentColor"/>' for x, y in points
        ]

    def svg(self, height: float, *, key: str, title: str, description: str) -> SafeString:
        """The whole drawing, announced by its title and its description."""
        return mark_safe(  # noqa: S308  (every text was escaped when it was put down)
            f'<svg xmlns="http://www.w3.org/2000/svg" class="chart-svg img-fluid" role="img" '
            f'width="{self.width}" height="{height:g}" viewBox="0 0 {self.width} {height:g}" '
            f'aria-labelledby="{key}-title {key}-desc"><title id="{key}-title">{escape(title)}'
            f'</title><desc id="{key}-desc">{escape(description)}</desc>'
            f"{''.join(self._marks)}</svg>"
        )
