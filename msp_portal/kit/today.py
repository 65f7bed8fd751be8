"""« Aujourd'hui » and « Lundi 8 h »: what each room has for one person on one day.

A room keeps its sources in a module ``today`` (``projects/today/``), found when Django starts as
``admin`` modules are. It registers there::

    register_today_source(TodaySource("projects.tasks", lines, perform))
    register_place(Place(Task, describe, select_related=("project",)))

The page asks every source for its lines; a line may carry acts, done from the line itself. The
Monday letter is written from the same lines.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db import models

from msp_portal.kit.models import Reminder
from msp_portal.kit.models.outbox import MailCategory
from msp_portal.kit.scoping import Scope

FETCHED = 40  # rows a source reads at most: enough to tell the first lines, and how many more


class Part(StrEnum):
    """Where a line stands on the page."""

    ACTION = "action"  # hers to do
    WAITS = "waits"  # asked of others, without an answer
    DATE = "date"  # comes within two weeks
    NEWS = "news"  # what somebody lets her see


@dataclass(frozen=True, slots=True)
class TodayReader:
    """Who reads, and when. ``steers``: the teams she coordinates or leads."""

    scope: Scope
    steers: frozenset[int]
    day: date
    now: datetime

    @property
    def person_id(self) -> int:
        """The person; nobody reads « Aujourd'hui » without being somebody."""
        return self.scope.person_id or 0


@dataclass(frozen=True, slots=True)
class Act:
    """A button on a line. With ``field``, one number is typed beside it, named by these words."""

    name: str
    label: str
    field: str = ""


@dataclass(frozen=True, slots=True)
class TodayLine:
    """One line. ``url`` is the page where the thing lives, told by ``link``.

    Lines are sorted by date, then by ``rank``; with ``lead`` days, as if they were due that much
    earlier (a file is not written on its last day). ``about`` is what the line speaks of: a reminder of the same thing that left by itself keeps
    the line out of the Monday letter. ``letter`` says whether the letter may tell it at all;
    ``letter_url(person, now)`` gives the signed link by which one tap acts, without an account (the
    letter may issue it: it is no GET).
    """

    part: Part
    pk: int
    text: str
    url: str = ""
    link: str = "Ouvrir"
    day: date | None = None
    rank: int = 5
    lead: int = 0
    team_id: int | None = None
    note: str = ""
    acts: tuple[Act, ...] = ()
    about: models.Model | None = None
    letter: bool = True
    letter_url: Callable[[Any, datetime], str] | None = None


@dataclass(frozen=True, slots=True)
class ActDone:
    """What to say after an act. ``undo``: the name of the act that takes it back, on the same
    thing; ``goes_to``: the page where it goes on."""

    message: str = ""
    undo: str = ""
    goes_to: str = ""


# perform(actor, reader, pk, act, value): raises Http404 for what she may not see or an act unknown
# here, PermissionDenied with a reason, ValidationError for what the person must change.
Perform = Callable[[Any, TodayReader, int, str, str], ActDone]


@dataclass(frozen=True, slots=True)
class TodaySource:
    """Where lines come from, and what their buttons do. ``undo``: the acts that take others back,
    offered right after them.

    ``without_account(first, last)`` yields the persons who have no account and to whom the letter
    of the week ``first``–``last`` may have something to say.
    """

    key: str
    lines: Callable[[TodayReader], Iterable[TodayLine]]
    perform: Perform | None = None
    undo: tuple[Act, ...] = ()
    without_account: Callable[[date, date], Iterable[int]] | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """How a thing is named to somebody who may see it, and where it lives."""

    model: type[models.Model]
    describe: Callable[[Any], "PlaceWords"]
    select_related: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlaceWords:
    """``title`` names the whole (a project, a sheet); ``detail`` the thing in it, when it helps."""

    title: str
    url: str
    detail: str = ""


_sources: dict[str, TodaySource] = {}
_places: dict[type[models.Model], Place] = {}


def register_today_source(source: TodaySource) -> None:
    """Declare a source; another source under the same key is refused."""
    if _sources.setdefault(source.key, source) is not source:
        raise ValueError(f"La source {source.key} est déjà déclarée.")


def today_sources() -> list[TodaySource]:
    """Every declared source, in the order of the rooms."""
    return list(_sources.values())


def today_source(key: str) -> TodaySource | None:
    """The source of this key, if there is one."""
    return _sources.get(key)


def register_place(place: Place) -> None:
    """Declare where the rows of a model live; another place for the same model is refused."""
    if _places.setdefault(place.model, place) is not place:
        raise ValueError(f"{place.model._meta.label} a déjà un lieu.")


def place_of(thing: models.Model | None) -> PlaceWords | None:
    """The words and address of a thing, or None when no room told them."""
    place = _places.get(type(thing)) if thing is not None else None
    return place.describe(thing) if place else None


def with_places(rows: "models.QuerySet[Any]", name: str) -> "models.QuerySet[Any]":
    """Read the generic relation ``name`` with what its words need: one query per kind of thing."""
    querysets = [
        model._base_manager.select_related(*place.select_related)
        for model, place in _places.items()
    ]
    # Whatever prefetch of the same relation was there gives way.
    return rows.prefetch_related(None).prefetch_related(GenericPrefetch(name, querysets))


def told_by_itself(person_id: int, since: datetime, until: datetime) -> set[tuple[int, int]]:
    """(type, id) of the things a dated mail recalls to her between two moments. One query."""
    rows = Reminder.objects.filter(
        recipient_id=person_id,
        category=MailCategory.DATED,
        due_at__range=(since, until),
        dropped_at__isnull=True,
        withdrawn_at__isnull=True,
    )
    return set(rows.values_list("about_type_id", "about_id"))


def key_of(thing: models.Model) -> tuple[int, int]:
    """(type, id) of a thing, as ``told_by_itself`` gives them."""
    return ContentType.objects.get_for_model(thing).pk, thing.pk
