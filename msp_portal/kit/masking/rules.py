"""Which counts of people may be shown to whom, one number at a time.

Thresholds follow the product rule of small cells: eleven people and three teams for whatever
leaves the federation, five people inside it, none for a team's own figures. Only numbers of
people of the public are concerned; counts of projects, teams and professionals are not masked.
"""

import enum
from collections.abc import Hashable
from dataclasses import dataclass, field

SECONDARY = "secret secondaire"
SMALLEST_DENOMINATOR = 20


class Audience(enum.Enum):
    """Who reads the number. ``OUTSIDE`` is everybody beyond the federation, ARS included."""

    OUTSIDE = "outside"
    FEDERATION = "federation"
    TEAM = "team"

    @property
    def least_people(self) -> int:
        """The smallest number of people that may be shown (units: people)."""
        return {Audience.OUTSIDE: 11, Audience.FEDERATION: 5, Audience.TEAM: 0}[self]

    @property
    def least_teams(self) -> int:
        """The smallest number of distinct teams a shown number may come from."""
        return {Audience.OUTSIDE: 3, Audience.FEDERATION: 0, Audience.TEAM: 0}[self]

    @property
    def people_status(self) -> str:
        """What is said in place of a number of people that is too small."""
        return f"< {self.least_people}"

    @property
    def teams_status(self) -> str:
        """What is said in place of a number that would point at too few teams."""
        return f"moins de {self.least_teams} équipes"


@dataclass(frozen=True, slots=True)
class Count:
    """A number of people and the teams it comes from (any ids; needed to count them in totals)."""

    people: int
    teams: frozenset[Hashable] = field(default_factory=frozenset)

    def __post_init__(self) -> None:
        if self.people < 0:
            raise ValueError("A number of people cannot be negative.")

    def __add__(self, other: "Count") -> "Count":
        return Count(self.people + other.people, self.teams | other.teams)


@dataclass(frozen=True, slots=True)
class MaskedValue:
    """What an audience is offered: a number, or no number and the reason in its own column."""

    value: int | None
    status: str = ""

    @property
    def is_masked(self) -> bool:
        """True when the number is withheld (a zero is a number)."""
        return self.value is None


def primary_status(count: Count, audience: Audience) -> str:
    """Why this number may not be shown by itself, or an empty string.

    Zero is shown: it says nothing about anybody.
    """
    if count.people == 0:
        return ""
    if count.people < audience.least_people:
        return audience.people_status
    if len(count.teams) < audience.least_teams:
        return audience.teams_status
    return ""


def mask_count(count: Count, audience: Audience) -> MaskedValue:
    """Mask one number that stands alone: no total it belongs to is offered to this audience.

    Numbers that add up go through :func:`msp_portal.kit.masking.mask_table`.
    """
    status = primary_status(count, audience)
    return MaskedValue(None, status) if status else MaskedValue(count.people)


def percentage(part: MaskedValue, whole: MaskedValue) -> int | None:
    """A whole percentage, or None when it would say what is masked or stand on under 20 people."""
    if part.value is None or whole.value is None or whole.value < SMALLEST_DENOMINATOR:
        return None
    return round(100 * part.value / whole.value)
