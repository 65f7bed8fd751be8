"""For whom and where: what a sentence names."""

import re

from projects.queries.tasks_dates import plain
from projects.smart import words


def public_in(sentence: str) -> str:
    """The public named, as it is written: the first precise one, else a wide one, else nothing."""
    span = _public_span(sentence)
    return sentence[span[0] : span[1]] if span else ""


def precise_public_in(sentence: str) -> str:
    """The public named, unless it is everybody."""
    public = public_in(sentence)
    return "" if is_wide(plain(public)) else public


def _public_span(sentence: str) -> tuple[int, int] | None:
    flat = plain(sentence)
    found: list[tuple[bool, int, int]] = []
    for stem in words.PUBLICS:
        ending = r"(?:s|x|es|nes|nnes|ne|e|ennes|iennes|rices)?"
        if match := re.search(rf"\b{re.escape(stem)}{ending}\b", flat):
            situation = words.SITUATIONS.match(flat[match.end() :])
            end = match.end() + (situation.end() if situation else 0)
            wide = is_wide(match[0]) and not situation
            # The longest of two names that begin together: « assistantes maternelles ».
            found.append((wide, match.start(), -end))
    if age := words.AGES.search(flat):
        found.append((False, age.start(), -age.end()))
    if not found:
        return None
    _, start, end = min(found)
    return start, -end


def is_wide(word: str) -> bool:
    """Whether this plain word names everybody and nobody (« le public », « les gens »)."""
    return word.rstrip("s") in words.WIDE_PUBLICS or word in words.WIDE_PUBLICS


def place_in(sentence: str) -> str:
    """The first place named: a kind of place, or a name after « à », « de », « du »."""
    flat = plain(sentence)
    if span := _public_span(sentence):  # « assistantes maternelles » are no school
        flat = f"{flat[: span[0]]}{'~' * (span[1] - span[0])}{flat[span[1] :]}"
    for stem in words.PLACES:
        if match := re.search(rf"\b{re.escape(stem)}(?:s|x)?\b", flat):
            return sentence[match.start() : match.end()]
    for match in words.NAMED_PLACE.finditer(sentence):
        if match[1] not in words.NOT_PLACES:
            return match[1]
    return ""
