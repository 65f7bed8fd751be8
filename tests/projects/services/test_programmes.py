"""Entering a turnkey programme: opened, presented, decided, followed."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from msp_portal.kit import clock
from msp_portal.kit.locking import StaleSave
from projects.models import ProgrammeAdoption, Project
from projects.services.programmes import adopt_programme, decide_adoption, follow_adoption
from tests.factories import ProgrammeAdoptionFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def programme():
    return ProgrammeFactory(title="Bref, j’arrête de fumer")


def follow(actor, adoption, version=1, base=None, **changes):
    return follow_adoption(
        actor=actor, adoption=adoption, expected_version=version, changes=changes, base=base
    )


def test_adopting_opens_a_project_of_the_programme_and_decides_nothing(owner, team, programme):
    project = adopt_programme(actor=owner, team=team, programme=programme)
    project.refresh_from_db()
    assert (project.origin, project.programme) == (Project.Origin.TURNKEY, programme)
    assert (project.title, project.main_theme) == (programme.title, programme.theme)
    assert (project.adoption.team, project.adoption.decided_at) == (team, None)
    assert not project.roles.exists()


def test_a_team_does_not_open_the_same_programme_twice_while_it_goes_on(owner, team, programme):
    project = adopt_programme(actor=owner, team=team, programme=programme)
    with pytest.raises(ValidationError, match="déjà ouvert"):
        adopt_programme(actor=owner, team=team, programme=programme)
    Project.unscoped.filter(pk=project.pk).update(status=Project.Status.DONE)
    adopt_programme(actor=owner, team=team, programme=programme)


@pytest.mark.parametrize("published", [None, clock.now() + timedelta(days=2)])
def test_an_unpublished_programme_is_not_entered(owner, team, published):
    with pytest.raises(ValidationError, match="publié"):
        adopt_programme(actor=owner, team=team, programme=ProgrammeFactory(published_at=published))


def test_presenting_and_leaving_are_noted(owner, project):
    adoption = ProgrammeAdoptionFactory(project=project)
    follow(owner, adoption, presented_on=clock.today(), volunteers_at_launch=11)
    kept = follow(owner, adoption, version=2, dropouts=2)
    assert (kept.volunteers_at_launch, kept.dropouts) == (11, 2)


@pytest.mark.parametrize(
    ("changes", "match"),
    [
        ({"presented_on": clock.today() + timedelta(days=3)}, "pas encore venue"),
        ({"volunteers_at_launch": 2, "dropouts": 3}, "plus de départs"),
        ({"dropouts": 12}, "plus de départs"),
    ],
)
def test_what_cannot_be_is_refused(owner, project, changes, match):
    adoption = ProgrammeAdoptionFactory(project=project, volunteers_at_launch=11)
    with pytest.raises(ValidationError, match=match):
        follow(owner, adoption, **changes)


def test_two_people_following_the_same_thing_are_told(owner, teammate, project):
    adoption = ProgrammeAdoptionFactory(project=project)
    follow(owner, adoption, volunteers_at_launch=11, base={"volunteers_at_launch": None})
    with pytest.raises(StaleSave):
        follow(teammate, adoption, volunteers_at_launch=9, base={"volunteers_at_launch": None})


def test_the_decision_is_noted_once_with_its_volunteers(owner, teammate, project):
    adoption = ProgrammeAdoptionFactory(project=project)
    decide_adoption(actor=owner, adoption=adoption, volunteers=5)
    decide_adoption(actor=teammate, adoption=adoption, volunteers=9)
    kept = ProgrammeAdoption.unscoped.get(pk=adoption.pk)
    assert (kept.decided_by, kept.volunteers_at_launch) == (owner, 5)
