"""The list of projects costs the same whatever its rows."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.db.models.signals import post_init
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.models import Organisation, Person, Share, Team
from msp_portal.kit import clock
from projects.models import Project
from tests.factories import (
    OrganisationFactory,
    OrganisationMembershipFactory,
    PersonFactory,
    ProjectFactory,
    TeamFactory,
    ThemeFactory,
)

SignIn = Callable[[Person], Client]
LIST = "/projets/"


def fill(team: Team, rows: int) -> None:
    second = TeamFactory()
    for number in range(rows):
        ProjectFactory(
            team=team,
            title=f"Un titre de projet d’une longueur ordinaire, numéro {number}",
            other_teams=[second],
            main_theme=ThemeFactory(code="TABAC"),
            stage=Project.Stage.values[number % 6],
            anchor_date=clock.today() + timedelta(days=number),
            last_activity_at=clock.now() - timedelta(days=number),
        )


@pytest.mark.parametrize("rows", [1, 3, 60])
def test_the_list_makes_ten_queries_whatever_the_rows(
    rows: int, team: Team, owner: Person, as_person: SignIn
) -> None:
    fill(team, rows)
    client = as_person(owner)
    with CaptureQueriesContext(connection) as queries:
        client.get(LIST)
    assert len(queries) == 9
    assert max(Counter(query["sql"] for query in queries).values()) <= 2


def test_fifty_lines_weigh_less_than_eighty_kilobytes(
    team: Team, owner: Person, as_person: SignIn
) -> None:
    fill(team, 50)
    assert len(as_person(owner).get(LIST).content) < 80_000


def test_fifty_lines_make_a_bounded_number_of_objects(
    team: Team, owner: Person, as_person: SignIn
) -> None:
    fill(team, 60)
    client = as_person(owner)
    made: Counter[str] = Counter()

    def count(sender: type, **_kwargs: object) -> None:
        made[sender.__name__] += 1

    post_init.connect(count)
    try:
        client.get(LIST)
    finally:
        post_init.disconnect(count)
    assert made["Project"] == 50
    assert made.total() <= 400


def test_a_stranger_sees_nothing_of_it(
    project: Project, stranger: Person, as_person: SignIn
) -> None:
    assert project.title not in as_person(stranger).get(LIST).content.decode()


def test_with_no_project_one_is_invited_to_open_one(owner: Person, as_person: SignIn) -> None:
    page = as_person(owner).get(LIST).content.decode()
    assert reverse("projects:open") in page
    assert "Pas encore de projet ici" in page


def silent(team: Team) -> Project:
    return ProjectFactory(team=team, last_activity_at=clock.now() - timedelta(days=45))


def test_the_team_is_told_of_a_long_silence(team: Team, owner: Person, as_person: SignIn) -> None:
    silent(team)
    assert "45\u00a0jours" in as_person(owner).get(LIST).content.decode()


def test_silence_is_never_shown_outside_the_team(team: Team, as_person: SignIn) -> None:
    project = silent(team)
    federation = OrganisationFactory(kind=Organisation.Kind.FEDERATION)
    officer = OrganisationMembershipFactory(
        organisation=federation, person=PersonFactory(account=True)
    ).person
    Share.objects.create(
        team=team,
        organisation=federation,
        what=Share.What.PROJECT,
        thing=project,
        project_id=project.pk,
        since=clock.now(),
    )
    page = as_person(officer).get(LIST).content.decode()
    assert project.title in page
    assert "Sans nouvelles" not in page
