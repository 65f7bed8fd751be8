"""The page of a project costs the same at any size, and shows outsiders what was shared only."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.contenttypes.models import ContentType
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.models import Organisation, Person, Share, Team
from msp_portal.kit import clock
from projects.models import Project
from tests.factories import (
    ActionFactory,
    EngagementAnswerFactory,
    EngagementRoundFactory,
    IndicatorFactory,
    ObjectiveFactory,
    OrganisationFactory,
    OrganisationMembershipFactory,
    PartnerFactory,
    ProjectRoleFactory,
    PublicFactory,
    TaskFactory,
)

SignIn = Callable[[Person], Client]


def detail(project: Project) -> str:
    return reverse("projects:detail", args=[project.pk])


def grow(project: Project, times: int) -> None:
    engagement_round = EngagementRoundFactory(project=project)
    for number in range(times):
        ActionFactory(project=project, date=clock.today() + timedelta(days=number))
        TaskFactory(project=project)
        ObjectiveFactory(project=project)
        IndicatorFactory(project=project)
        PartnerFactory(project=project)
        ProjectRoleFactory(project=project)
        EngagementAnswerFactory(round=engagement_round)
    project.publics.add(PublicFactory())


@pytest.mark.parametrize("times", [1, 12])
def test_the_page_makes_the_same_queries_at_any_size(
    times: int, project: Project, owner: Person, as_person: SignIn
) -> None:
    grow(project, times)
    client = as_person(owner)
    client.get(detail(project))  # kinds of content are read once per process
    with CaptureQueriesContext(connection) as queries:
        client.get(detail(project))
    assert len(queries) == 15
    assert max(Counter(query["sql"] for query in queries).values()) <= 2


def test_the_next_two_dates_are_told_in_words(
    project: Project, owner: Person, as_person: SignIn
) -> None:
    for days, label in ((40, "Loin"), (10, "Bientôt"), (20, "Ensuite")):
        ActionFactory(project=project, label=label, date=clock.today() + timedelta(days=days))
    figure = as_person(owner).get(detail(project)).content.decode().partition("</figure>")[0]
    assert "Bientôt" in figure
    assert "Ensuite" in figure
    assert "Loin" not in figure


def test_what_is_missing_is_said_kindly_and_goes_when_done(
    project: Project, owner: Person, as_person: SignIn
) -> None:
    client = as_person(owner)
    assert "Résumer le projet" in client.get(detail(project)).content.decode()
    Project.unscoped.filter(pk=project.pk).update(summary="Au collège.")
    assert "Résumer le projet" not in client.get(detail(project)).content.decode()


def share(project: Project, team: Team, organisation: Organisation) -> None:
    Share.objects.create(
        team=team,
        organisation=organisation,
        what=Share.What.PROJECT,
        thing_type=ContentType.objects.get_for_model(Project),
        thing_id=project.pk,
        project_id=project.pk,
        since=clock.now(),
    )


def test_who_it_was_shared_with_reads_the_project_and_nothing_of_the_teams_own(
    project: Project, team: Team, as_person: SignIn
) -> None:
    officer = OrganisationMembershipFactory(organisation=OrganisationFactory()).person
    client = as_person(officer)
    assert client.get(detail(project)).status_code == 404
    Project.unscoped.filter(pk=project.pk).update(last_activity_at=clock.now() - timedelta(days=60))
    grow(project, 2)
    TaskFactory(project=project, label="Appeler la mairie")
    share(project, team, officer.organisationmemberships.get().organisation)
    page = client.get(detail(project)).content.decode()
    assert project.title in page
    for hidden in (
        "Pas de nouvelles",
        "Engagement",
        "Journal",
        "Appeler la mairie",
        "Où en êtes-vous",
    ):
        assert hidden not in page
    for name in ("framing", "engagement", "journal", "roles", "progress"):
        url = reverse(f"projects:{name}", args=[project.pk])
        assert client.get(url).status_code == 404
