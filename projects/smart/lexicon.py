"""The words of objectives, read once from the files of ``data`` that a federation officer corrects.

Lists hold words without accents nor capitals. A word is known by its first letters (« organis »),
unless it ends with a dot (« aura. »). See the heading of each file.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from msp_portal.reference.letters import plain
from msp_portal.reference.yaml_files import read_yaml

_FOLDER = Path(__file__).with_name("data")
_LONG_WORD = 7  # letters from which a typing mistake is recognised


@dataclass(frozen=True, slots=True)
class Found:
    """A word of a list, where it stands in the sentence: ``start``, ``end``, and its ``entry``."""

    start: int
    end: int
    entry: str


class WordList:
    """A list of words looked for at once; the longest wins where several begin together."""

    def __init__(self, words: Iterable[str], *, whole: bool = False) -> None:
        """``whole``: singular and plural forms only (nouns), instead of every word so begun."""
        self.words = tuple(dict.fromkeys(words))
        longest_first = sorted(self.words, key=len, reverse=True)
        ends = r"(?:s|x|es)?(?![\w])" if whole else r"[\w]*"
        body = "|".join(
            rf"{re.escape(word.rstrip('.'))}(?![\w])"
            if word.endswith(".")
            else f"{_spaced(word)}{ends}"
            for word in longest_first
        )
        self._pattern = re.compile(rf"(?<![\w])(?:{body})") if self.words else None
        self._heads = [word.rstrip(".") for word in longest_first]

    def find(self, flat: str) -> list[Found]:
        """Every word of the list in a plain text, in its order."""
        if self._pattern is None:
            return []
        return [Found(m.start(), m.end(), self._entry(m[0])) for m in self._pattern.finditer(flat)]

    def first(self, flat: str) -> Found | None:
        """The first word of the list, if any."""
        match = self._pattern.search(flat) if self._pattern else None
        return Found(match.start(), match.end(), self._entry(match[0])) if match else None

    def at_start(self, flat: str) -> bool:
        """Whether the text begins with a word of the list."""
        return bool(self._pattern and self._pattern.match(flat))

    def is_one(self, word: str) -> bool:
        """Whether this is a word of the list and nothing more."""
        return bool(self._pattern and self._pattern.fullmatch(word))

    def _entry(self, said: str) -> str:
        return next((head for head in self._heads if said.startswith(head)), said)


def _spaced(word: str) -> str:
    """« personne agee » also finds « personnes agees »."""
    return r"s? ".join(re.escape(part) for part in word.split())


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the team or of intention, and what can be proposed from it."""

    word: str
    takes_object: bool = False
    becomes: str = ""
    keeps: bool = False
    seen: str = ""


@dataclass(frozen=True, slots=True)
class Verbs:
    """The verbs, by what they tell."""

    change: WordList
    action: WordList
    intention: WordList
    means: WordList
    carriers: WordList
    movers: WordList
    vague_objects: WordList
    observables: WordList
    own: WordList
    for_people: WordList
    known: Mapping[str, Verb]


@dataclass(frozen=True, slots=True)
class People:
    """For whom."""

    publics: WordList
    groups: Mapping[str, str]
    always_wide: frozenset[str]
    wide_alone: frozenset[str]
    at_home: WordList
    own_team: WordList
    doers: WordList


@dataclass(frozen=True, slots=True)
class Places:
    """Where."""

    places: WordList
    wide: frozenset[str]
    not_places: frozenset[str]


@dataclass(frozen=True, slots=True)
class Quantities:
    """How much, and what only looks like it."""

    vague: WordList
    absolutes: WordList
    out_of_reach: WordList
    activities: WordList
    criterion_verbs: WordList
    resources: WordList
    openings: WordList


@dataclass(frozen=True, slots=True)
class Moments:
    """When, otherwise than by a date."""

    known: WordList
    vague: WordList
    rhythms: WordList


@dataclass(frozen=True, slots=True)
class Subject:
    """What an objective is about; ``near`` are subjects nobody is surprised to meet with it."""

    name: str
    words: WordList
    near: frozenset[str]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Every list, and the words whose typing mistakes are recognised."""

    verbs: Verbs
    people: People
    places: Places
    quantities: Quantities
    moments: Moments
    subjects: tuple[Subject, ...]
    generic: tuple[str, ...]
    french: frozenset[str]
    other_languages: Mapping[str, frozenset[str]]
    misspelt: Mapping[str, str] = field(default_factory=dict)


def _rows(name: str) -> Any:
    return read_yaml(_FOLDER / f"{name}.yml")


def _words(rows: Sequence[Any]) -> list[str]:
    return [plain(str(row["word"] if isinstance(row, dict) else row)) for row in rows]


def _verbs(rows: Mapping[str, Sequence[Any]]) -> Verbs:
    known = {
        plain(row["word"]).rstrip("."): Verb(
            plain(row["word"]).rstrip("."),
            takes_object=bool(row.get("object")),
            becomes=row.get("becomes", ""),
            keeps=bool(row.get("keeps")),
            seen=row.get("seen", ""),
        )
        for name in ("action", "intention", "means")
        for row in rows[name]
    }
    lists = {name: WordList(_words(given)) for name, given in rows.items()}
    return Verbs(**lists, known=known)


def _people(rows: Mapping[str, Any]) -> People:
    groups = {plain(w): row["group"] for row in rows["publics"] for w in map(str, row["words"])}
    return People(
        publics=WordList(groups, whole=True),
        groups=groups,
        always_wide=frozenset(rows["always_wide"]),
        wide_alone=frozenset(rows["wide_alone"]),
        at_home=WordList(rows["at_home"], whole=True),
        own_team=WordList(rows["own_team"], whole=True),
        doers=WordList(rows["doers"], whole=True),
    )


def _quantities(rows: Mapping[str, Any]) -> Quantities:
    return Quantities(
        vague=WordList(_words(rows["vague_quantities"])),
        absolutes=WordList(_words(rows["absolutes"])),
        out_of_reach=WordList(_words(rows["out_of_reach"])),
        activities=WordList(_words(rows["activity_units"]), whole=True),
        criterion_verbs=WordList(_words(rows["criterion_verbs"])),
        resources=WordList(_words(rows["resources"]), whole=True),
        openings=WordList(_words(rows["indicator_openings"]), whole=True),
    )


def _subjects(rows: Sequence[Any]) -> tuple[Subject, ...]:
    return tuple(
        Subject(row["name"], WordList(_words(row["words"])), frozenset(row["near"])) for row in rows
    )


def _misspelt(words: Iterable[str]) -> dict[str, str]:
    """Every long word with one letter left out, to the word it stands for."""
    known: dict[str, str] = {}
    for word in words:
        bare = word.rstrip(".")
        if len(bare) >= _LONG_WORD and bare.isalpha():
            for place in range(2, len(bare) - 1):
                known.setdefault(bare[:place] + bare[place + 1 :], bare)
    return known


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """Every list, read once."""
    verbs, people = _verbs(_rows("verbs")), _people(_rows("people"))
    subjects = _subjects(_rows("subjects"))
    places, moments, languages = _rows("places"), _rows("times"), _rows("languages")
    worth_mending = (
        *verbs.action.words, *verbs.change.words, *verbs.intention.words, *people.publics.words,
        *(word for subject in subjects for word in subject.words.words),
    )  # fmt: skip
    return Lexicon(
        verbs=verbs,
        people=people,
        places=Places(
            places=WordList(_words(places["places"]), whole=True),
            wide=frozenset(places["wide"]),
            not_places=frozenset(places["not_places"]),
        ),
        quantities=_quantities(_rows("measures")),
        moments=Moments(
            known=WordList(_words(moments["known_moments"])),
            vague=WordList(_words(moments["vague"])),
            rhythms=WordList(_words(moments["rhythms"]), whole=True),
        ),
        subjects=subjects,
        generic=tuple(plain(_rows("generic")["words"]).split()),
        french=frozenset(languages["french"].split()),
        other_languages={
            name: frozenset(words.split()) for name, words in languages["others"].items()
        },
        misspelt=_misspelt(worth_mending),
    )
