"""One call in one line: « Appel CPAM cancers, 23 juin 2027 12h ».

Pure functions. The day, the hour and the words that lead to them are taken out; what remains is
the title. The funder is recognised by name among those the portal knows, never invented; what is
doubtful is said (:attr:`CallLine.doubts`) and left to the person who types.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, time

from coordination.models import Organisation
from msp_portal.reference.letters import plain
from projects.queries.tasks_dates import said_days

LONGEST = 240
END_OF_DAY = time(23, 59)
_HOUR = re.compile(
    r"(?:\ba\s+)?\b(?P<h>\d{1,2})\s?(?:h|:)\s?(?P<m>[0-5]\d)?\b(?!\s*/)|\b(?:a\s+)?(?P<word>midi|minuit)\b"
)
# Words that only lead to a date or follow it.
_LEAD = re.compile(
    r"(?:\b(?:(?:date|heure)s?\s+limites?|limite|cloture|clos|ferme|fin|depots?|a deposer|au plus tard"
    r"|avant|jusqu'a|jusqu'au|d'ici|pour|le|au|a)\b[\s:–-]*)+$"
)
_TAIL = re.compile(r"^(?:[\s,–-]*heures? de paris\b)")
_KINDS = (
    (re.compile(r"\bami\b|manifestation d'interet"), "AMI"),
    (re.compile(r"\baac\b|appel a candidatures?"), "AAC"),
    (re.compile(r"appel a initiatives?"), "AI"),
    (re.compile(r"\bprix\b|\btrophees?\b"), "PRIX"),
)
_KIND_WORDS = {
    Organisation.Kind.CPAM: re.compile(r"\bcpam\b|assurance[ -]maladie|\bcgss\b"),
    Organisation.Kind.ARS: re.compile(r"\bars\b|agence regionale de sante"),
}
_COMMON = frozenset(
    [
        "de",
        "du",
        "des",
        "la",
        "le",
        "les",
        "et",
        "en",
        "pour",
        "agence",
        "regionale",
        "sante",
        "appel",
        "appels",
        "projet",
        "projets",
        "regional",
        "departemental",
        "conseil",
        "caisse",
        "fondation",
        "ville",
        "commune",
        "msp",
        "aap",
        "ami",
    ]
)


@dataclass(frozen=True, slots=True)
class Funder:
    """A funder as far as a line needs to know it; ``near``: of the region of who types."""

    id: int
    name: str
    kind: str
    near: bool = True


@dataclass(frozen=True, slots=True)
class CallLine:
    """What was understood. ``funders`` are those between whom one must choose, best first."""

    title: str
    day: date | None
    hour: time = END_OF_DAY
    hour_said: bool = False
    kind: str = "AAP"
    funder: Funder | None = None
    funders: tuple[Funder, ...] = ()
    doubts: tuple[str, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether it can be noted without asking anything."""
        return bool(self.title and self.day and self.funder) and not self.doubts


def read_call_line(text: str, funders: Sequence[Funder], today: date) -> CallLine:
    """Understand one line on ``today``; ``funders`` are those one may choose."""
    text = " ".join(text.split())
    doubts: list[str] = []
    day, text = _take_day(text, today, doubts)
    hour, said, text = _take_hour(text, doubts)
    title = _title(text)
    flat = plain(title)
    found = tuple(_funders_named(flat, funders))
    if not title:
        doubts.append("Donnez un nom à l’appel.")
    if day is None and not doubts:
        doubts.append("Donnez la date limite, par exemple « 23 juin 2027 12h ».")
    if day is not None and day < today:
        doubts.append("Cette date est passée.")
    kind = next((code for pattern, code in _KINDS if pattern.search(flat)), "AAP")
    return CallLine(
        title=title[:LONGEST],
        day=day,
        hour=hour,
        hour_said=said,
        kind=kind,
        funder=found[0] if len(found) == 1 else None,
        funders=found if len(found) > 1 else (),
        doubts=tuple(doubts),
    )


def _take_day(text: str, today: date, doubts: list[str]) -> tuple[date | None, str]:
    """The last day of the line, and the line without it."""
    days = list(said_days(text, today))
    if not days:
        return None, text
    said = days[-1]
    if said.doubt:
        doubts.append(said.doubt)
    return said.day, _without(text, said.start, said.end)


def _take_hour(text: str, doubts: list[str]) -> tuple[time, bool, str]:
    """The hour of the line, and the line without it; 23:59 when none is said."""
    found = list(_HOUR.finditer(plain(text)))
    if not found:
        return END_OF_DAY, False, text
    match = found[-1]
    rest = _without(text, match.start(), match.end())
    if match["word"]:
        return (time(12) if match["word"] == "midi" else END_OF_DAY), True, rest
    hour, minutes = int(match["h"]), int(match["m"] or 0)
    if (hour, minutes) == (24, 0):
        return END_OF_DAY, True, rest
    if hour > 23:
        doubts.append(f"« {match[0].strip()} » n’est pas une heure.")
        return END_OF_DAY, False, text
    return time(hour, minutes), True, rest


def _without(text: str, start: int, end: int) -> str:
    """``text`` without that part, nor the words that only led to it."""
    after = text[end:]
    if tail := _TAIL.match(plain(after)):
        after = after[tail.end() :]
    before = text[:start].rstrip()
    if lead := _LEAD.search(plain(before)):
        before = before[: lead.start()]
    joint = " " if after[:1].isalnum() else ""
    return f"{before.rstrip()}{joint}{after}"


def _title(text: str) -> str:
    parts = [part.strip(" .;:–-") for part in text.split(",")]
    title = ", ".join(" ".join(part.split()) for part in parts if part)
    return title[:1].upper() + title[1:]


def _words(text: str) -> set[str]:
    return {word for word in re.split(r"[^a-z0-9]+", plain(text)) if len(word) > 1}


def _funders_named(flat: str, funders: Iterable[Funder]) -> list[Funder]:
    """Those the line names best: by the words of their name, else by their kind nearby."""
    said = _words(flat) - _COMMON
    scores = {funder: len((_words(funder.name) - _COMMON) & said) for funder in funders}
    best = max(scores.values(), default=0)
    if best:
        found = [funder for funder, score in scores.items() if score == best]
        return [funder for funder in found if funder.near] or found
    for kind, pattern in _KIND_WORDS.items():
        if pattern.search(flat):
            return [funder for funder in scores if funder.kind == kind and funder.near]
    return []
