"""Every factory makes a row that the database accepts."""

import inspect

import pytest
from factory.django import DjangoModelFactory

from projects.models import ProjectTeam
from tests import factories

ALL = [
    found
    for _name, found in inspect.getmembers(factories, inspect.isclass)
    if issubclass(found, DjangoModelFactory) and not found._meta.abstract
]


@pytest.mark.django_db
@pytest.mark.parametrize("made", ALL, ids=lambda found: found.__name__)
def test_each_factory_makes_a_row(made: type[DjangoModelFactory]) -> None:
    assert made().pk


@pytest.mark.django_db
def test_a_project_has_one_porteuse_and_the_other_teams_asked_for() -> None:
    lead, other = factories.TeamFactory(), factories.TeamFactory()
    project = factories.ProjectFactory(team=lead, other_teams=[other])
    places = ProjectTeam.unscoped.filter(project=project).values_list("team_id", "is_lead")
    assert sorted(places) == sorted([(lead.pk, True), (other.pk, False)])
