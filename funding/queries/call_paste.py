"""What the screen « Coller l’appel » needs around the reader: places, funder, twins, marks.

Public names: ``reader_places``, ``home_departments``, ``match_funder``, ``twins_of``, ``marked_text``.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise
from typing import Any

from django.db.models import Q

from coordination.queries.scopes import Standing
from funding.call_reader import Places, ReadCall, Value
from funding.models import Call
from funding.queries.call_line import Funder
from msp_portal.kit.scoping import Scope
from msp_portal.reference.letters import plain
from msp_portal.reference.models import Department

_KIND_WORDS = frozenset(
    [
        "cpam",
        "ars",
        "cgss",
        "caisse",
        "primaire",
        "assurance",
        "maladie",
        "agence",
        "regionale",
        "sante",
        "departement",
        "conseil",
        "departemental",
        "region",
        "regional",
        "prefecture",
        "ville",
        "mairie",
        "commune",
        "fondation",
        "msa",
        "carsat",
        "conference",
        "commission",
        "financeurs",
        "prevention",
        "perte",
        "autonomie",
        "communaute",
        "communes",
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "et",
        "en",
        "pour",
        "francaise",
        "mutualite",
    ]
)
MOST_TWINS = 3


def reader_places() -> Places:
    """Departments and regions as the reader takes them. One query."""
    departments: dict[str, str] = {}
    regions: dict[str, list[str]] = defaultdict(list)
    for row in Department.objects.select_related("region").order_by("code"):
        departments[row.code] = row.name
        regions[row.region.name].append(row.code)
    return Places(departments, {name: tuple(codes) for name, codes in regions.items()})


def home_departments(standing: Standing) -> frozenset[str]:
    """Codes of the departments of one's own teams."""
    return frozenset(str(team.department_id) for team in standing.teams)


def match_funder(name: str, funders: Sequence[Funder]) -> Funder | None:
    """The known funder a text names: the same name, else the one that holds all its own words.

    Never the CPAM of another department: without a match, the name itself is kept.
    """
    flat = " ".join(plain(name).split())
    same = [funder for funder in funders if " ".join(plain(funder.name).split()) == flat]
    if same:
        return same[0]
    own = _words(flat) - _KIND_WORDS
    if not own:
        return None
    kinds = _words(flat) & {"cpam", "ars", "msa", "carsat", "fondation", "prefecture", "cgss"}
    held = [
        funder
        for funder in funders
        if own <= _words(plain(funder.name)) and kinds <= _words(plain(funder.name))
    ]
    return next((funder for funder in held if funder.near), held[0] if held else None)


def _words(flat: str) -> set[str]:
    return {word for word in re.split(r"[^a-z0-9]+", flat) if len(word) > 1}


def twins_of(
    scope: Scope, *, title: str, funder_id: int | None, closes_at: datetime | None
) -> list[Call]:
    """Calls already noted that may be this one: the same name, or the same funder and deadline."""
    alike = Q(title__iexact=title.strip()) if title.strip() else Q(pk__in=[])
    if funder_id and closes_at:
        alike |= Q(funder_id=funder_id, closes_at=closes_at)
    found = Call.objects.for_scope(scope).filter(alike).select_related("funder").order_by("-pk")
    return list(found[:MOST_TWINS])


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of the text; ``labels`` names what was read there, none for ordinary words."""

    text: str
    anchor: str = ""
    labels: tuple[str, ...] = ()


def anchor_of(start: int) -> str:
    """The name of the place where a sentence begins."""
    return f"phrase-{start}"


def marked_text(read: ReadCall, named: Sequence[tuple[str, Value[Any]]]) -> list[Piece]:
    """The text cut where sentences begin and end; overlapping sentences share their parts."""
    spans = [(value.start, value.end, label) for label, value in named if value.start < value.end]
    cuts = sorted({0, len(read.text), *(s for s, _, _ in spans), *(e for _, e, _ in spans)})
    pieces = []
    for start, end in pairwise(cuts):
        labels = tuple(dict.fromkeys(name for s, e, name in spans if s <= start and end <= e))
        pieces.append(Piece(read.text[start:end], anchor_of(start) if labels else "", labels))
    return pieces
