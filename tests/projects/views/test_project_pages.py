"""Every page of a project opens for its team, and for nobody else."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from coordination.models import Person
from projects.models import Project
from tests.factories import (
    ActionFactory,
    EngagementAnswerFactory,
    EngagementRoundFactory,
    FramingNoteFactory,
    PartnerFactory,
    TaskFactory,
)

SignIn = Callable[[Person], Client]

TEAM_PAGES = [
    "detail",
    "progress",
    "framing",
    "framing_print",
    "engagement",
    "roles",
    "journal",
]
CARRIER_PAGES = ["edit", "stage", "renew", "engagement_ask"]


def url(name: str, project: Project) -> str:
    return reverse(f"projects:{name}", args=[project.pk])


@pytest.fixture
def busy(project: Project) -> Project:
    """A project with a little of everything."""
    FramingNoteFactory(project=project)
    ActionFactory(project=project)
    TaskFactory(project=project)
    PartnerFactory(project=project)
    EngagementAnswerFactory(round=EngagementRoundFactory(project=project))
    return project


@pytest.mark.parametrize("name", [*TEAM_PAGES, *CARRIER_PAGES])
def test_the_coordinator_opens_every_page(
    name: str, busy: Project, owner: Person, as_person: SignIn
) -> None:
    response = as_person(owner).get(url(name, busy))
    assert response.status_code == 200
    assert busy.title in response.content.decode()


@pytest.mark.parametrize("name", TEAM_PAGES)
def test_a_teammate_reads_what_belongs_to_the_team(
    name: str, busy: Project, teammate: Person, as_person: SignIn
) -> None:
    assert as_person(teammate).get(url(name, busy)).status_code == 200


@pytest.mark.parametrize("name", CARRIER_PAGES)
def test_a_teammate_who_carries_nothing_is_told_why_she_may_not_change_it(
    name: str, busy: Project, teammate: Person, as_person: SignIn
) -> None:
    response = as_person(teammate).get(url(name, busy))
    assert response.status_code == 403


@pytest.mark.parametrize("name", [*TEAM_PAGES, *CARRIER_PAGES])
def test_a_stranger_never_learns_that_it_exists(
    name: str, busy: Project, stranger: Person, as_person: SignIn
) -> None:
    """A page that takes no POST refuses it (405) whatever the number: the same as for nobody's."""
    nowhere = reverse(f"projects:{name}", args=[busy.pk + 1000])
    for address in (url(name, busy), nowhere):
        assert as_person(stranger).get(address).status_code == 404
    answers = {
        as_person(stranger).post(address).status_code for address in (url(name, busy), nowhere)
    }
    assert answers in ({404}, {405})


@pytest.mark.parametrize("name", [*TEAM_PAGES, *CARRIER_PAGES])
def test_an_anonymous_visitor_is_asked_to_sign_in(name: str, busy: Project, client: Client) -> None:
    response = client.get(url(name, busy))
    assert response.status_code == 302
    assert response["Location"].startswith("/compte/")
