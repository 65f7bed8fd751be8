"""How one number of people is offered to a reader: the number, or a status in its own column."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from msp_portal.kit.masking import Audience, Count, mask_count

MEASURED = "mesuré"
NOT_MEASURED = "non mesuré"
NOTHING = "rien de noté"
NOT_SHARED = "non partagé"
YEAR_OPEN = "année en cours"


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of people of the public. ``value`` is empty when it is not offered; ``raw`` is what
    was counted and serves only to add up."""

    value: int | None
    status: str
    raw: int | None = None

    @property
    def is_masked(self) -> bool:
        """Whether a number exists and is withheld because it is small."""
        return self.value is None and self.raw is not None


def project_figure(
    total: Decimal | None, not_measured: int, audience: Audience, *, closed: bool
) -> Figure:
    """The number of one project, that its team chose to show: only its size may hide it.

    The rule of three teams is for aggregates; here the team is named on the same line.
    """
    if total is None:
        return Figure(None, NOT_MEASURED if not_measured else NOTHING)
    if not closed:  # a number that still moves would give away what the closed year masks
        return Figure(None, YEAR_OPEN)
    people = int(total)
    enough_teams = frozenset(range(audience.least_teams))
    masked = mask_count(Count(people, enough_teams), audience)
    return Figure(masked.value, masked.status or MEASURED, people)


def cell_figure(
    parts: Iterable[tuple[Figure, frozenset[int]]], audience: Audience, secondary: str
) -> Figure:
    """The number of an aggregate, from its projects with their teams.

    A number that contains a masked one is withheld too (``secondary``): the other lines being
    shown, the difference would be the masked one. No total is offered above these aggregates, so
    that nothing else can be subtracted.
    """
    counted = [(figure, teams) for figure, teams in parts if figure.raw is not None]
    if not counted:
        return Figure(None, _nothing(figure for figure, _ in parts))
    whole = Count(
        sum(figure.raw or 0 for figure, _ in counted), frozenset().union(*(t for _, t in counted))
    )
    masked = mask_count(whole, audience)
    if masked.value is None:
        return Figure(None, masked.status, whole.people)
    if any(figure.is_masked for figure, _ in counted):
        return Figure(None, secondary, whole.people)
    return Figure(masked.value, MEASURED, whole.people)


def status_of(passages: Figure, people: Figure) -> str:
    """One text for the two numbers: the common status, or each with its own."""
    if passages.status == people.status:
        return passages.status
    return f"passages : {passages.status} ; personnes : {people.status}"


def _nothing(figures: Iterable[Figure]) -> str:
    found = {figure.status for figure in figures}
    for status in (YEAR_OPEN, NOT_MEASURED, NOTHING):
        if status in found:
            return status
    return NOT_SHARED
