import pytest
from django.core.exceptions import ValidationError

from coordination.models import Person
from msp_portal.kit.models import Event
from projects.models import EngagementRound, Project
from projects.services.progress import place_dot
from projects.services.project_state import (
    finish_project,
    move_to_stage,
    pause_project,
    resume_project,
    stop_project,
)
from tests.factories import EngagementRoundFactory

Stage, Status = Project.Stage, Project.Status


@pytest.mark.parametrize("stage", [Stage.SHARING, Stage.NEED, Stage.ACTION])
def test_stations_are_taken_in_any_order(project: Project, owner: Person, stage: str) -> None:
    move_to_stage(actor=owner, project=project, stage=Stage.REVIEW)
    move_to_stage(actor=owner, project=project, stage=stage, reason="Le collège a dit oui.")
    project.refresh_from_db()
    assert project.stage == stage
    event = Event.unscoped.filter(verb="project.moved").first()
    assert event.changes == {
        "stage": [Stage.REVIEW, stage],
        "reason": ["", "Le collège a dit oui."],
    }


def test_a_new_station_begins_at_the_foot_of_its_hill(project: Project, owner: Person) -> None:
    place_dot(actor=owner, project=project, position=80)
    move_to_stage(actor=owner, project=project, stage=Stage.TEAM)
    project.refresh_from_db()
    assert project.hill_position == 0


def test_moving_where_it_already_is_changes_nothing(project: Project, owner: Person) -> None:
    place_dot(actor=owner, project=project, position=80)
    move_to_stage(actor=owner, project=project, stage=project.stage)
    project.refresh_from_db()
    assert project.hill_position == 80
    assert not Event.unscoped.filter(verb="project.moved").exists()


def test_an_unknown_station_is_refused(project: Project, owner: Person) -> None:
    with pytest.raises(ValidationError):
        move_to_stage(actor=owner, project=project, stage="AILLEURS")


def test_paused_then_resumed(project: Project, owner: Person) -> None:
    pause_project(actor=owner, project=project, reason="Congés.")
    project.refresh_from_db()
    assert project.status == Status.PAUSED
    resume_project(actor=owner, project=project)
    project.refresh_from_db()
    assert project.status == Status.ONGOING


def test_stopping_asks_for_a_reason(project: Project, owner: Person) -> None:
    with pytest.raises(ValidationError):
        stop_project(actor=owner, project=project, reason=" ")
    project.refresh_from_db()
    assert project.status == Status.ONGOING


@pytest.mark.parametrize(
    ("end", "status"), [(stop_project, Status.STOPPED), (finish_project, Status.DONE)]
)
def test_a_project_that_ends_asks_nobody_any_more(
    project: Project, owner: Person, end: object, status: str
) -> None:
    opened = EngagementRoundFactory(project=project)
    end(actor=owner, project=project, reason="Faute de salle.")
    project.refresh_from_db()
    assert project.status == status
    assert EngagementRound.unscoped.get(pk=opened.pk).closed_at is not None


@pytest.mark.parametrize("position", [-1, 101])
def test_the_dot_stays_on_the_hill(project: Project, owner: Person, position: int) -> None:
    with pytest.raises(ValidationError):
        place_dot(actor=owner, project=project, position=position)


def test_former_places_of_the_dot_are_kept(project: Project, owner: Person) -> None:
    place_dot(actor=owner, project=project, position=20, note="On cherche une salle.")
    place_dot(actor=owner, project=project, position=60)
    notes = list(project.progress_notes.values_list("position", "note"))
    assert notes == [(60, ""), (20, "On cherche une salle.")]
    project.refresh_from_db()
    assert project.hill_position == 60
