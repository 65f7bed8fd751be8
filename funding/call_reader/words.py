"""The words of the data files, as phrases one can look for in a text.

A phrase is written as people read it. ``*`` ends a word that varies, ``…`` lets a few words come
in between. Accents and capitals do not count: texts are flattened letter for letter first.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from msp_portal.reference.letters import plain
from msp_portal.reference.yaml_files import read_yaml

_DATA = Path(__file__).resolve().parent / "data"
_GAP = r"[^.;!?\n]{0,60}?"  # what « … » may stand for: never more than a sentence


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a flattened text."""

    start: int
    end: int
    key: str


def pattern_of(phrases: Iterable[str]) -> str:
    """One regular expression for these phrases, the longest first; never unbounded."""
    ordered = sorted({plain(phrase) for phrase in phrases}, key=len, reverse=True)
    return "(?<!\\w)(?:" + "|".join(_phrase(phrase) for phrase in ordered) + ")"


def _phrase(phrase: str) -> str:
    words = []
    for word in phrase.split():
        if word in {"…", "."}:  # « … » flattened is one dot
            words.append(_GAP)
        elif word.endswith("*"):
            words.append(re.escape(word[:-1]) + r"\w{0,20}")
        else:
            words.append(re.escape(word) + r"(?!\w)")
    return r"\s{1,3}".join(words)


class Phrases:
    """Phrases by key: which of them a text holds, and where."""

    def __init__(self, by_key: Mapping[str, Sequence[str]]) -> None:
        self._patterns = {key: re.compile(pattern_of(words)) for key, words in by_key.items()}

    def hits(self, flat: str, start: int = 0, end: int | None = None) -> list[Hit]:
        """Every phrase of ``flat[start:end]``, in its order; the longest first at one place."""
        stop = len(flat) if end is None else end
        found = [
            Hit(match.start(), match.end(), key)
            for key, pattern in self._patterns.items()
            for match in pattern.finditer(flat, start, stop)
        ]
        return sorted(found, key=lambda hit: (hit.start, -hit.end))

    def first(self, flat: str, start: int = 0, end: int | None = None) -> Hit | None:
        """The first phrase, or None."""
        return next(iter(self.hits(flat, start, end)), None)


@lru_cache(maxsize=16)
def data(name: str) -> Any:
    """A data file of the reader."""
    return read_yaml(_DATA / f"{name}.yml")


@lru_cache(maxsize=32)
def phrases(name: str, part: str = "") -> Phrases:
    """The phrases of a data file, or of one part of it; a plain list has one key, its part."""
    content = data(name)
    if part:
        content = content[part]
    if isinstance(content, list):
        content = {part: content}
    return Phrases({key: words for key, words in content.items() if isinstance(words, list)})
