"""What moved in her teams since she was last at work here.

Showing the page writes nothing (DECISIONS 9): « since » is her last act of another day, or the
moment she said « J'ai lu », kept in her session.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils import timezone

from coordination.queries.scopes import Standing
from msp_portal.kit.events import events_for_teams, journal_line
from msp_portal.kit.models import Event
from msp_portal.kit.today import PlaceWords, place_of, with_places

USUAL = timedelta(days=7)  # for who has never done anything here
LONGEST = timedelta(days=14)
READ = 60
SHOWN = 8
# Who was written to, and relaunched, is in « Ce que vous attendez », for who asked.
ASKING = ("ask.sent", "ask.reminded")


@dataclass(frozen=True, slots=True)
class News:
    """One thing somebody else did; ``others`` more persons did the same to the same thing."""

    who: str
    what: str
    at: datetime
    place: PlaceWords | None
    others: int = 0


@dataclass(frozen=True, slots=True)
class NewsList:
    """The latest first, since ``since``; ``more`` says that older ones were left out."""

    since: datetime
    lines: list[News]
    more: bool


def news_since(standing: Standing, day: date, now: datetime, read_at: datetime | None) -> NewsList:
    """What the others did. Two queries, and one for each kind of thing told (bounded)."""
    since = _since(standing, day, now, read_at)
    if not standing.teams or standing.person is None:
        return NewsList(since, [], more=False)
    events = (
        events_for_teams(standing.scope.team_ids)
        .filter(at__gt=since, at__lte=now)
        .exclude(actor=standing.person)
        .exclude(verb__in=ASKING)
    )
    found = list(with_places(events, "subject")[:READ])
    told = _merged(found)
    return NewsList(since, told[:SHOWN], more=len(told) > SHOWN)


def _since(standing: Standing, day: date, now: datetime, read_at: datetime | None) -> datetime:
    longest = now - LONGEST
    if read_at is not None and read_at > longest:
        return read_at
    if standing.person is None:
        return now - USUAL
    midnight = timezone.make_aware(datetime(day.year, day.month, day.day))  # noqa: DTZ001
    last = (
        Event.unscoped.filter(  # unscoped: her own acts, only their moment
            actor=standing.person, at__lt=midnight
        )
        .order_by("-at")
        .values_list("at", flat=True)
        .first()
    )
    return max(last, longest) if last else now - USUAL


def _merged(events: Iterable[Event]) -> list[News]:
    """The same act several times is one line, whoever did it."""
    groups: dict[tuple[str, int, int | str], list[Event]] = {}
    for event in events:
        place = place_of(event.subject)
        about = place.url if place else event.subject_id
        groups.setdefault((event.verb, event.subject_type_id, about), []).append(event)
    told = []
    for same in groups.values():
        latest = same[0]
        line = journal_line(latest)
        others = {event.actor_id for event in same} - {latest.actor_id}
        told.append(News(line.who, line.what, line.at, place_of(latest.subject), len(others)))
    return told
