"""The deadline among the dates of a call, how it is filed, and the other dates told apart."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from funding.call_reader import roles as said_roles
from funding.call_reader.days import END_OF_DAY, Said, said_dates
from funding.call_reader.model import DateKind, OtherDate, Reading, Value
from funding.call_reader.places import Places
from funding.call_reader.roles import Role, Roles
from funding.call_reader.text import Document, Span
from funding.call_reader.words import phrases
from msp_portal.kit.french import day_month, plain_date

SINGLE, ROUNDS, ROLLING = "DATE_UNIQUE", "RELEVES", "FIL_EAU"
MOST_DATES = 40
_KINDS = {kind.value: kind for kind in DateKind}
_NO_HOUR = "L’heure n’est pas dite : 23 h 59 est proposé."
_BEFORE = "Le texte dit « avant le {day} » : déposez la veille au plus tard, ou demandez."
_PAST = "Cette date est passée."
_ZONE = "L’heure n’est pas celle de Paris : notez-la à l’heure de Paris."


@dataclass(frozen=True, slots=True)
class Calendar:
    """What the dates of a call say."""

    filing: Reading[str] | None
    deadline: Reading[datetime] | None
    opens_on: Reading[date] | None
    published_on: Reading[date] | None
    dates: tuple[Value[OtherDate], ...]


@dataclass(frozen=True, slots=True)
class _Dated:
    said: Said
    role: Role
    span: Span


@dataclass(frozen=True, slots=True)
class Reader:
    """When and where from a call is read: today, the known places, the reader's departments."""

    today: date
    places: Places
    home: frozenset[str] = frozenset()


def read_calendar(document: Document, reader: Reader) -> Calendar:
    """Every date of the call in its place; no deadline when none is said."""
    today = reader.today
    saids = said_dates(document, today)
    dated = [
        _Dated(said, role, document.sentence_at(said.start))
        for said, role in zip(saids, Roles(document, saids).all(), strict=True)
        if role is not None and not (_YEARLY.search(document.flat, *_lead(document, said)))
    ]
    filing = _filing(document)
    due = [one for one in dated if one.role.name in {said_roles.DEADLINE, said_roles.MOVED}]
    del due[MOST_DATES:]
    rounds: list[_Dated] = []
    if filing and filing.value == ROUNDS:
        rounds = due or _round_dates(document, saids, dated)
        due = rounds
    deadline = _deadline(document, due, reader, in_rounds=bool(rounds))
    deadline = _after_intent(deadline, dated)
    if filing is None and deadline is not None:
        filing = Reading(replace(deadline.best, value=SINGLE, sure=True, why=""))  # type: ignore[arg-type]
    return Calendar(
        filing,
        deadline,
        _single(dated, said_roles.OPENING),
        _single(dated, said_roles.PUBLISHED),
        tuple(_rounds(rounds)) + tuple(_others(dated)),
    )


def _after_intent(
    deadline: Reading[datetime] | None, dated: Sequence[_Dated]
) -> Reading[datetime] | None:
    """A letter of intent comes first: who misses it cannot answer, so the deadline says it."""
    letters = [one.said.day for one in dated if one.role.name == DateKind.INTENT]
    if deadline is None or not letters or min(letters) > deadline.value.date():
        return deadline
    why = f"D’abord une lettre d’intention, le {plain_date(min(letters))}. {deadline.best.why}"
    return replace(deadline, best=replace(deadline.best, why=why.strip()))


def _filing(document: Document) -> Reading[str] | None:
    """« Au fil de l’eau », or several rounds, when the text says so."""
    hits = phrases("filing").hits(document.flat)
    for key in (ROLLING, ROUNDS):
        for hit in hits:
            if hit.key == key and (key == ROLLING or _tells_rounds(document, hit.start)):
                span = document.sentence_at(hit.start)
                return Reading(Value(key, span.start, span.end))
    return None


_YEARLY = re.compile(r"chaque annee|tous les ans")


def _lead(document: Document, said: Said) -> tuple[int, int]:
    """The words of the sentence before a date without year; nothing when its year is said."""
    start = document.sentence_at(said.start).start
    return (said.start, said.start) if said.year_said else (start, said.start)


_BANK = re.compile(r"\breleves? (?:d'identite|bancaire|de compte|de decision)")


def _tells_rounds(document: Document, place: int) -> bool:
    """« relevé d’identité bancaire » is no round."""
    return not _BANK.match(document.flat, place)


def _round_dates(
    document: Document, saids: Sequence[Said], dated: Sequence[_Dated]
) -> list[_Dated]:
    """The dates of the sentences that speak of rounds, unless they are for something else."""
    known = {one.said.start for one in dated}
    hits = [
        hit
        for hit in phrases("filing").hits(document.flat)
        if hit.key == ROUNDS and _tells_rounds(document, hit.start)
    ]
    spans = {document.sentence_at(hit.start) for hit in hits}
    return [
        _Dated(said, Role(said_roles.DEADLINE), span)
        for said in saids
        if said.start not in known and (span := document.sentence_at(said.start)) in spans
    ]


def _deadline(
    document: Document,
    due: Sequence[_Dated],
    reader: Reader,
    *,
    in_rounds: bool,
) -> Reading[datetime] | None:
    """The one to keep; the others are alternatives."""
    today, places = reader.today, reader.places
    if not due:
        return None
    moved = [one for one in due if one.role.name == said_roles.MOVED]
    if moved and not in_rounds:
        best, others = moved[-1], [one for one in due if one.said.day != moved[-1].said.day]
        why = "La date a changé : celle-ci remplace la précédente."
        return _reading(best, others, today, why)
    if in_rounds:
        best = next((one for one in due if one.said.day >= today), due[-1])
        others = [one for one in due if one is not best]
        return _reading(best, others, today, "Plusieurs relèves : voici la prochaine.")
    labels = {one.said.start: places.named_in(document.words(_line(document, one))) for one in due}
    days = {one.said.day for one in due}
    if len(days) > 1 and len({tuple(codes) for codes in labels.values() if codes}) > 1:
        return _by_department(document, due, labels, reader)
    explicit = [one for one in due if one.role.explicit] or list(due)
    with_hour = [one for one in explicit if one.said.hour]
    first = min((with_hour or explicit), key=lambda one: one.said.day)
    others = [one for one in due if one.said.day != first.said.day]
    why = "Le texte donne plusieurs dates limites : vérifiez laquelle vous concerne."
    return _reading(first, others, today, why if others else "")


def _line(document: Document, one: _Dated) -> Span:
    line = document.lines[document.line_number(one.said.start)]
    return line if line.end - line.start < 200 else one.span


def _by_department(
    document: Document,
    due: Sequence[_Dated],
    labels: dict[int, list[str]],
    reader: Reader,
) -> Reading[datetime]:
    """One date for each department: the reader's own, else the earliest."""
    places = reader.places
    named = [one for one in due if labels[one.said.start]]
    mine = [one for one in named if reader.home & set(labels[one.said.start])]
    best = min(mine or named, key=lambda one: one.said.day)
    others = [one for one in named if one.said.day != best.said.day]
    names = ", ".join(places.departments[code] for code in labels[best.said.start])
    reading = _reading(best, others, reader.today, f"Une date par département ; ici : {names}.")
    values = [reading.best, *reading.alternatives]
    labelled = [
        replace(value, label=", ".join(places.departments[c] for c in labels[one.said.start]))
        for value, one in zip(values, [best, *others], strict=True)
    ]
    return Reading(labelled[0], tuple(labelled[1:]))


def _reading(best: _Dated, others: Sequence[_Dated], today: date, why: str) -> Reading[datetime]:
    reasons = [why] if why else []
    said = best.said
    if said.doubt:
        reasons.append(said.doubt)
    if best.role.before and said.hour is None:
        reasons.append(_BEFORE.format(day=day_month(said.day)))
    elif said.hour is None:
        reasons.append(_NO_HOUR)
    if said.other_zone:
        reasons.append(_ZONE)
    if said.day < today:
        reasons.append(_PAST)
    sure = not (said.doubt or why or said.other_zone or said.day < today) and best.role.explicit
    sure = sure and not (best.role.before and said.hour is None)
    value = Value(_moment(said), best.span.start, best.span.end, sure, " ".join(reasons))
    rest = [
        Value(_moment(one.said), one.span.start, one.span.end, False, "", plain_date(one.said.day))
        for one in others
    ]
    near = [
        Value(_at(day, said), best.span.start, best.span.end, False, "", f"en {day.year}")
        for day in said.near
    ]
    return Reading(value, tuple([*rest, *near][:8]))


def _moment(said: Said) -> datetime:
    return _at(said.day, said)


def _at(day: date, said: Said) -> datetime:
    return datetime.combine(day, said.hour or END_OF_DAY)


def _single(dated: Sequence[_Dated], name: str) -> Reading[date] | None:
    """The first date of this role; the others are alternatives."""
    found = [one for one in dated if one.role.name == name]
    if not found:
        return None
    values = [
        Value(one.said.day, one.span.start, one.span.end, not one.said.doubt, one.said.doubt)
        for one in found
    ]
    rest = {value.value: value for value in values[1:] if value.value != values[0].value}
    return Reading(values[0], tuple(rest.values()))


def _rounds(rounds: Sequence[_Dated]) -> list[Value[OtherDate]]:
    return [_other(one, DateKind.ROUND) for one in sorted(rounds, key=lambda o: o.said.day)]


def _others(dated: Sequence[_Dated]) -> list[Value[OtherDate]]:
    """The dates that are for something else, each kind and day once."""
    found: dict[tuple[DateKind, date], Value[OtherDate]] = {}
    for one in dated:
        kind = _KINDS.get(one.role.name)
        if kind is not None:
            found.setdefault((kind, one.said.day), _other(one, kind))
    return list(found.values())[:MOST_DATES]


def _other(one: _Dated, kind: DateKind) -> Value[OtherDate]:
    said = one.said
    found = OtherDate(kind, said.day)
    return Value(found, one.span.start, one.span.end, not said.doubt, said.doubt)
