"""Tasks: nobody owns one without a yes; one tap says it is done, another that it is not."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from coordination.models import Ask, Person
from msp_portal.kit import clock
from msp_portal.kit.events import events_about
from msp_portal.kit.models import Reminder
from projects.models import Project, Task
from projects.services.tasks import (
    accept_task,
    add_task,
    edit_task,
    mark_task,
    offer_task,
    release_task,
    remove_task,
    task_state,
)
from tests.factories import PersonFactory, TaskFactory

pytestmark = pytest.mark.django_db


def asks_of(person: Person) -> list[Ask]:
    return list(Ask.unscoped.filter(person=person))


def test_naming_oneself_is_a_yes(project: Project, owner: Person) -> None:
    task = add_task(actor=owner, project=project, label="  Affiche ", owner=owner)
    assert (task.label, task.responsible_id) == ("Affiche", owner.pk)
    assert asks_of(owner) == []


def test_naming_somebody_else_is_an_offer(
    project: Project, owner: Person, teammate: Person
) -> None:
    task = add_task(actor=owner, project=project, label="Affiche", owner=teammate)
    assert task.owner == teammate
    assert task.responsible_id is None
    (ask,) = asks_of(teammate)
    assert ask.waits
    assert Reminder.objects.get(recipient=teammate).category == "weekly"


def test_her_yes_makes_her_responsible_and_ends_the_asking(
    project: Project, owner: Person, teammate: Person
) -> None:
    task = add_task(actor=owner, project=project, label="Affiche", owner=teammate)
    accepted = accept_task(actor=teammate, task=task, person=teammate)
    assert accepted.responsible_id == teammate.pk
    assert not asks_of(teammate)[0].waits
    assert events_about(accepted).first().verb == "task.accepted"
    accept_task(actor=teammate, task=task, person=teammate)
    assert events_about(accepted).filter(verb="task.accepted").count() == 1


def test_not_this_time_leaves_no_name(project: Project, owner: Person, teammate: Person) -> None:
    task = add_task(actor=owner, project=project, label="Affiche", owner=teammate)
    released = release_task(actor=teammate, task=task, person=teammate)
    assert (released.owner, released.owner_accepted_at) == (None, None)
    assert not asks_of(teammate)[0].waits


def test_offered_again_after_a_no_is_a_new_question(
    project: Project, owner: Person, teammate: Person
) -> None:
    task = add_task(actor=owner, project=project, label="Affiche", owner=teammate)
    task = release_task(actor=teammate, task=task, person=teammate)
    offer_task(actor=owner, task=task, person=teammate, now=clock.now() + timedelta(days=8))
    (ask,) = asks_of(teammate)
    assert ask.waits
    assert Reminder.objects.filter(recipient=teammate).count() == 2


def test_offered_to_another_the_first_is_not_asked_any_more(
    project: Project, owner: Person, teammate: Person, team: object
) -> None:
    other = PersonFactory(member_of=team)
    task = add_task(actor=owner, project=project, label="Affiche", owner=teammate)
    offer_task(actor=owner, task=task, person=other)
    assert not asks_of(teammate)[0].waits
    with pytest.raises(ValidationError, match="Quelqu’un d’autre"):
        accept_task(actor=teammate, task=task, person=teammate)


def test_a_stranger_cannot_be_named(project: Project, owner: Person, stranger: Person) -> None:
    with pytest.raises(ValidationError):
        add_task(actor=owner, project=project, label="Affiche", owner=stranger)
    assert not Task.unscoped.filter(project=project).exists()


def test_done_and_undone_in_one_tap_each(project: Project, owner: Person) -> None:
    task = TaskFactory(project=project)
    done = mark_task(actor=owner, task=task, state="done")
    assert (task_state(done), done.done_by) == ("done", owner)
    again = mark_task(actor=owner, task=done, state="done")
    assert again.done_at == done.done_at
    undone = mark_task(actor=owner, task=done, state="todo")
    assert (task_state(undone), undone.done_by) == ("todo", None)
    assert events_about(task).filter(verb="task.done").count() == 1


def test_done_it_is_no_longer_offered(project: Project, owner: Person, teammate: Person) -> None:
    task = add_task(actor=owner, project=project, label="Affiche", owner=teammate)
    mark_task(actor=owner, task=task, state="done")
    assert not asks_of(teammate)[0].waits


def test_a_date_changed_by_hand_loses_the_reason_of_the_plan(
    project: Project, owner: Person
) -> None:
    day = clock.today() + timedelta(days=20)
    task = add_task(
        actor=owner, project=project, label="Affiche", due_on=day, plan_key="action:x",
        date_note="avancé du dimanche au vendredi",
    )  # fmt: skip
    moved = edit_task(
        actor=owner,
        task=task,
        expected_version=task.version,
        changes={"due_on": day + timedelta(days=1)},
    )
    assert (moved.date_note, moved.moved_by_hand) == ("", True)


def test_two_tasks_do_not_wait_for_each_other(project: Project, owner: Person) -> None:
    first = TaskFactory(project=project)
    second = TaskFactory(project=project, after=first)
    third = TaskFactory(project=project, after=second)
    with pytest.raises(ValidationError):
        edit_task(actor=owner, task=first, expected_version=1, changes={"after": third})


def test_a_task_without_words_is_refused(project: Project, owner: Person) -> None:
    with pytest.raises(ValidationError):
        add_task(actor=owner, project=project, label="   ")


def test_a_task_taken_away_is_not_offered_any_more(
    project: Project, owner: Person, teammate: Person
) -> None:
    task = add_task(actor=owner, project=project, label="Affiche", owner=teammate)
    remove_task(actor=owner, task=task)
    assert not asks_of(teammate)[0].waits
