"""The lexicon of the trade: entries and their words, words with several senses, words not sought.

Files: ``capitalisation/data/lexique/*.yml``, in French, for the federation's officers to correct;
docs/MOTS_DE_LA_RECHERCHE.md tells how, :mod:`capitalisation.words.checking` says what is wrong.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from capitalisation.words.letters import root_of, roots_of, words_of
from msp_portal.reference.yaml_files import read_yaml

FOLDER = Path(__file__).resolve().parent.parent / "data" / "lexique"
READ_AS = "2"  # changes when sheets must be read again though no file of the lexicon changed
Roots = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing of the trade, with every way to say it."""

    key: str
    name: str
    forms: tuple[str, ...]
    slips: tuple[str, ...]
    inside: tuple[str, ...]  # keys of the wider entries
    codes: tuple[str, ...]  # « theme:TABAC »: sheets filed there speak of it
    theme: str  # where to go when no sheet speaks of it


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning of a word that has several."""

    told: str
    entry: str  # empty when this meaning is none of ours
    near: frozenset[str]  # roots of the words found beside it
    spelled: frozenset[str]  # spellings, accents included, that settle it


@dataclass(frozen=True, slots=True)
class Homonym:
    """A word with several meanings. ``usual``: the entry meant when nothing tells; ``all_meant``:
    then, any of them."""

    word: str
    senses: tuple[Sense, ...]
    usual: str
    all_meant: bool


@dataclass(frozen=True)
class Lexicon:
    """Everything, by roots. A form written in capitals is an acronym (``acronyms``)."""

    entries: Mapping[str, Entry]
    expressions: Mapping[Roots, tuple[str, str]]  # → what it is (finding.Kind), its key
    acronyms: frozenset[Roots]
    homonyms: Mapping[str, Homonym]
    turns: frozenset[str]
    small: frozenset[str]
    sizes: Mapping[str, tuple[int, ...]]  # first root → lengths of its expressions, longest first
    vocabulary: tuple[str, ...]
    mark: str
    by_code: Mapping[str, tuple[str, ...]]
    _wider: Mapping[str, tuple[str, ...]]
    slips: frozenset[Roots]

    def wider(self, key: str) -> tuple[str, ...]:
        """Every entry around this one, the nearest first."""
        return self._wider[key]

    def just_around(self, key: str) -> tuple[str, ...]:
        """The entries that may answer in its stead: up to the first one sheets are filed under.

        « naloxone » is answered by drugs, not by addictions of every kind; « tabac », which is a
        theme, by nothing else.
        """
        found: list[str] = []
        waiting = [key]
        while waiting:
            entry = self.entries[waiting.pop(0)]
            if not entry.codes:
                around = [wider for wider in entry.inside if wider not in found]
                found += around
                waiting += around
        return tuple(found)

    def themes_of(self, key: str) -> tuple[str, ...]:
        """Codes of the themes it belongs to, its own first, then those around it."""
        found = []
        for known in (key, *self.wider(key)):
            entry = self.entries[known]
            own = [code.removeprefix("theme:") for code in entry.codes if code.startswith("theme:")]
            found += [code for code in (*own, entry.theme) if code]
        return tuple(dict.fromkeys(found))


Rows = dict[str, list[Any]]


def read_rows(folder: Path = FOLDER) -> Rows:
    """The files as written: entries, homonyms, traps and words not sought, file by file in order."""
    rows: Rows = {"entrees": [], "homonymes": [], "pieges": [], "partout": [], "tournures": []}
    small: list[str] = []
    for path in sorted(folder.glob("*.yml")):
        told = read_yaml(path) or {}
        for name, found in rows.items():
            found.extend(told.get(name) or [])
        small += str(told.get("petits") or "").split()
    return {**rows, "petits": list(small)}


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The lexicon of the product, read once."""
    return build(read_rows(), _mark())


def key_of(name: str) -> str:
    """How an entry is called in the index: « arret-du-tabac »."""
    return "-".join(words_of(name))


def build(rows: Rows, mark: str = "") -> Lexicon:
    """A lexicon from rows that hold no fault (:func:`capitalisation.words.checking.faults`)."""
    entries = {entry.key: entry for entry in map(_entry, rows["entrees"])}
    forms: dict[Roots, str] = {}
    acronyms: set[Roots] = set()
    small = frozenset(rows["petits"])
    for entry in entries.values():
        for form in (entry.name, *entry.forms, *entry.slips):
            whole = roots_of(form)
            forms.setdefault(whole, entry.key)
            if is_acronym(form):
                acronyms.add(whole)
            if len(bare := _bare(form, small)) > 1:
                forms.setdefault(bare, entry.key)
    homonyms = {roots_of(str(row["mot"]))[0]: _homonym(row) for row in rows["homonymes"]}
    # The last ones said win: a trap is no entry, whatever it holds.
    expressions: dict[Roots, tuple[str, str]] = {
        **{roots_of(str(word)): ("everywhere", "") for word in rows["partout"]},
        **{roots: ("entry", key) for roots, key in forms.items()},
        **{(root,): ("homonym", root) for root in homonyms},
        **{roots_of(str(trap)): ("trap", "") for trap in rows["pieges"]},
    }
    by_code: dict[str, list[str]] = {}
    for entry in entries.values():
        for code in entry.codes:
            by_code.setdefault(code, []).append(entry.key)
    return Lexicon(
        entries=entries,
        expressions=expressions,
        acronyms=frozenset(acronyms),
        homonyms=homonyms,
        turns=frozenset(
            form
            for turn in rows["tournures"]
            for word in words_of(str(turn))
            for form in (word, root_of(word))
        ),
        small=small,
        sizes=_sizes(expressions),
        vocabulary=_vocabulary(entries.values(), small),
        mark=mark,
        by_code={code: tuple(keys) for code, keys in by_code.items()},
        _wider={key: _around(key, entries) for key in entries},
        slips=_told_apart([*entries.values()]),
    )


def _told_apart(entries: Sequence[Entry]) -> frozenset[Roots]:
    """The misspellings that are not also the root of a right word: « diabet » is told by nobody."""
    right = {roots_of(form) for entry in entries for form in (entry.name, *entry.forms)}
    return frozenset(roots_of(slip) for entry in entries for slip in entry.slips) - right


def _sizes(expressions: Iterable[Roots]) -> dict[str, tuple[int, ...]]:
    found: dict[str, set[int]] = {}
    for roots in expressions:
        found.setdefault(roots[0], set()).add(len(roots))
    return {first: tuple(sorted(sizes, reverse=True)) for first, sizes in found.items()}


def _around(key: str, entries: Mapping[str, Entry]) -> tuple[str, ...]:
    found: list[str] = []
    waiting = list(entries[key].inside)
    while waiting:
        around = waiting.pop(0)
        if around not in found and around != key:
            found.append(around)
            waiting += entries[around].inside
    return tuple(found)


def is_acronym(form: str) -> bool:
    """Written in capitals: in a sheet it must be, too (« PASS » is not « passer »)."""
    return form.isupper() and form.replace("-", "").isalnum()


def listed(value: Any) -> list[str]:
    """A word or a list of words, as a list."""
    if value is None:
        return []
    return [str(word) for word in (value if isinstance(value, list) else [value])]


def _entry(row: Mapping[str, Any]) -> Entry:
    name = str(row["mot"])
    return Entry(
        key=key_of(name),
        name=name,
        forms=tuple(listed(row.get("autres"))),
        slips=tuple(listed(row.get("fautes"))),
        inside=tuple(key_of(wider) for wider in listed(row.get("dans"))),
        codes=tuple(listed(row.get("fiches"))),
        theme=str(row.get("theme") or ""),
    )


def _homonym(row: Mapping[str, Any]) -> Homonym:
    senses = tuple(
        Sense(
            told=str(sense["dit"]),
            entry=key_of(str(sense["entree"])) if sense.get("entree") else "",
            near=frozenset(
                root
                for word in listed(sense.get("avec"))
                for root in roots_of(word)
                if len(root) > 2
            ),
            spelled=frozenset(word.lower() for word in listed(sense.get("ecrit"))),
        )
        for sense in row["sens"]
    )
    usual = key_of(str(row["usuel"])) if row.get("usuel") else ""
    return Homonym(str(row["mot"]), senses, usual, row.get("tous") in (True, "oui"))


def _bare(form: str, small: frozenset[str]) -> Roots:
    """« cancer du sein » typed « cancer sein »."""
    return tuple(root_of(word) for word in words_of(form) if word not in small)


def _vocabulary(entries: Iterable[Entry], small: frozenset[str]) -> tuple[str, ...]:
    """Well-spelled words, to compare slips with."""
    words = {
        word
        for entry in entries
        for form in (entry.name, *entry.forms)
        for word in words_of(form)
        if len(word) > 3 and word not in small and word.isalpha()
    }
    return tuple(sorted(words))


def _mark() -> str:
    """What the files say, in twelve signs: sheets read with other files are read again."""
    digest = hashlib.sha256(READ_AS.encode())
    for path in sorted(FOLDER.glob("*.yml")):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
