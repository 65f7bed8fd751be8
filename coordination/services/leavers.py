"""What a person was asked as a member of a team, once she is in it no more.

A personal link outlives a membership: nothing in the link itself knows that its holder left. Each
night, and when a role that is already over is noted, what still waited for her is closed and the
links of that team stop opening. What she answered stays.
"""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Exists, F, OuterRef, QuerySet
from django.db.models.functions import TruncDate
from django.utils import timezone

from coordination.models import Ask, DatedRole, TeamMembership
from coordination.services.asks import close_ask, revoke_links_of
from msp_portal.kit import clock


def close_asks_of_leavers(*, now: datetime | None = None) -> int:
    """Close what waits for people who left the team that asks, and the links of what it asked.

    A partner keeps what she was asked as a partner. Running again changes nothing. Returns how
    many asks were closed.
    """
    moment = now or clock.now()
    closed = 0
    for ask in _asked_of_leavers(timezone.localtime(moment).date()).order_by("pk"):
        with transaction.atomic():
            if ask.waits:
                close_ask(ask=ask, now=moment)
                closed += 1
            else:
                revoke_links_of(ask, now=moment)
    return closed


def _asked_of_leavers(today: date) -> QuerySet[Ask]:
    """Asks made while the person was in the team, that she has left since. Closed ones apart."""
    roles = TeamMembership.unscoped.filter(  # unscoped: the night's work looks at every team
        team_id=OuterRef("team_id"), person_id=OuterRef("person_id")
    )
    then = roles.filter(since__lte=OuterRef("asked_day"), until__gte=OuterRef("asked_day"))
    return (
        Ask.unscoped.filter(closed_at__isnull=True)  # unscoped: the night's work
        .exclude(kind=Ask.Kind.OPINION)
        .annotate(asked_day=TruncDate(F("asked_at"), tzinfo=timezone.get_default_timezone()))
        .filter(Exists(then), ~Exists(roles.filter(DatedRole.in_force(today))))
    )
