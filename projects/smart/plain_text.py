"""The text typed, made readable: bounded, without markup."""

import html
import re
from collections.abc import Iterable

LONGEST = 900  # signs read: an objective is a sentence, a pasted document is not one
_SCRIPTS = re.compile(
    r"<(script|style)\b[^>]{0,200}>.{0,5000}?</\1\s{0,5}>", re.IGNORECASE | re.DOTALL
)
_TAGS = re.compile(r"</?[a-zA-Z][^<>]{0,300}>|<!--.{0,300}?-->", re.DOTALL)
_BULLETS = re.compile(r"(?:^|\n)\s{0,20}(?:[-–•*·]|\d{1,2}[.)])\s+")
_SPACES = re.compile(r"\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-ZÀ-ÖØ-Þ«])")


def readable(text: str) -> tuple[str, bool]:
    """The text on one line, without markup, at most LONGEST signs; and whether some was left out.

    Lines of a list become sentences of their own.
    """
    start = text[: LONGEST * 6]
    if "<" in start:
        start = html.unescape(_TAGS.sub(" ", _SCRIPTS.sub(" ", start)))
    lines = [part.strip() for part in _BULLETS.split(start) if part.strip()]
    said = ". ".join(line.rstrip(" ;.") for line in lines) if len(lines) > 1 else start
    one_line = _SPACES.sub(" ", said).strip()
    return one_line[:LONGEST], len(one_line) > LONGEST or len(text) > LONGEST * 6


def sentences(text: str) -> list[tuple[int, int]]:
    """Where each sentence of a readable text begins and ends."""
    spans, start = [], 0
    for end in _SENTENCE_END.finditer(text):
        spans.append((start, end.start()))
        start = end.end()
    spans.append((start, len(text)))
    return [(one, other) for one, other in spans if text[one:other].strip(" .")]


def from_capital(text: str) -> str:
    """First letter in capital."""
    return text[:1].upper() + text[1:]


def from_small(text: str) -> str:
    """First letter small, unless the word is an acronym or the text a number."""
    return text if text[:2].isupper() else text[:1].lower() + text[1:]


def without_case_of_shouting(text: str) -> str:
    """A text all in capitals, in small letters; any other as it is."""
    return text.lower() if is_shouted(text) else text


def is_shouted(text: str) -> bool:
    """Whether everything is in capitals."""
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 12 and all(map(str.isupper, letters))


def with_names(text: str, names: Iterable[str]) -> str:
    """The names of the project's communes with their capitals; a shouted text in small letters."""
    calm = without_case_of_shouting(text)
    for name in names:
        calm = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", name, calm, flags=re.IGNORECASE)
    return calm
