"""« Aujourd'hui »: the lines of every room, the five most pressing actions first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from coordination.models import Team
from coordination.queries.scopes import Standing
from msp_portal.kit.today import Act, Part, TodayLine, TodayReader, today_sources

ACTIONS = 5
ALL_ACTIONS = 50
WAITS = 5
DATES = 8
NEWS = 8
LATE_AT_MOST = timedelta(days=7)  # beyond a week, late is late: what is due today comes as well
NO_DATE = timedelta(days=5)  # an undated action is told before what is due next week


@dataclass(frozen=True, slots=True)
class Shown:
    """One line of the page, with the source that answers its buttons, and its team."""

    source: str
    line: TodayLine
    team: Team | None
    late: bool = False

    @property
    def key(self) -> str:
        """« projects.tasks:12 »: what a form sends back."""
        return f"{self.source}:{self.line.pk}"

    @property
    def takes_number(self) -> Act | None:
        """The act that asks for a number, if there is one."""
        return next((act for act in self.line.acts if act.field), None)

    @property
    def taps(self) -> list[Act]:
        """The acts done by a tap."""
        return [act for act in self.line.acts if not act.field]


@dataclass(frozen=True)
class TodayPage:
    """What one person reads. ``more``: actions that are not among those shown."""

    actions: list[Shown]
    waits: list[Shown]
    dates: list[Shown]
    shared: list[Shown]
    more: int = 0
    more_waits: int = 0


def reader_of(standing: Standing, day: date, now: datetime) -> TodayReader:
    """The reader a room's sources know: ids and dates, no request."""
    steers = frozenset(team.pk for team in standing.teams if standing.coordinates(team.pk))
    return TodayReader(scope=standing.scope, steers=steers, day=day, now=now)


def today_page(standing: Standing, day: date, now: datetime, *, everything: bool) -> TodayPage:
    """At most five actions, unless ``everything`` is asked. Queries do not depend on the rows."""
    found = all_lines(standing, day, now)
    actions = by_urgency(found, day)
    shown = actions[: ALL_ACTIONS if everything else ACTIONS]
    waits = _of(found, Part.WAITS)
    waits.sort(key=lambda each: each.line.day or day)
    dates = [each for each in _of(found, Part.DATE) if each.line.day]
    dates.sort(key=lambda each: (each.line.day or day, each.line.text))
    return TodayPage(
        actions=shown,
        waits=waits[: None if everything else WAITS],
        dates=dates[:DATES],
        shared=_of(found, Part.NEWS)[:NEWS],
        more=len(actions) - len(shown),
        more_waits=0 if everything else max(0, len(waits) - WAITS),
    )


def all_lines(standing: Standing, day: date, now: datetime) -> list[Shown]:
    """Every line the rooms have for this person, in no order."""
    reader = reader_of(standing, day, now)
    teams = {team.pk: team for team in standing.teams}
    return [
        Shown(
            source=source.key,
            line=line,
            team=teams.get(line.team_id or 0),
            late=bool(line.part == Part.ACTION and line.day and line.day < day),
        )
        for source in today_sources()
        for line in source.lines(reader)
    ]


def by_urgency(lines: Iterable[Shown], day: date) -> list[Shown]:
    """Actions, the most pressing first: by their date, then by what they are."""

    def key(each: Shown) -> tuple[timedelta, int, date, str]:
        due = each.line.day
        ahead = NO_DATE if due is None else due - day - timedelta(days=each.line.lead)
        ahead = max(ahead, -LATE_AT_MOST)
        return (ahead, each.line.rank, due or day, each.key)

    return sorted(_of(lines, Part.ACTION), key=key)


def _of(lines: Iterable[Shown], part: Part) -> list[Shown]:
    return [each for each in lines if each.line.part == part]
