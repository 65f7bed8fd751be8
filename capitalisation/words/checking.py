"""What is wrong in the lexicon, in the words of whoever corrects it."""

from collections.abc import Collection, Iterator
from typing import Any

from capitalisation.words.letters import roots_of
from capitalisation.words.lexicon import Rows, key_of, listed

FIELDS = {"mot", "autres", "fautes", "dans", "fiches", "theme"}
FACETS = ("theme", "public", "milieu")


def faults(rows: Rows, codes: Collection[str]) -> list[str]:
    """One French sentence for each fault; none when the lexicon may be used.

    ``codes``: the values sheets are filed under, « theme:TABAC », « public:PARENTS », « milieu:MSP ».
    """
    found = [*_of_entries(rows, codes), *_of_words(rows), *_of_homonyms(rows), *_of_loops(rows)]
    return found + [
        f"Une ligne de « {name} » est vide."
        for name in ("pieges", "partout", "tournures", "petits")
        for word in rows[name]
        if not roots_of(str(word or ""))
    ]


def _of_entries(rows: Rows, codes: Collection[str]) -> Iterator[str]:
    names: set[str] = set()
    known = {key_of(str(row["mot"])) for row in rows["entrees"] if _name(row)}
    for place, row in enumerate(rows["entrees"], start=1):
        name = _name(row)
        if not name:
            yield f"L’entrée n° {place} n’a pas de « mot »."
            continue
        if key_of(name) in names:
            yield f"« {name} » est deux fois le mot d’une entrée : gardez-en une."
        names.add(key_of(name))
        for unknown in sorted(set(row) - FIELDS):
            yield f"« {name} » : « {unknown} » n’est pas une rubrique (sont permises : {', '.join(sorted(FIELDS))})."
        for kind in ("autres", "fautes"):
            if any(not roots_of(word) for word in listed(row.get(kind))):
                yield f"« {name} » : un des mots de « {kind} » est vide."
        for wider in listed(row.get("dans")):
            if key_of(wider) not in known:
                yield f"« {name} » est dans « {wider} », qui n’existe pas."
        yield from _of_codes(name, row, codes)


def _of_codes(name: str, row: dict[str, Any], codes: Collection[str]) -> Iterator[str]:
    for code in listed(row.get("fiches")):
        if code.partition(":")[0] not in FACETS:
            yield f"« {name} » : « {code} » doit commencer par theme:, public: ou milieu:."
        elif code not in codes:
            yield f"« {name} » : « {code} » n’est dans aucune liste."
    if row.get("theme") and f"theme:{row['theme']}" not in codes:
        yield f"« {name} » : le thème « {row['theme']} » n’existe pas."


def _of_words(rows: Rows) -> Iterator[str]:
    """The same word twice: the search would not know which entry is meant."""
    taken: dict[tuple[str, ...], tuple[str, str]] = {}
    for row in rows["entrees"]:
        name = _name(row)
        for form in (name, *listed(row.get("autres")), *listed(row.get("fautes"))):
            roots = roots_of(form)
            if not roots:
                continue
            other, owner = taken.setdefault(roots, (form, name))
            if owner != name:
                yield (
                    f"« {form} » ({name}) et « {other} » ({owner}) se confondent quand on cherche : "
                    "gardez le mot dans une seule entrée, ou faites-en un homonyme."
                )
            elif other != form and key_of(other) == key_of(form):
                yield f"« {name} » : « {form} » y est deux fois."
    for name in ("partout", "pieges"):
        for word in rows[name]:
            if (roots := roots_of(str(word or ""))) in taken:
                yield f"« {word} » est dans « {name} » et dans l’entrée « {taken[roots][1]} »."


def _of_homonyms(rows: Rows) -> Iterator[str]:
    entries = {key_of(_name(row)) for row in rows["entrees"] if _name(row)}
    forms = {
        roots_of(form): _name(row)
        for row in rows["entrees"]
        for form in (_name(row), *listed(row.get("autres")), *listed(row.get("fautes")))
    }
    words: set[tuple[str, ...]] = set()
    for row in rows["homonymes"]:
        word = _name(row)
        roots = roots_of(word)
        if len(roots) != 1:
            yield f"L’homonyme « {word} » doit être un seul mot."
            continue
        if roots in words:
            yield f"« {word} » est deux fois parmi les homonymes."
        words.add(roots)
        if roots in forms:
            yield f"« {word} » est un homonyme : retirez-le de l’entrée « {forms[roots]} »."
        yield from _of_senses(word, row, entries)


def _of_senses(word: str, row: dict[str, Any], entries: Collection[str]) -> Iterator[str]:
    senses = row.get("sens") or []
    if not senses:
        yield f"« {word} » n’a aucun sens."
    meant = {key_of(str(sense["entree"])) for sense in senses if sense.get("entree")}
    for sense in senses:
        told = str(sense.get("dit") or "")
        if not told:
            yield f"« {word} » : un sens n’a pas de nom (« dit »)."
        if sense.get("entree") and key_of(str(sense["entree"])) not in entries:
            yield f"« {word} » : l’entrée « {sense['entree']} » n’existe pas."
        if not listed(sense.get("avec")):
            yield f"« {word} » : aucun mot d’à côté ne fait reconnaître le sens « {told} »."
    if row.get("usuel") and key_of(str(row["usuel"])) not in meant:
        yield f"« {word} » : le sens usuel « {row['usuel']} » n’est pas un de ses sens."


def _of_loops(rows: Rows) -> Iterator[str]:
    """An entry inside itself, by whatever way: each loop told once."""
    inside = {
        key_of(_name(row)): [key_of(wider) for wider in listed(row.get("dans"))]
        for row in rows["entrees"]
        if _name(row)
    }
    told: set[frozenset[str]] = set()
    for start in inside:
        path = _loop_from(start, inside)
        if path and frozenset(path) not in told:
            told.add(frozenset(path))
            yield f"Ces entrées tournent en rond : {' → '.join((*path, path[0]))}."


def _loop_from(start: str, inside: dict[str, list[str]]) -> list[str]:
    ways = [[start]]
    seen = {start}
    while ways:
        way = ways.pop()
        for wider in inside.get(way[-1], ()):
            if wider == start:
                return way
            if wider not in seen:
                seen.add(wider)
                ways.append([*way, wider])
    return []


def _name(row: dict[str, Any]) -> str:
    return str(row.get("mot") or "").strip()
