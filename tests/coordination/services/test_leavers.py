"""Who left a team is asked nothing more by it, and its links no longer open."""

from datetime import timedelta

import pytest

from coordination.models import Ask, Person, Team, TeamMembership
from coordination.services.asks import ask_people, link_for_ask, mark_answered
from coordination.services.leavers import close_asks_of_leavers
from coordination.services.members import end_role
from msp_portal.kit import clock
from msp_portal.kit.links.services import LinkStatus, read_link, token_of
from projects.models import Project
from tests.factories import EngagementRoundFactory, PartnerFactory, TeamMembershipFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def asked(owner: Person, teammate: Person, team: Team, project: Project) -> Ask:
    (ask,) = ask_people(
        actor=owner,
        team=team,
        kind=Ask.Kind.ENGAGEMENT,
        about=EngagementRoundFactory(project=project, team=team),
        persons=[teammate],
    )
    return ask


def leaves(person: Person, owner: Person) -> None:
    end_role(actor=owner, membership=TeamMembership.unscoped.get(person=person))


def opened(ask: Ask) -> LinkStatus:
    """What the link she was sent opens."""
    link = link_for_ask(ask)
    return read_link(token_of(link) or "", link.action).status


def test_the_day_after_she_left_her_link_is_closed_and_nothing_waits(
    asked: Ask, owner: Person, teammate: Person
) -> None:
    link = link_for_ask(asked)
    leaves(teammate, owner)
    assert close_asks_of_leavers() == 0, "today is still a day of hers"
    assert close_asks_of_leavers(now=clock.now() + DAY) == 1
    assert read_link(token_of(link) or "", link.action).status is LinkStatus.REVOKED
    asked.refresh_from_db()
    assert not asked.waits
    assert close_asks_of_leavers(now=clock.now() + DAY) == 0, "twice changes nothing"


def test_what_she_answered_stays_but_is_not_changed_by_her_link(
    asked: Ask, owner: Person, teammate: Person
) -> None:
    link = link_for_ask(asked)
    mark_answered(ask=asked)
    leaves(teammate, owner)
    assert close_asks_of_leavers(now=clock.now() + DAY) == 0
    assert read_link(token_of(link) or "", link.action).status is LinkStatus.REVOKED
    asked.refresh_from_db()
    assert asked.answered_at
    assert asked.closed_at is None


def test_another_role_in_the_team_keeps_it_open(
    asked: Ask, owner: Person, teammate: Person, team: Team
) -> None:
    leaves(teammate, owner)
    TeamMembershipFactory(person=teammate, team=team, role="LEADER")
    assert close_asks_of_leavers(now=clock.now() + DAY) == 0
    assert opened(asked) is LinkStatus.OK


def test_a_member_of_another_team_and_a_partner_keep_theirs(
    asked: Ask, owner: Person, stranger: Person, team: Team, teammate: Person, project: Project
) -> None:
    """Neither was asked as a member of this team."""
    (other,) = ask_people(
        actor=owner, team=team, kind=asked.kind, about=asked.about, persons=[stranger]
    )
    (partner,) = ask_people(
        actor=owner,
        team=team,
        kind=Ask.Kind.OPINION,
        about=PartnerFactory(project=project, contact=teammate),
        persons=[teammate],
    )
    leaves(teammate, owner)
    close_asks_of_leavers(now=clock.now() + DAY)
    assert [opened(each) for each in (other, partner)] == [LinkStatus.OK, LinkStatus.OK]
