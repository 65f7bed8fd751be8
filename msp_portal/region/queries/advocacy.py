"""What a federation shows the agencies: how short the windows of calls are, and what was refused.

Reasons of refusal are those of applications shared with the federation; of the others, only a
regional count is told, as for silence.
"""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q

from coordination.models import Share
from funding.models import Application, Decision
from funding.queries.calls import Filters, Listing, list_calls
from msp_portal.region.queries.overview import FEWEST_TEAMS
from msp_portal.region.queries.readers import Reader, scope_of, shares_read_by


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Applications of the federation's teams, all calls together."""

    filed: int
    granted: int
    refused: int


@dataclass(frozen=True)
class Advocacy:
    """The page."""

    closed: Listing
    outcomes: Outcomes | None
    refusals: tuple[Decision, ...]


def advocacy(reader: Reader, page: int, now: datetime) -> Advocacy:
    """Windows of closed calls, regional outcomes, refusals told to the federation."""
    closed = list_calls(scope_of(reader.organisation), Filters(state="clos", page=page), now)
    return Advocacy(closed, _outcomes(reader), tuple(_refusals(reader)))


def _outcomes(reader: Reader) -> Outcomes | None:
    """Regional counts, once three teams filed something."""
    found = Application.unscoped.filter(  # unscoped: regional counts, nothing is named
        team__federation=reader.organisation, filed_at__isnull=False
    ).aggregate(
        teams=Count("team", distinct=True),
        filed=Count("pk"),
        granted=Count("pk", filter=Q(state=Application.State.GRANTED)),
        refused=Count("pk", filter=Q(state=Application.State.REFUSED)),
    )
    if found["teams"] < FEWEST_TEAMS:
        return None
    return Outcomes(found["filed"], found["granted"], found["refused"])


def _refusals(reader: Reader) -> list[Decision]:
    shared = shares_read_by(reader).filter(
        what=Share.What.APPLICATION,
        thing_type__app_label="funding",
        thing_type__model="application",
    )
    rows = Decision.unscoped.filter(  # unscoped: of applications shared with the reader
        application__in=shared.values("thing_id"), outcome=Decision.Outcome.REFUSED
    )
    return list(
        rows.select_related("application__call__funder", "application__team", "project").order_by(
            "-decided_on", "-pk"
        )[:100]
    )
