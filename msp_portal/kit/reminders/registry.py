"""The sources of reminders: each app declares its own in ``apps.py``."""

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from msp_portal.kit.models.outbox import MailCategory
from msp_portal.kit.models.reminders import Reminder


@dataclass(frozen=True, slots=True)
class ReminderItem:
    """One line owed: to whom, about what, when.

    ``occurrence`` tells apart several reminders of one kind about one thing; put the date in it
    (``J-7:2026-04-01``, see ``schedules``) so that a date that moves is told again.
    """

    due_at: datetime
    recipient_id: int
    about: models.Model
    kind: str
    occurrence: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer offered in the mail: one button, one signed link."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class DigestLine:
    """One line of the common mail. With ``choices``, answers are offered in place of the action.

    ``closing`` lines come after all the others (« et 3 autres choses »).
    """

    text: str
    url: str
    action_label: str
    date: dt.date | None = None
    team: str = ""
    choices: tuple[Choice, ...] = ()
    closing: bool = False


Due = Callable[[datetime, datetime, datetime], Iterable[ReminderItem]]
StillUseful = Callable[[Reminder], bool | str]


@dataclass(frozen=True, slots=True)
class ReminderSource:
    """Where lines come from.

    ``due(since, until, now)`` yields what is owed in the window, each time the same for the same
    data (the planner calls it every few minutes). ``still_useful`` reads the present state when
    the mail is written: True, or False, or the French reason why not. ``line`` writes the line, or
    the few lines a reminder stands for (« votre semaine »).
    Without ``due``, lines are pushed by services (``push_reminder``).
    """

    key: str
    label: str
    still_useful: StillUseful
    line: Callable[[Reminder, datetime], DigestLine | Sequence[DigestLine]]
    due: Due | None = None
    category: str = MailCategory.DATED


class UnknownSourceError(LookupError):
    """A reminder of a source nobody registered."""


_sources: dict[str, ReminderSource] = {}


def register_source(source: ReminderSource) -> None:
    """Declare a source; declaring it twice with the same value changes nothing."""
    if source.category not in (MailCategory.DATED, MailCategory.WEEKLY):
        raise ValueError("Un rappel est de date ou de la lettre du lundi.")
    if _sources.setdefault(source.key, source) != source:
        raise ValueError(f"La source {source.key} est déjà déclarée autrement.")


def reminder_source(key: str) -> ReminderSource:
    """The source declared under ``key``; raises ``UnknownSourceError``."""
    try:
        return _sources[key]
    except KeyError as error:
        raise UnknownSourceError(key) from error


def reminder_sources() -> list[ReminderSource]:
    """Every declared source."""
    return list(_sources.values())
