"""Who calls: the name of the funder as the text says it, and where its calls hold."""

import re
from dataclasses import dataclass

from funding.call_reader.model import Reading, Value
from funding.call_reader.places import Places
from funding.call_reader.text import Document

_TO = r"\s(?:de la |de l'|des |du |de |d'|en )?"
_CAPITAL = r"[A-ZÀ-ÖØ-ÞŒ][\w’'-]*"
_PROPER = rf"{_CAPITAL}(?:[ ](?:(?:de la|de l[’']|des|du|de|d[’']|en|et|la|le|les)[ ]?)?{_CAPITAL}){{0,4}}"
_LINK = r"(?:de la |de l[’']|des |du |de |d[’'])?"


@dataclass(frozen=True, slots=True)
class FunderRead:
    """The funder, and the departments its name covers."""

    name: Reading[str] | None
    departments: tuple[tuple[str, int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Named:
    start: int
    end: int
    name: str
    codes: tuple[str, ...] = ()
    rank: int = 1  # the smaller, the surer


def read_funder(document: Document, places: Places) -> FunderRead:
    """The funder named first among the surest; the others are alternatives."""
    found = _regional(document, places) + _departmental(document, places) + _proper(document)
    if not found:
        found = _generic(document)
    if not found:
        return FunderRead(None)
    found.sort(key=lambda one: (one.rank, one.start))
    best = found[0]
    values = []
    for one in found:
        span = document.sentence_at(one.start)
        values.append(Value(one.name, span.start, span.end, one.rank == 1))
    rest = {v.value: v for v in values if v.value != best.name}
    name = Reading(values[0], tuple(list(rest.values())[:5]))
    codes = tuple((code, values[0].start, values[0].end) for code in best.codes)
    return FunderRead(name, codes)


_REGIONAL = (
    (r"(?:ars|agence regionale de sante)", "ARS"),
    (r"(?:conseil regional|region)", "Région"),
    (r"drajes", "DRAJES"),
    (r"dreets", "DREETS"),
    (r"carsat", "Carsat"),
    (r"mutualite francaise", "Mutualité française"),
)


def _regional(document: Document, places: Places) -> list[_Named]:
    found = []
    for words, short in _REGIONAL:
        pattern = rf"(?<!\w){words}(?:\s*[–-]\s*|\s*\(ars\)\s*|\s)(?:de la |de l'|des |du |de |d'|en )?(?P<r>{places.region_pattern})(?![\w-])"
        for match in re.finditer(pattern, document.flat):
            region = " ".join(document.text[match.start("r") : match.end("r")].split())
            codes = places.region_codes(region)
            found.append(_Named(match.start(), match.end(), f"{short} {_cased(region)}", codes))
    return found


_DEPARTMENTAL = (
    (r"(?:cpam|caisse primaire d'assurance maladie)", "CPAM"),
    (r"cgss", "CGSS"),
    (r"conseil departemental", "Conseil départemental"),
    (r"departement", "Département"),
    (r"prefecture", "Préfecture"),
    (r"cfppa", "CFPPA"),
    (r"commission des financeurs(?: de la prevention de la perte d'autonomie)?",
     "Commission des financeurs"),
    (r"conference des financeurs(?: de la prevention de la perte d'autonomie)?",
     "Conférence des financeurs"),
)  # fmt: skip


def _departmental(document: Document, places: Places) -> list[_Named]:
    found = []
    for words, short in _DEPARTMENTAL:
        pattern = rf"(?<!\w){words}(?P<tail>{_TO}(?:{places.department_pattern}))(?![\w-])"
        for match in re.finditer(pattern, document.flat):
            tail = re.sub(r"\s+", " ", document.text[match.start("tail") : match.end()])
            codes = tuple(places.named_in(f"CPAM {_cased(tail.strip())}"))
            found.append(_Named(match.start(), match.end(), f"{short}{_cased(tail)}", codes))
    return found


_NAMES = (
    rf"Fondation {_LINK}{_PROPER}",
    rf"(?:MSA|Msa) {_PROPER}",
    rf"(?:Ville|VILLE) (?:de|d[’']|du|des|DE|DU) ?{_PROPER}",
    rf"(?:Mairie|MAIRIE|Commune|COMMUNE) (?:de|d[’']|du|des|DE|DU) ?{_PROPER}",
    rf"Communauté (?:de communes|d[’']agglomération) {_LINK}{_PROPER}",
    rf"{_CAPITAL} (?:Métropole|MÉTROPOLE|Agglomération|AGGLOMÉRATION|Agglo)\b",
    rf"(?:Mutuelle|Fonds de dotation) {_LINK}{_PROPER}",
)
_SECOND = re.compile(r"^(?:Ville|VILLE|Mairie|MAIRIE|Commune|COMMUNE)")


def _proper(document: Document) -> list[_Named]:
    """Funders with a name of their own. A town counts less: it may be an address."""
    found = []
    for pattern in _NAMES:
        for match in re.finditer(rf"(?<!\w){pattern}", document.text):
            name = match[0].rstrip("’' -")
            rank = 2 if _SECOND.match(name) else 1
            found.append(_Named(match.start(), match.start() + len(name), _cased(name), (), rank))
    return found


_GENERIC = (
    ("agence nationale de sante publique|sante publique france", "Santé publique France"),
    (r"(?<!\w)inca(?!\w)|institut national du cancer", "Institut national du cancer"),
    (r"(?<!\w)mildeca(?!\w)", "MILDECA"),
    ("assurance maladie", "Assurance maladie"),
    (r"(?<!\w)fondation de france", "Fondation de France"),
)


def _generic(document: Document) -> list[_Named]:
    found = []
    for pattern, name in _GENERIC:
        match = re.search(pattern, document.flat)
        if match:
            found.append(_Named(match.start(), match.end(), name, (), 2))
    return found


_SMALL = frozenset({"de", "du", "des", "la", "le", "les", "et", "en", "sur", "l", "d"})


def _cased(name: str) -> str:
    """« RENNES MÉTROPOLE » as one writes it; a name already cased is left."""
    letters = [letter for letter in name if letter.isalpha()]
    if not letters or not all(letter.isupper() for letter in letters) or len(letters) < 6:
        return name
    words = re.split(r"([ \-’'])", name.lower())
    return "".join(w if w in _SMALL or not w.isalpha() else w.capitalize() for w in words)
