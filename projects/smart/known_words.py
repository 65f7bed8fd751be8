"""What the project knows, in words that fit in a French sentence."""

import re
from collections.abc import Sequence
from datetime import date

from msp_portal.kit.french import in_sentence, plain_date
from msp_portal.reference.letters import plain
from projects.smart.known import Known
from projects.smart.who_where import is_wide

BLANK = "…"
_AGES = re.compile(r"\s*\((\d{1,3})\s?[-–]\s?(\d{1,3}) ans\)")
_BARE_AGES = re.compile(r"(?<!de) (\d{1,3})\s?[-–]\s?(\d{1,3}) ans")
_ASIDE = re.compile(r"\s*\([^)]*\)")
_VOWEL = re.compile(r"^[aeiouyhàâéèêëîïôùûœAEIOUYHÀÂÉÈÊËÎÏÔÙÛŒ]")


def publics_of(known: Known) -> list[str]:
    """The publics of the project, as plural nouns: « adolescents de 13 à 18 ans »."""
    told = [known.public] if known.public else list(known.publics)
    return [words for label in told if (words := _public(label)) and not is_wide(words)]


def _public(label: str) -> str:
    words = _ASIDE.sub("", _AGES.sub(r" de \1 à \2 ans", label)).strip()
    return in_sentence(_BARE_AGES.sub(r" de \1 à \2 ans", words).replace(" / ", " ou "))


def one_public(known: Known) -> str:
    """The public when the project has only one, else nothing: nobody chooses for the team."""
    publics = publics_of(known)
    return publics[0] if len(publics) == 1 else ""


def with_of(name: str) -> str:
    """« de Redon », « d’Elven », « du Rheu », « des Forges », « de la Chapelle »."""
    article = re.match(r"(Le|Les|La) (.+)", name)
    if article:
        return {"Le": "du ", "Les": "des ", "La": "de la "}[article[1]] + article[2]
    return f"d’{name}" if _VOWEL.match(name) else f"de {name}"


def place_of(known: Known) -> str:
    """« de Redon », « de Josselin et de Guégon »; empty when the project says too many or none."""
    names = [known.place] if known.place else list(known.places)
    if not 1 <= len(names) <= 2:
        return ""
    if known.place and not known.place[:1].isupper():
        return f"({known.place})"
    return " et ".join(with_of(name) for name in names)


def due_of(known: Known, today: date) -> date | None:
    """The date typed beside the sentence, else the end of the project, if still to come."""
    day = known.due or known.ends
    return day if day and day >= today else None


def until(known: Known, today: date) -> str:
    """« d’ici le 31 décembre 2027 », with a blank when nothing says it."""
    day = due_of(known, today)
    return f"d’ici le {plain_date(day) if day else BLANK}"


def listed(words: Sequence[str]) -> str:
    """« une, deux et trois »."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} et {words[-1]}"


def same_public(one: str, other: str) -> bool:
    """Whether two names of publics share a noun, whatever their number."""

    def roots(words: str) -> set[str]:
        flat = plain(words)
        nouns = {word[:6] for word in re.findall(r"[a-z]{5,}", flat)} - {"person", "moins"}
        return nouns | set(re.findall(r"\d{1,3}(?= ans)", flat))

    return bool(roots(one) & roots(other))
