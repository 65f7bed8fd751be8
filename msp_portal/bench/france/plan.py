"""What the generator keeps in mind while it writes: who, where, which project, when."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from msp_portal.bench.france.sizes import Sizes

PARIS = ZoneInfo("Europe/Paris")
YEARS = 5  # of history
T = TypeVar("T")


@dataclass(slots=True)
class TeamPlan:
    """One team, with the keys of the rows around it."""

    pk: int
    name: str
    department: str
    region: str
    communes: tuple[str, ...]  # codes, the seat first
    federation: int
    ars: int
    structure: int
    coordinator: int = 0
    members: list[int] = field(default_factory=list)
    shows_card: bool = True


@dataclass(slots=True)
class ProjectPlan:
    """One project, with what its rows in other tables need."""

    pk: int
    title: str
    team: TeamPlan
    theme: str
    created: datetime
    start: date
    end: date
    stage: str
    status: str
    roles: tuple[int, ...]  # who said yes, the one who carries it first
    other_team: TeamPlan | None = None

    @property
    def done(self) -> bool:
        """Whether its action is over."""
        return self.status == "TERMINE"

    @property
    def under_way(self) -> bool:
        """Whether something is still to do."""
        return self.status == "EN_COURS"


@dataclass
class Plan:
    """The whole of a run. ``random`` is read in one fixed order: same seed, same rows."""

    sizes: Sizes
    random: Random
    now: datetime
    teams: list[TeamPlan] = field(default_factory=list)
    projects: list[ProjectPlan] = field(default_factory=list)
    lists: dict[str, list[str]] = field(default_factory=dict)
    keys: dict[str, int] = field(default_factory=lambda: defaultdict(int))

    @property
    def today(self) -> date:
        """The day everything is dated from."""
        return self.now.astimezone(PARIS).date()

    def next_key(self, table: str) -> int:
        """The next primary key of a table that was empty."""
        self.keys[table] += 1
        return self.keys[table]

    def some(self, values: Sequence[T], least: int, most: int) -> list[T]:
        """A few distinct values."""
        return self.random.sample(values, min(self.random.randint(least, most), len(values)))

    def at(self, day: date, hour: int = 10) -> datetime:
        """A moment of that day in Paris, never after now."""
        return min(self.moment(day, hour), self.now)

    def moment(self, day: date, hour: int) -> datetime:
        """An hour of a day in Paris, past or to come."""
        return datetime.combine(day, time(hour), PARIS)

    def days_between(self, first: date, last: date, number: int) -> Iterator[date]:
        """``number`` days in order, from the first to the last, never after today."""
        span = max((min(last, self.today) - first).days, 0)
        for place in range(number):
            yield first + timedelta(days=span * place // max(number - 1, 1))
