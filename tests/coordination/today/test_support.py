"""A support request waits with the team and is to be answered by the organisation, nobody else."""

from datetime import timedelta

import pytest

from coordination.models import CommunityEvent, Organisation, Person, Share, Team, VisitCardConsent
from coordination.services.shares import share_thing
from coordination.services.support import ask_support, take_support
from msp_portal.kit import clock
from msp_portal.kit.today import Part
from projects.models import Project
from tests.factories import OrganisationFactory, OrganisationMembershipFactory, PersonFactory
from tests.today.support import lines_of, texts

pytestmark = pytest.mark.django_db


@pytest.fixture
def adviser() -> Person:
    actor = OrganisationFactory(name="IREPS", kind=Organisation.Kind.SUPPORT)
    person = PersonFactory(account=True)
    OrganisationMembershipFactory(person=person, organisation=actor)
    return person


def organisation_of(person: Person) -> Organisation:
    found = person.organisationmemberships.get().organisation
    assert isinstance(found, Organisation)
    return found


def test_asked_it_is_hers_to_answer_and_waits_with_the_team(
    owner: Person, stranger: Person, team: Team, adviser: Person
) -> None:
    request = ask_support(
        actor=owner, team=team, organisation=organisation_of(adviser), text="Nous former."
    )
    (line,) = lines_of(adviser, Part.ACTION)
    assert line.url == f"/appuis/{request.pk}/repondre/"
    assert texts(owner, Part.WAITS) == ["IREPS n’a pas encore répondu"]
    assert lines_of(stranger) == []


def test_taken_on_it_leaves_both_lists(owner: Person, team: Team, adviser: Person) -> None:
    request = ask_support(
        actor=owner, team=team, organisation=organisation_of(adviser), text="Nous former."
    )
    take_support(actor=adviser, request=request)
    assert lines_of(adviser) == []
    assert lines_of(owner) == []


def test_the_dates_of_the_community_are_those_of_her_federation(
    owner: Person, team: Team, stranger: Person, other_team: Team
) -> None:
    soon, later = clock.today() + timedelta(days=5), clock.today() + timedelta(days=40)
    CommunityEvent.objects.create(federation=team.federation, title="Café", date=soon)
    CommunityEvent.objects.create(federation=team.federation, title="Journée", date=later)
    assert team.federation != other_team.federation
    assert texts(owner, Part.DATE) == ["Café"]
    assert texts(stranger, Part.DATE) == []


def test_what_a_team_shares_is_news_for_who_receives_it_until_it_is_withdrawn(
    owner: Person, team: Team, adviser: Person, project: Project
) -> None:
    share_thing(
        actor=owner,
        team=team,
        organisation=organisation_of(adviser),
        what=Share.What.PROJECT,
        thing=project,
        project_id=project.pk,
    )
    (line,) = lines_of(adviser, Part.NEWS)
    assert project.title in line.text
    assert line.url == f"/projets/{project.pk}/"
    Share.unscoped.update(withdrawn_at=clock.now())
    assert lines_of(adviser, Part.NEWS) == []
    assert VisitCardConsent.unscoped.count() == 0
