"""The ligne de vie: six stations on one line, and a hand-placed dot on its hill.

It is the portal's signature, the same in lists (small), on a project's page (large) and on
paper (print). ``projects`` fills a :class:`LifeLine`; ``{% life_line line %}`` (kit tag library
``ui``) draws it. This module only computes: words for those who read or listen, coordinates for
the SVG. The drawing uses presentation attributes, never ``style``, so that it passes our content
security policy and reads in WeasyPrint, which ignores the page's style sheet inside an SVG.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from typing import Literal

from msp_portal.kit import french

StationKey = Literal["besoin", "equipe", "financement", "action", "bilan", "partage"]
STATIONS: tuple[tuple[StationKey, str], ...] = (
    ("besoin", "Besoin"),
    ("equipe", "Équipe"),
    ("financement", "Financement"),
    ("action", "Action"),
    ("bilan", "Bilan"),
    ("partage", "Partage"),
)
KEYS: tuple[StationKey, ...] = tuple(key for key, _ in STATIONS)
Size = Literal["small", "large", "print"]
Pace = Literal["avance", "pause", "arrete", "fini"]
PACE_WORDS: Mapping[str, str] = {
    "avance": "",
    "pause": "en pause",
    "arrete": "arrêté",
    "fini": "terminé",
}


@dataclass(frozen=True, slots=True)
class NextDate:
    """One of the next dates, as it will be read: a day, maybe an hour, what happens, where to go."""

    day: date
    what: str
    at: time | None = None
    url: str = ""

    @property
    def day_words(self) -> str:
        """« lundi 23 novembre » with the hour when there is one."""
        words = f"{french.DAYS[self.day.weekday()]} {french.day_month(self.day)}"
        return f"{words}, {french.hour(self.at)}" if self.at else words


@dataclass(frozen=True, slots=True)
class LifeLine:
    """What the drawing needs to know of a project.

    ``current``: the station where the project is. ``done``: stations already lived, in any order
    (the method guides, it never blocks); left out, those before the current one. ``hill``: the
    felt progress on the current station, 0 to 100, placed by hand: up to 50 one is still
    searching, beyond it is under way; None when nobody placed it yet. ``spans``: first and last
    day of a station, either may be unknown. ``your_turn``: the warm accent, only when the reader
    has something to do.
    """

    current: StationKey
    hill: int | None = None
    done: frozenset[str] | None = None
    spans: Mapping[str, tuple[date | None, date | None]] = field(default_factory=dict)
    next_dates: tuple[NextDate, ...] = ()
    pace: Pace = "avance"
    note: str = ""
    placed_by: str = ""
    placed_on: date | None = None
    your_turn: bool = False

    def __post_init__(self) -> None:
        if self.current not in KEYS:
            raise ValueError(f"Unknown station: {self.current!r}")
        if self.hill is not None and not 0 <= self.hill <= 100:
            raise ValueError("The dot stands between 0 and 100.")

    @property
    def rank(self) -> int:
        """Place of the current station, from 1 to 6."""
        return KEYS.index(self.current) + 1

    @property
    def label(self) -> str:
        """Name of the current station."""
        return STATIONS[self.rank - 1][1]

    @property
    def months(self) -> str:
        """« octobre à décembre 2026 » for the current station, empty when unknown."""
        return french.month_span(*self.spans.get(self.current, (None, None)))

    @property
    def felt(self) -> str:
        """The dot in words."""
        if self.pace != "avance":
            return PACE_WORDS[self.pace]
        if self.hill is None:
            return ""
        if self.hill < 40:
            return "on cherche encore"
        return "on y voit clair" if self.hill <= 60 else "c’est lancé"

    @property
    def sentence(self) -> str:
        """The whole drawing in one sentence, for those who do not see it."""
        felt = f", {self.felt}" if self.felt else ""
        return f"Étape {self.rank} sur 6{french.NBSP}: {self.label}{felt}"

    @property
    def two_next(self) -> tuple[NextDate, ...]:
        """The next two dates, soonest first."""
        return tuple(sorted(self.next_dates, key=lambda d: (d.day, d.at or time.max)))[:2]

    def is_done(self, key: str) -> bool:
        """Whether a station counts as lived."""
        if self.done is not None:
            return key in self.done
        return self.pace == "fini" or KEYS.index(key) < self.rank - 1  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True)
class Mark:
    """One station as drawn: where, how, and the words under it."""

    x: float
    state: Literal["done", "current", "ahead"]
    label: str
    months: tuple[str, ...]
    label_y: float
    leader: bool


@dataclass(frozen=True, slots=True)
class Drawing:
    """Coordinates of one drawing, in the units of its view box."""

    name: str
    width: int
    height: int
    base: float
    radius: float
    dot_radius: float
    stroke: float
    font: float
    months_font: float
    start: float
    end: float
    walked_to: float
    hill_path: str
    dot_x: float
    dot_y: float
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Frame:
    """Measures of a size: what changes between a list, a phone, a page and a sheet of paper."""

    name: str
    column: float
    height: int
    base: float
    hill: float
    half: float
    radius: float
    stroke: float
    font: float = 0.0
    rows: tuple[float, ...] = ()
    months: int = 0  # lines given to the months under each station
    months_font: float = 0.0

    @property
    def margin(self) -> float:
        """Room on each side for a hill that stands on the first or last station."""
        return max(0.0, self.half - self.column / 2) + self.radius

    @property
    def width(self) -> float:
        """Width of the whole drawing."""
        return self.column * len(STATIONS) + 2 * self.margin

    def x_of(self, rank: int) -> float:
        """Where a station stands, from 1 to 6."""
        return self.margin + self.column * (rank - 0.5)


SMALL = Frame("small", 24, 28, 23, 15, 12, 3.25, 2)
NARROW = Frame("narrow", 54, 122, 54, 34, 36, 6, 3, 14, (84, 110))
WIDE = Frame("wide", 154, 148, 78, 54, 90, 7.5, 3, 16, (112,), 1, 13.5)
PAPER = Frame("paper", 122, 164, 78, 54, 74, 7.5, 3, 17, (112,), 2, 13.5)
FRAMES: Mapping[Size, tuple[Frame, ...]] = {
    "small": (SMALL,),
    "large": (WIDE, NARROW),
    "print": (PAPER,),
}


# How soon the slope bends: a hill one may climb, not a peak.
BEND = 0.46


def _bell(x: float, frame: Frame) -> str:
    """The hill as two cubic curves, foot to top and top to foot."""
    y, top, half = frame.base, frame.base - frame.hill, frame.half
    bend = half * BEND
    return (
        f"M{x - half:g} {y:g}C{x - bend:g} {y:g} {x - bend:g} {top:g} {x:g} {top:g}"
        f"C{x + bend:g} {top:g} {x + bend:g} {y:g} {x + half:g} {y:g}"
    )


def point_on_hill(x: float, frame: Frame, hill: int) -> tuple[float, float]:
    """Where the dot stands: exactly on the curve, the ground walked growing with ``hill``."""
    half, up = frame.half, hill <= 50
    t = hill / 50 if up else (hill - 50) / 50
    x0, x3 = (x - half, x) if up else (x, x + half)
    y0, y3 = (frame.base, frame.base - frame.hill) if up else (frame.base - frame.hill, frame.base)
    bend = half * BEND
    x1, x2 = (x - bend, x - bend) if up else (x + bend, x + bend)
    a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    return (
        round(a * x0 + b * x1 + c * x2 + d * x3, 2),
        round(a * y0 + b * y0 + c * y3 + d * y3, 2),
    )


def _months(line: LifeLine, key: str, frame: Frame) -> tuple[str, ...]:
    """The months under a station, on as many lines as the frame gives; columns of paper are narrow."""
    span = french.month_span(*line.spans.get(key, (None, None)), short=True)
    if not frame.months or not span:
        return ()
    first, dash, last = span.partition(f"{french.NBSP}–{french.NBSP}")
    return (f"{first}{french.NBSP}–", last) if dash and frame.months == 2 else (span,)


def draw(line: LifeLine, frame: Frame) -> Drawing:
    """Compute one drawing of ``line``."""
    marks = []
    for index, (key, label) in enumerate(STATIONS):
        row = index % len(frame.rows) if frame.rows else 0
        state: Literal["done", "current", "ahead"] = "done" if line.is_done(key) else "ahead"
        if key == line.current and line.pace != "fini":
            state = "current"
        marks.append(
            Mark(
                x=frame.x_of(index + 1),
                state=state,
                label=label,
                months=_months(line, key, frame),
                label_y=frame.rows[row] if frame.rows else 0,
                leader=row > 0,
            )
        )
    x = frame.x_of(line.rank)
    walked_to = x - frame.half if line.pace != "fini" else frame.width - frame.radius
    dot_x, dot_y = point_on_hill(x, frame, 0 if line.hill is None else line.hill)
    return Drawing(
        name=frame.name,
        width=round(frame.width),
        height=_height(frame, marks),
        base=frame.base,
        radius=frame.radius,
        dot_radius=frame.radius * 1.3,
        stroke=frame.stroke,
        font=frame.font,
        months_font=frame.months_font,
        start=frame.radius,
        end=frame.width - frame.radius,
        walked_to=walked_to,
        hill_path=_bell(x, frame) if line.pace != "fini" else "",
        dot_x=dot_x,
        dot_y=dot_y,
        marks=tuple(marks),
    )


def _height(frame: Frame, marks: list[Mark]) -> int:
    """Height of the drawing; the room of the months is given back when there are none."""
    if not frame.months or any(mark.months for mark in marks):
        return frame.height
    return round(frame.rows[-1] + frame.font * 0.6)


def drawings(line: LifeLine, size: Size) -> tuple[Drawing, ...]:
    """The drawings of a size: the large one comes with its narrow twin for phones."""
    return tuple(draw(line, frame) for frame in FRAMES[size])
