"""What was read in a call, each value with the words it comes from. Plain data, no rule."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Generic, TypeVar

T = TypeVar("T")


class Problem(StrEnum):
    """Why a text was not read as a call."""

    EMPTY = "vide"
    LANGUAGE = "langue"
    NOT_A_CALL = "pas un appel"


@dataclass(frozen=True, slots=True)
class Value(Generic[T]):
    """One value and its sentence: ``text[start:end]`` of the text as read.

    ``sure``: said in so many words. ``why``: what to check, or how it was understood, in French.
    ``label``: what tells this value from the others (a department, « lettre d’intention »).
    """

    value: T
    start: int
    end: int
    sure: bool = True
    why: str = ""
    label: str = ""


@dataclass(frozen=True, slots=True)
class Reading(Generic[T]):
    """The value kept, and those one may prefer to it."""

    best: Value[T]
    alternatives: tuple[Value[T], ...] = ()

    @property
    def value(self) -> T:
        """What was kept."""
        return self.best.value


class DateKind(StrEnum):
    """What another date of the call is for."""

    ROUND = "RELEVE"
    INTENT = "LETTRE"
    WEBINAR = "WEBINAIRE"
    JURY = "JURY"
    RESULTS = "RESULTATS"
    SIGNATURE = "SIGNATURE"
    START = "DEBUT"
    FINISH = "FIN"
    REPORT = "BILAN"


@dataclass(frozen=True, slots=True)
class OtherDate:
    """A date that is not the deadline."""

    kind: DateKind
    day: date


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the form, with the most characters its answer may have."""

    label: str
    max_chars: int


@dataclass(frozen=True, slots=True)
class ReadCall:
    """A call as read. None, or an empty tuple: not found in the text.

    ``text``: what was read, normalised; every span points into it. ``cut``: the end was left out.
    Deadlines are naive, in the hour of the text (Paris unless its ``why`` says otherwise).
    """

    text: str = ""
    cut: bool = False
    problem: Problem | None = None
    title: Reading[str] | None = None
    funder: Reading[str] | None = None
    kind: Reading[str] | None = None
    filing: Reading[str] | None = None
    deadline: Reading[datetime] | None = None
    opens_on: Reading[date] | None = None
    published_on: Reading[date] | None = None
    dates: tuple[Value[OtherDate], ...] = ()
    amount_min: Reading[int] | None = None
    amount_max: Reading[int] | None = None
    rate_max: Reading[int] | None = None
    pieces: tuple[Value[str], ...] = ()
    not_fundable: tuple[Value[str], ...] = ()
    eligible: tuple[Value[str], ...] = ()
    departments: tuple[Value[str], ...] = ()
    themes: tuple[Value[str], ...] = ()
    platform: Reading[str] | None = None
    url: Reading[str] | None = None
    contact: Reading[str] | None = None
    report: tuple[Value[str], ...] = ()
    report_months: Reading[int] | None = None
    questions: tuple[Value[Question], ...] = field(default=())
