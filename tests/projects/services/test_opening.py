import pytest
from django.core.exceptions import ValidationError

from coordination.models import Person, Team
from msp_portal.kit.models import Event
from projects.models import FramingNote, Project, ProjectRole, ProjectTeam
from projects.services.opening import open_project


def test_a_title_and_a_team_are_enough(owner: Person, team: Team) -> None:
    project = open_project(actor=owner, team=team, title="  Marche   du jeudi ")
    place = ProjectTeam.unscoped.get(project=project)
    assert project.title == "Marche du jeudi"
    assert (place.team, place.is_lead) == (team, True)
    assert FramingNote.unscoped.get(project=project).idea == ""


def test_the_idea_begins_the_framing_note(owner: Person, team: Team) -> None:
    project = open_project(actor=owner, team=team, title="Marche", idea="Marcher ensemble.")
    assert FramingNote.unscoped.get(project=project).idea == "Marcher ensemble."


def test_opening_is_not_carrying(owner: Person, team: Team) -> None:
    project = open_project(actor=owner, team=team, title="Marche")
    assert not ProjectRole.unscoped.filter(project=project).exists()


def test_who_says_she_carries_it_carries_it_from_that_moment(teammate: Person, team: Team) -> None:
    project = open_project(actor=teammate, team=team, title="Marche", carries=True)
    role = ProjectRole.unscoped.get(project=project)
    assert (role.person, role.role) == (teammate, ProjectRole.Role.CARRIER)
    assert role.accepted_at == project.created_at


def test_the_journal_tells_the_opening_to_the_team(owner: Person, team: Team) -> None:
    project = open_project(actor=owner, team=team, title="Marche")
    event = Event.unscoped.get(verb="project.opened")
    assert (event.actor, event.subject, event.team_ids) == (owner, project, [team.pk])


def test_without_a_title_nothing_is_written(owner: Person, team: Team) -> None:
    with pytest.raises(ValidationError):
        open_project(actor=owner, team=team, title="   ")
    assert not Project.unscoped.exists()
