"""The themes as their file writes them: codes, labels and families, without the database.

For data files that point to themes (indicator cards, campaigns): a wrong code is told when the file
is read, not when a page is opened.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

from msp_portal.reference.yaml_files import read_yaml

_FILE = Path(__file__).resolve().parent / "data" / "themes.yml"


@dataclass(frozen=True, slots=True)
class ThemeCode:
    """One theme; ``parent`` is « » for a theme that stands alone."""

    code: str
    label: str
    parent: str = ""


@lru_cache(maxsize=1)
def theme_codes() -> Mapping[str, ThemeCode]:
    """Every theme by its code, in the order of the file."""
    rows = read_yaml(_FILE)["rows"]
    return MappingProxyType(
        {row["code"]: ThemeCode(row["code"], row["label"], row.get("parent", "")) for row in rows}
    )


def near_themes(codes: Iterable[str]) -> frozenset[str]:
    """These themes, the theme above each, and those under it.

    A project on « Tabac » is also about « Conduites addictives »; one on « Conduites addictives »
    may be about « Tabac ». Two brothers are not near: « Alcool » is not « Tabac ».
    """
    known = theme_codes()
    asked = {code for code in codes if code in known}
    above = {known[code].parent for code in asked if known[code].parent}
    below = {theme.code for theme in known.values() if theme.parent in asked}
    return frozenset(asked | above | below)
