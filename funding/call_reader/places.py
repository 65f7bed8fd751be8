"""Departments and regions named in a text. The lists are given by the caller."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from funding.call_reader.text import Document
from msp_portal.reference.letters import plain

# Names that are also common words: only beside « CPAM », « département »…, or opening a list line.
AMBIGUOUS = frozenset(
    [
        "ain",
        "aude",
        "aube",
        "cher",
        "drome",
        "eure",
        "indre",
        "isere",
        "landes",
        "loire",
        "lot",
        "manche",
        "marne",
        "nord",
        "oise",
        "orne",
        "paris",
        "rhone",
        "somme",
        "var",
        "vienne",
        "yonne",
        "jura",
        "ardennes",
        "vosges",
        "savoie",
        "mayotte",
    ]
)
_OFFICIAL = (
    r"(?:cpam|cgss|departements?|prefecture|conseil departemental|delegation\w*|caisse primaire"
    r"(?: d'assurance maladie)?|cfppa|perte d'autonomie|ddets|cdcs|caf|fonds)"
)
_PREPOSITION = (
    r"(?:de la|du|de l'|des|d'|de|en|dans l[ae']s?|le|la|les|l'|et de la|et du|et des|et)"
)


@dataclass(frozen=True)
class Places:
    """``departments``: name by code; ``regions``: codes of its departments, by name."""

    departments: Mapping[str, str] = field(default_factory=dict)
    regions: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @cached_property
    def region_pattern(self) -> str:
        """Any region, flattened."""
        return _any_of(self.regions)

    @cached_property
    def department_pattern(self) -> str:
        """Any department, flattened."""
        return _any_of(self.departments.values())

    @cached_property
    def _codes(self) -> dict[str, str]:
        return {_key(name): code for code, name in self.departments.items()}

    @cached_property
    def _regions(self) -> dict[str, tuple[str, ...]]:
        return {_key(name): codes for name, codes in self.regions.items()}

    @cached_property
    def _named(self) -> "re.Pattern[str]":
        return re.compile(
            rf"(?P<region>(?<![\w-])(?:{self.region_pattern})(?![\w-]))"
            rf"|(?P<lead>{_OFFICIAL}\s{{1,2}})?(?P<prep>(?<!\w){_PREPOSITION}\s?)?"
            rf"(?<![\w-])(?P<department>{self.department_pattern})(?![\w-])"
        )

    def region_codes(self, name: str) -> tuple[str, ...]:
        """The departments of a region."""
        return self._regions.get(_key(name), ())

    def found_in(self, text: str, flat: str) -> Iterable[tuple[str, int, int]]:
        """Code of each department named, and where."""
        for match in self._named.finditer(flat):
            if match["department"] is None:
                continue
            start = match.start("department")
            key = _key(match["department"])
            if not text[start].isupper():
                continue
            alone = not text[max(0, start - 3) : start].strip(" -–—•*·\n|")
            opens = start == 0 or text.rfind("\n", 0, start) >= start - 4
            if key in AMBIGUOUS and not match["lead"] and not (alone and opens):
                continue
            yield self._codes[key], match.start(), match.end()

    def named_in(self, text: str) -> list[str]:
        """Codes of the departments named in a short text, in their order."""
        return list(dict.fromkeys(code for code, *_ in self.found_in(text, plain(text))))


def _any_of(names: Iterable[str]) -> str:
    ordered = sorted({_key(name) for name in names}, key=len, reverse=True)
    return "|".join(re.escape(name).replace(r"\ ", r"[\s-]{1,2}") for name in ordered) or "(?!)"


def _key(name: str) -> str:
    return re.sub(r"[\s-]+", " ", plain(name))


def document_departments(document: Document, places: Places) -> dict[str, tuple[int, int]]:
    """Each department named in the document, with where it is first."""
    found: dict[str, tuple[int, int]] = {}
    for code, start, end in places.found_in(document.text, document.flat):
        found.setdefault(code, (start, end))
    return found
