"""What leaves a team, and comes back."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from coordination.models import Organisation, Share
from coordination.queries.shares import (
    project_ids_passed_on,
    project_ids_shared_with,
    shares_of_project,
    visit_card_consents_of,
    visit_card_team_ids,
)
from coordination.services.shares import (
    agree_visit_card,
    share_thing,
    withdraw_share,
    withdraw_visit_card,
)
from msp_portal.kit.events import events_about, journal
from msp_portal.kit.models import Event
from msp_portal.kit.scoping import Scope
from tests.factories import OrganisationFactory

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")

NOW = datetime(2026, 3, 10, 9, 0, tzinfo=PARIS)
TODAY = date(2026, 3, 10)


@pytest.fixture
def federation(team):
    return team.federation


@pytest.fixture
def ars(db):
    return OrganisationFactory(name="ARS Bretagne", kind=Organisation.Kind.ARS)


def share(owner, team, project, organisation, *, now=NOW, **more):
    return share_thing(
        actor=owner, team=team, organisation=organisation, what=Share.What.PROJECT,
        thing=project, project_id=project.pk, now=now, **more,
    )  # fmt: skip


def test_a_share_opens_the_project_to_that_organisation_only(owner, team, project, federation, ars):
    share(owner, team, project, federation)
    assert project_ids_shared_with([federation], TODAY) == {project.pk}
    assert project_ids_shared_with([ars], TODAY) == set()
    assert project_ids_passed_on([federation], TODAY) == set()


def test_the_federation_passes_on_what_it_was_told_it_may(owner, team, project, federation):
    share(owner, team, project, federation, may_pass_on=True)
    assert project_ids_passed_on([federation.pk], TODAY) == {project.pk}


def test_sharing_again_changes_the_conditions_of_the_same_share(owner, team, project, federation):
    first = share(owner, team, project, federation, may_pass_on=True)
    again = share(owner, team, project, federation, until=date(2026, 6, 30))
    assert again.pk == first.pk
    assert (again.may_pass_on, again.until) == (False, date(2026, 6, 30))
    assert [e.verb for e in events_about(project)] == ["share.changed", "share.opened"]
    share(owner, team, project, federation, until=date(2026, 6, 30))
    assert events_about(project).count() == 2


def test_a_share_holds_until_its_last_day_included(owner, team, project, federation):
    share(owner, team, project, federation, until=TODAY)
    assert project_ids_shared_with([federation], TODAY) == {project.pk}
    assert project_ids_shared_with([federation], TODAY + timedelta(days=1)) == set()


def test_after_its_last_day_sharing_opens_another(owner, team, project, federation):
    first = share(owner, team, project, federation, until=TODAY)
    later = NOW + timedelta(days=3)
    second = share(owner, team, project, federation, now=later)
    first.refresh_from_db()
    assert second.pk != first.pk
    assert first.withdrawn_at == later


def test_withdrawing_closes_at_once_and_only_once(owner, team, project, federation):
    one = share(owner, team, project, federation)
    withdraw_share(actor=owner, share=one, now=NOW + timedelta(hours=1))
    again = withdraw_share(actor=owner, share=one, now=NOW + timedelta(hours=9))
    assert again.withdrawn_at == NOW + timedelta(hours=1)
    assert project_ids_shared_with([federation], TODAY) == set()
    assert Event.unscoped.filter(verb="share.withdrawn").count() == 1


def test_the_journal_of_the_project_says_what_left_and_to_whom(owner, team, project, federation):
    share(owner, team, project, federation)
    (line,) = journal(events_about(project))
    assert line.what == f"a partagé le projet « {project} » avec {federation.name}"
    assert line.event.team_ids == [team.pk]


def test_only_a_federation_may_pass_on(owner, team, project, ars):
    with pytest.raises(ValidationError, match="Seule une fédération"):
        share(owner, team, project, ars, may_pass_on=True)


def test_a_share_cannot_end_before_it_begins(owner, team, project, ars):
    with pytest.raises(ValidationError, match="déjà passée"):
        share(owner, team, project, ars, until=TODAY - timedelta(days=1))
    assert not Share.unscoped.exists()


def test_a_report_alone_does_not_open_the_project(owner, team, project, ars):
    share_thing(
        actor=owner, team=team, organisation=ars, what=Share.What.REPORT, thing=project,
        project_id=project.pk, now=NOW,
    )  # fmt: skip
    assert project_ids_shared_with([ars], TODAY) == set()
    assert project_ids_shared_with([ars], TODAY, [Share.What.REPORT]) == {project.pk}


def test_shares_are_read_by_the_team_and_who_received_them(
    owner, team, project, federation, ars, stranger, scope_of
):
    one = share(owner, team, project, federation)
    assert list(shares_of_project(scope_of(owner), project.pk)) == [one]
    assert list(shares_of_project(Scope.of(organisation_ids=[federation.pk]), project.pk)) == [one]
    assert not shares_of_project(Scope.of(organisation_ids=[ars.pk]), project.pk).exists()
    assert not shares_of_project(scope_of(stranger), project.pk).exists()


def test_the_visit_card_is_shown_once_and_withdrawn(owner, team, federation, scope_of):
    first = agree_visit_card(actor=owner, team=team, federation=federation, now=NOW)
    assert agree_visit_card(actor=owner, team=team, federation=federation, now=NOW) == first
    assert visit_card_team_ids(federation, TODAY) == {team.pk}
    withdrawn = withdraw_visit_card(
        actor=owner, team=team, federation=federation, now=NOW + timedelta(hours=1)
    )
    assert withdrawn.withdrawn_by == owner
    assert visit_card_team_ids(federation, TODAY) == set()
    assert withdraw_visit_card(actor=owner, team=team, federation=federation, now=NOW) is None
    assert [c.pk for c in visit_card_consents_of(scope_of(owner), team.pk)] == [first.pk]


def test_the_visit_card_goes_to_the_teams_own_federation_only(owner, team):
    other = OrganisationFactory(name="Autre fédération")
    with pytest.raises(ValidationError, match="fédération de l’équipe"):
        agree_visit_card(actor=owner, team=team, federation=other, now=NOW)
