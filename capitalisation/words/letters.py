"""Letters, words and roots: how a word is known again whatever its accents, capitals and ending."""

import re
import unicodedata
from functools import lru_cache
from typing import Any, NamedTuple

import snowballstemmer

from msp_portal.reference.letters import plain

_WORD = re.compile(r"[a-z0-9œæ]+")
SHORT = 4  # letters: shorter words keep their ending, but for the plural
_stemmer: Any = snowballstemmer.stemmer("french")


class Word(NamedTuple):
    """One word of a text, with its place in it."""

    root: str
    plain: str  # lower case, no accent
    start: int
    end: int


def words_in(text: str) -> list[Word]:
    """The words of ``text`` in order. The text must be in composed form (:func:`composed`)."""
    found = []
    for match in _WORD.finditer(plain(text)):
        word = match[0] if match[0].isascii() else _spelled(match[0])
        found.append(Word(root_of(word), word, *match.span()))
    return found


def composed(text: str) -> str:
    """Letters and accents as one sign each, whatever the keyboard they come from."""
    return unicodedata.normalize("NFC", text)


def words_of(text: str) -> tuple[str, ...]:
    """Lower-case words without accents; apostrophes and hyphens separate."""
    return tuple(_spelled(word) for word in _WORD.findall(plain(composed(text))))


def roots_of(text: str) -> tuple[str, ...]:
    """The roots of its words."""
    return tuple(root_of(word) for word in words_of(text))


@lru_cache(maxsize=50_000)
def root_of(plain: str) -> str:
    """The French root of a word without accents; short words only lose their plural."""
    word = plain if plain.isascii() else _spelled(plain)
    if len(word) > 3 and word[-1] in "sx":  # first, else « cancers » keeps more than « cancer »
        word = word[:-1]
    if len(word) <= SHORT or not word.isalpha():
        return word
    root: str = _stemmer.stemWord(word)
    # A root of three letters says nothing any more: « répit » and « repas » would be the same.
    return root if len(root) >= SHORT else word


@lru_cache(maxsize=20_000)
def sound_of(plain: str) -> str:
    """A word as it is heard, roughly: what two spellings of the same word share."""
    word = _spelled(plain)
    for pattern, heard in _SOUNDS:
        word = pattern.sub(heard, word)
    return word


_SOUNDS = tuple(
    (re.compile(pattern), heard)
    for pattern, heard in (
        (r"ph", "f"),
        (r"eau|au", "o"),
        (r"[ae]in|ein|ym|yn|im(?=[pb])", "in"),
        (r"[ae]m(?=[pb])|en|an", "an"),
        (r"om(?=[pb])", "on"),
        (r"qu|q|k|ch(?=[rl])", "k"),
        (r"c(?=[eiy])|sc(?=[eiy])|ti(?=on)|(?<=[aeiou])ss(?=[aeiou])", "s"),
        (r"c(?!h)", "k"),
        (r"x", "ks"),
        (r"(?<=[aeiouy])s(?=[aeiouy])", "z"),
        (r"g(?=[eiy])", "j"),
        (r"gu(?=[eiy])", "g"),
        (r"y", "i"),
        (r"w", "v"),
        (r"(?<![cs])h", ""),
        (r"ai|ei|er$|ez$|et$", "e"),
        (r"(.)\1+", r"\1"),
        (r"(?<=..)[esxtdp]+$", ""),
    )
)


def _spelled(word: str) -> str:
    return word.replace("œ", "oe").replace("æ", "ae") if not word.isascii() else word
