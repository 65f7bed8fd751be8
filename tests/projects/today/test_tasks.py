"""Tasks: hers in one tap, nobody's for who steers, those of others as dates."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from coordination.models import Person
from coordination.queries.scopes import standing_of
from msp_portal.kit import clock
from msp_portal.kit.today import Part
from msp_portal.today.queries.page import reader_of
from projects.models import Project, Task
from projects.today.tasks import perform, without_account
from tests.factories import PersonFactory, TaskFactory
from tests.today.support import lines_of, texts

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def task(project: Project, owner: Person | None = None, in_days: int = 3, **more: Any) -> Task:
    accepted = {"owner_accepted_at": clock.now()} if owner else {}
    return TaskFactory(
        project=project, owner=owner, due_on=clock.today() + in_days * DAY, **{**accepted, **more}
    )


def act(person: Person, pk: int, name: str) -> Any:
    day = clock.today()
    return perform(person, reader_of(standing_of(person, day), day, clock.now()), pk, name, "")


def test_hers_is_an_action_others_are_dates_for_who_steers(
    owner: Person, teammate: Person, project: Project
) -> None:
    mine, his = task(project, owner, label="La mienne"), task(project, teammate, label="La sienne")
    assert texts(owner, Part.ACTION) == [mine.label]
    assert texts(owner, Part.DATE) == [his.label]
    assert texts(teammate) == [his.label]


def test_nobodys_is_offered_to_who_steers_only(
    owner: Person, teammate: Person, stranger: Person, project: Project
) -> None:
    alone = task(project)
    (line,) = lines_of(owner, Part.ACTION)
    assert "Personne ne s’en occupe encore" in line.note
    assert lines_of(teammate) == lines_of(stranger) == []
    act(owner, alone.pk, "prendre")
    alone.refresh_from_db()
    assert alone.responsible_id == owner.pk
    act(owner, alone.pk, "rendre")
    alone.refresh_from_db()
    assert alone.owner is None


def test_what_somebody_else_took_meanwhile_is_not_taken_from_her(
    owner: Person, teammate: Person, project: Project
) -> None:
    taken = task(project, teammate)
    with pytest.raises(ValidationError, match="Quelqu’un d’autre"):
        act(owner, taken.pk, "prendre")


def test_only_open_tasks_of_projects_under_way_within_two_weeks(
    owner: Person, project: Project
) -> None:
    task(project, owner, in_days=20)
    task(project, owner, done_at=clock.now())
    assert lines_of(owner) == []
    task(project, owner)
    project.status = Project.Status.PAUSED
    project.save()
    assert lines_of(owner) == []


def test_an_undated_task_of_hers_is_told(owner: Person, project: Project) -> None:
    TaskFactory(project=project, owner=owner, owner_accepted_at=clock.now(), due_on=None)
    assert len(lines_of(owner, Part.ACTION)) == 1


def test_her_own_tasks_are_told_however_many_nobody_has_taken(
    owner: Person, project: Project
) -> None:
    for number in range(45):
        task(project, in_days=number % 5)
    task(project, owner, in_days=10, label="La mienne")
    assert "La mienne" in texts(owner, Part.ACTION)


def test_another_team_does_nothing_to_it(stranger: Person, project: Project) -> None:
    for name in ("fait", "a-refaire", "prendre", "rendre"):
        with pytest.raises(Http404):
            act(stranger, task(project).pk, name)


def test_the_letter_knows_who_has_a_task_and_no_account(
    owner: Person, team: object, project: Project
) -> None:
    nurse = PersonFactory(member_of=team)
    task(project, nurse)
    task(project, owner)
    task(project, PersonFactory(member_of=team), owner_accepted_at=None)
    today = clock.today()
    assert list(without_account(today, today + 6 * DAY)) == [nurse.pk]
