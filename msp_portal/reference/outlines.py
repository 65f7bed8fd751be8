"""Outlines of the departments, for small maps drawn in a page.

Metropolitan departments only (the source has no other): a map is never the only way to read
something, its table always stands beside it. Units are those of the source, about 600 wide for
the whole country. Source and licence: ``data/NOTICE.md``.
"""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

_FILE = Path(__file__).resolve().parent / "data" / "department_outlines.json"
MARGIN = 2.0


@dataclass(frozen=True, slots=True)
class Outline:
    """The border of one department: SVG path, and the box around it (x0, y0, x1, y1)."""

    code: str
    path: str
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class RegionMap:
    """The outlines of several departments, and the SVG view box that shows them all."""

    outlines: tuple[Outline, ...]
    view_box: str
    width: int
    height: int


def map_of(codes: Iterable[str]) -> RegionMap | None:
    """The map of these departments; None when there is none or one of them has no outline."""
    known = _outlines()
    wanted = sorted(set(codes))
    if not wanted or any(code not in known for code in wanted):
        return None
    found = tuple(known[code] for code in wanted)
    left, top = (min(one.box[i] for one in found) - MARGIN for i in (0, 1))
    right, bottom = (max(one.box[i] for one in found) + MARGIN for i in (2, 3))
    width, height = right - left, bottom - top
    return RegionMap(
        found, f"{left:.1f} {top:.1f} {width:.1f} {height:.1f}", round(width), round(height)
    )


@lru_cache(maxsize=1)
def _outlines() -> dict[str, Outline]:
    rows = json.loads(_FILE.read_text(encoding="utf-8"))
    return {code: Outline(code, row["path"], tuple(row["box"])) for code, row in rows.items()}
