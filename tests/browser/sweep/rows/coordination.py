"""Rows of people and teams: the coordinator's team, the houses of the region."""

from __future__ import annotations

from collections.abc import Callable

from coordination.models import BearingStructure, Organisation, SupportRequest, Team, TeamMembership
from coordination.services.invitations import invite_person
from msp_portal.kit.models import ActionLink
from tests.browser.sweep.addresses import Address
from tests.browser.sweep.persons import COORDINATOR, FEDERATION, HOLDER, SUPPORT
from tests.browser.sweep.rows.base import Kwargs, person, pk, some, token
from tests.browser.sweep.rows.projects import team

READER = COORDINATOR
READERS = {
    "coordination:invitation": HOLDER,
    "coordination:org_invite": FEDERATION,
    "coordination:team_new": FEDERATION,
    "coordination:organisation_new": FEDERATION,
    "coordination:organisation_edit": SUPPORT,
    "coordination:organisation_requests": SUPPORT,
    "coordination:support_answer": SUPPORT,
}
QUERIES: dict[str, str] = {}


def any_row(_address: Address) -> Kwargs:
    """The coordinator's team, and a mate of hers."""
    mates = TeamMembership.unscoped.filter(team=team()).exclude(person__email=COORDINATOR)
    mate = some(mates.first())
    return {
        "pk": team().pk,
        "structure": some(BearingStructure.unscoped.filter(team=team()).first()).pk,
        "person": mate.person_id,
        "role": mate.pk,
    }


def invitation_token(to: Team | None = None) -> str:
    """The token of an invitation nobody has taken up: to the coordinator's team, or another."""
    sent = ActionLink.objects.filter(action__contains="invitation")
    invite_person(
        actor=person(COORDINATOR), email=f"nouvelle-{sent.count()}@exemple.fr", first_name="Nour",
        last_name="Le Goff", role="COORDINATOR", team=to or team(),
    )  # fmt: skip
    return str(token(sent.latest("pk"))["token"])


def house(name: str) -> Organisation:
    """An organisation of the demo, by the beginning of its name."""
    return some(Organisation.objects.filter(name__startswith=name).first())


ROWS: dict[str, Callable[[Address], Kwargs]] = {
    "coordination:organisation": lambda _: pk(house("ESSORT")),
    "coordination:organisation_edit": lambda _: pk(house("IREPS")),
    "coordination:org_invite": lambda _: pk(house("ESSORT")),
    "coordination:support_ask": lambda _: pk(house("IREPS")),
    "coordination:organisation_requests": lambda _: pk(house("IREPS")),
    "coordination:support_answer": lambda _: pk(
        SupportRequest.unscoped.filter(state="SENT").first()
    ),
    "coordination:invitation": lambda _: {"token": invitation_token()},
}
