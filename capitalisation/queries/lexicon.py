"""What a reader types, as terms: each is one thing looked for, with the words that mean the same."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import yaml

_FILE = Path(__file__).resolve().parent.parent / "data" / "lexicon.yml"
LONGEST = 200  # signs of a search that are read
MOST_TERMS = 8
_WORD = re.compile(r"[a-z0-9]+")
Words = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """One thing looked for: the words typed, and others that mean the same."""

    typed: str
    others: tuple[str, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """Typed words first."""
        return (self.typed, *self.others)


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The words of the library, by their roots."""

    groups: Mapping[Words, tuple[str, ...]]
    ignored: frozenset[Words]
    small: frozenset[str]
    longest: int
    words: tuple[str, ...]


def words_of(text: str) -> Words:
    """Lower-case words without accents; apostrophes and hyphens separate."""
    flat = unicodedata.normalize("NFKD", text.lower().replace("œ", "oe").replace("æ", "ae"))
    bare = "".join(sign for sign in flat if not unicodedata.combining(sign))
    return tuple(_WORD.findall(bare))


def root_of(word: str) -> str:
    """A word without its plural: enough to know it again in our own list."""
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


@lru_cache(maxsize=1)
def lexicon() -> Lexicon:
    """The list, read once."""
    rows = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    groups: dict[Words, list[str]] = {}
    for group in rows["groups"]:
        phrases = [str(phrase) for phrase in group]
        for phrase in phrases:
            known = groups.setdefault(_roots(phrase), [])
            known += [other for other in phrases if other != phrase and other not in known]
    ignored = frozenset(_roots(str(phrase)) for phrase in rows["ignored"])
    longest = max(len(roots) for roots in (*groups, *ignored))
    words = {word for roots in groups for word in roots if len(word) >= 4}
    return Lexicon(
        {roots: tuple(others) for roots, others in groups.items()},
        ignored,
        frozenset(rows["small"].split()),
        longest,
        tuple(sorted(words)),
    )


def terms_of(text: str) -> list[Term]:
    """The terms of a search: known expressions kept whole, words said everywhere left out.

    « comment monter un projet contre le tabac avec des ados » gives *tabac* and *ados*. Said alone,
    « projet de prévention » narrows nothing: every sheet is one.
    """
    words = words_of(text[:LONGEST])
    kept = [phrase for phrase, is_ignored in _cut(words) if not is_ignored]
    return [_term(phrase) for phrase in list(dict.fromkeys(kept))[:MOST_TERMS]]


def _cut(words: Sequence[str]) -> list[tuple[Words, bool]]:
    """The words as expressions of the list, longest first, else one by one; small words dropped."""
    known = lexicon()
    found: list[tuple[Words, bool]] = []
    place = 0
    while place < len(words):
        size = _size_known(known, words, place)
        phrase = tuple(words[place : place + max(size, 1)])
        place += len(phrase)
        if size or not _is_small(phrase):
            found.append((phrase, _roots_of(phrase) in known.ignored))
    return found


def _size_known(known: Lexicon, words: Sequence[str], place: int) -> int:
    for size in range(min(known.longest, len(words) - place), 0, -1):
        roots = _roots_of(words[place : place + size])
        if roots in known.groups or roots in known.ignored:
            return size
    return 0


def _term(phrase: Words) -> Term:
    return Term(" ".join(phrase), lexicon().groups.get(_roots_of(phrase), ()))


def _is_small(phrase: Words) -> bool:
    return all(word in lexicon().small for word in phrase)


def _roots(phrase: str) -> Words:
    return _roots_of(words_of(phrase))


def _roots_of(words: Sequence[str]) -> Words:
    return tuple(root_of(word) for word in words)
