"""One task in one line: « Affiche, Léa, 12 mars ».

Pure functions. The line is cut at its commas; each part is a day, a person of the team, or words
of the task. Nothing typed is lost: what is neither a day nor a known person stays in the words,
and what is doubtful is said (:attr:`TaskLine.doubts`) so that somebody decides.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from msp_portal.reference.letters import plain
from projects.queries.tasks_dates import SaidDay, final_day, whole_day

LONGEST = 200
MOST_NAMESAKES = 5  # « l'infirmière » among nine names nobody
_CUT = re.compile(r"[;,](?!(?<=\d,)\d)")
_TITLES = re.compile(r"^(?:mme|m|mr|dr|docteur|madame|monsieur)\.?\s+")
_ARTICLE = re.compile(r"^(?:l|la|le)\s")
_LOOKS_LIKE_A_NAME = re.compile(r"^[A-ZÀ-ÖØ-Þ][\w’'-]+(?:\s+[A-ZÀ-ÖØ-Þ][\w’'.-]*){0,2}$")
_BY = re.compile(r"\s+(?:par|→|->)\s+([^\s,]+(?:\s+[^\s,]+)?)$|\s*\(([^()]+)\)$", re.IGNORECASE)
_AT = re.compile(r"(?:^|\s)@([\w’'-]+)")
_LEADING = re.compile(r"^([^:]{2,40}?)\s*:\s+(.+)$")
ME = frozenset({"moi", "je", "moi meme"})


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person of the teams, as far as a line needs to know her. ``role`` is her function or her
    profession: some are known by it alone."""

    id: int
    first_name: str
    last_name: str = ""
    role: str = ""

    @property
    def full_name(self) -> str:
        """« Léa Martin », or her function."""
        return f"{self.first_name} {self.last_name}".strip() or self.role


@dataclass(frozen=True, slots=True)
class TaskLine:
    """What was understood of a line. ``namesakes`` are those between whom one must choose."""

    label: str
    day: date | None = None
    owner: Somebody | None = None
    doubts: tuple[str, ...] = ()
    namesakes: tuple[Somebody, ...] = ()

    @property
    def is_sure(self) -> bool:
        """Whether it can be written down without asking anything."""
        return bool(self.label) and not self.doubts


def read_line(
    text: str, people: Sequence[Somebody], today: date, me: Somebody | None = None
) -> TaskLine:
    """Understand one line, on ``today``, in a team made of ``people``; ``me`` is who types."""
    parts = [part for part in (" ".join(raw.split()) for raw in _CUT.split(text)) if part]
    said: SaidDay | None = None
    named: tuple[Somebody, ...] | None = None
    words: list[str] = []
    doubts: list[str] = []
    for rank, part in enumerate(parts):
        day = whole_day(part, today) if said is None else None
        who = _people_named(part, people, me) if named is None and rank else ()
        if day is not None:
            said = day
        elif who:
            named = who
        else:
            words.append(part)
            if rank and named is None and _LOOKS_LIKE_A_NAME.match(part):
                doubts.append(f"« {part} » n’est le nom de personne dans l’équipe.")
    label = ", ".join(words)
    if said is None and (ending := final_day(label, today)):
        label, said = ending
    if named is None:
        label, named = _owner_in(label, people, me)
    doubts = [] if named else doubts
    return _understood(label, said, named or (), doubts)


def _understood(
    label: str, said: SaidDay | None, named: tuple[Somebody, ...], doubts: list[str]
) -> TaskLine:
    label = label.strip(" ,.;:")
    if said and said.doubt:
        doubts = [*doubts, said.doubt]
    if len(named) > 1:
        names = " ou ".join(person.full_name for person in named)
        doubts = [*doubts, f"Qui : {names} ?"]
    if not label:
        doubts = [*doubts, "Dites ce qu’il y a à faire."]
    if len(label) > LONGEST:
        doubts = [*doubts, f"Raccourcissez : {LONGEST} signes au plus."]
    return TaskLine(
        label=label[:1].upper() + label[1:],
        day=said.day if said else None,
        owner=named[0] if len(named) == 1 else None,
        doubts=tuple(doubts),
        namesakes=named if len(named) > 1 else (),
    )


def _owner_in(
    label: str, people: Sequence[Somebody], me: Somebody | None
) -> tuple[str, tuple[Somebody, ...] | None]:
    """« Affiche (Léa) », « Affiche par Léa », « @léa affiche », « Léa : affiche »."""
    if match := _AT.search(label):
        who = _people_named(match[1], people, me)
        if who:
            return f"{label[: match.start()]}{label[match.end() :]}".strip(), who
    if match := _BY.search(label):
        who = _people_named(match[1] or match[2], people, me)
        if who:
            return label[: match.start()], who
    if match := _LEADING.match(label):
        who = _people_named(match[1], people, me)
        if who:
            return match[2], who
    return label, None


def _people_named(
    words: str, people: Iterable[Somebody], me: Somebody | None
) -> tuple[Somebody, ...]:
    """Those whom ``words`` names entirely, closest first name match only; empty for nobody."""
    wanted = _key(_TITLES.sub("", plain(words).strip()))
    if not wanted:
        return ()
    if me and wanted in ME:
        return (me,)
    known = list(people)
    for forms in (_full_forms, _initial_forms, _first_forms, _last_forms):
        found = tuple(person for person in known if wanted in forms(person))
        if found:
            return found
    wanted = _ARTICLE.sub("", wanted)
    in_role = tuple(person for person in known if wanted and wanted == _key(person.role))
    return in_role if len(in_role) <= MOST_NAMESAKES else ()


def _key(text: str) -> str:
    return " ".join(re.sub(r"[^a-z0-9]+", " ", plain(text)).split())


def _full_forms(person: Somebody) -> set[str]:
    return {
        _key(f"{person.first_name} {person.last_name}"),
        _key(f"{person.last_name} {person.first_name}"),
    } - {""}


def _initial_forms(person: Somebody) -> set[str]:
    return {_key(f"{person.first_name} {person.last_name[:1]}")} if person.last_name else set()


def _first_forms(person: Somebody) -> set[str]:
    return {_key(person.first_name)} - {""}


def _last_forms(person: Somebody) -> set[str]:
    return {_key(person.last_name)} - {""}
