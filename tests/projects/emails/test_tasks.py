"""Reminders of tasks: to who said yes, else to one coordinator; read again when they leave."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone

from coordination.models import Person, Team
from msp_portal.kit.models import Mail, Reminder
from msp_portal.kit.reminders.planning import plan_reminders
from projects.emails.tasks import SOURCE, due, line, still_useful
from projects.models import Project, Task
from projects.services.tasks import accept_task, add_task, mark_task
from tests.factories import PersonFactory, TaskFactory

pytestmark = pytest.mark.django_db

THURSDAY = date(2026, 11, 26)


def at(day: date, hour: int = 8) -> datetime:
    return timezone.make_aware(datetime(day.year, day.month, day.day, hour))  # noqa: DTZ001


WRITTEN = at(THURSDAY - timedelta(days=20))


def planned(now: datetime) -> list[Reminder]:
    plan_reminders(now=now)
    open_rows = Reminder.objects.filter(source=SOURCE, withdrawn_at__isnull=True)
    return list(open_rows.order_by("wanted_at"))


@pytest.fixture
def task(project: Project, teammate: Person) -> Task:
    return TaskFactory(
        project=project,
        label="Réserver la salle",
        due_on=THURSDAY,
        created_at=WRITTEN,
        owner=teammate,
        owner_accepted_at=WRITTEN,
    )


def test_three_days_before_and_the_day_itself_to_who_said_yes(task: Task, teammate: Person) -> None:
    rows = planned(at(THURSDAY - timedelta(days=8)))
    assert {row.recipient_id for row in rows} == {teammate.pk}
    assert [timezone.localtime(row.due_at).date() for row in rows] == [
        THURSDAY - timedelta(days=3),
        THURSDAY,
    ]


def test_to_the_coordinator_alone_when_nobody_said_yes(
    task: Task, owner: Person, team: Team
) -> None:
    PersonFactory(member_of=team)
    Task.unscoped.filter(pk=task.pk).update(owner_accepted_at=None)
    rows = planned(at(THURSDAY - timedelta(days=8)))
    assert {row.recipient_id for row in rows} == {owner.pk}


@pytest.mark.parametrize("status", ["EN_PAUSE", "ARRETE", "TERMINE"])
def test_a_project_that_does_not_go_on_reminds_of_nothing(
    status: str, task: Task, project: Project
) -> None:
    Project.unscoped.filter(pk=project.pk).update(status=status)
    assert planned(at(THURSDAY - timedelta(days=8))) == []


def test_planning_again_adds_nothing(task: Task) -> None:
    first = planned(at(THURSDAY - timedelta(days=8)))
    second = planned(at(THURSDAY - timedelta(days=7)))
    assert [row.pk for row in first] == [row.pk for row in second]


def test_nobody_is_written_to_about_her_own_yes(task: Task, teammate: Person) -> None:
    on_the_day = at(THURSDAY, 9)
    Task.unscoped.filter(pk=task.pk).update(owner_accepted_at=on_the_day)
    found = list(due(on_the_day - timedelta(days=15), on_the_day + timedelta(days=14), on_the_day))
    assert found == []


def test_a_date_that_moves_withdraws_the_old_reminders(task: Task) -> None:
    planned(at(THURSDAY - timedelta(days=8)))
    Task.unscoped.filter(pk=task.pk).update(due_on=THURSDAY + timedelta(days=6))
    rows = planned(at(THURSDAY - timedelta(days=7)))
    later = (THURSDAY + timedelta(days=6)).isoformat()
    assert all(row.occurrence.endswith(later) for row in rows)
    assert len(rows) == 2


def test_what_is_said_is_read_again_when_the_mail_leaves(
    task: Task, owner: Person, teammate: Person, team: Team
) -> None:
    reminder = planned(at(THURSDAY - timedelta(days=8)))[0]
    assert still_useful(_again(reminder)) is True
    mark_task(actor=teammate, task=task, state="done")
    assert still_useful(_again(reminder)) == "La tâche est faite."
    mark_task(actor=teammate, task=Task.unscoped.get(pk=task.pk), state="todo")
    Task.unscoped.filter(pk=task.pk).update(due_on=THURSDAY + timedelta(days=1))
    assert still_useful(_again(reminder)) == "La date a changé."
    other = PersonFactory(member_of=team)
    Task.unscoped.filter(pk=task.pk).update(due_on=THURSDAY, owner=other)
    assert still_useful(_again(reminder)) == "Quelqu’un d’autre s’en occupe."
    Task.unscoped.filter(pk=task.pk).delete()
    assert still_useful(_again(reminder)) == "La tâche n’existe plus."


def test_the_line_says_what_and_when_with_one_address(task: Task) -> None:
    reminder = planned(at(THURSDAY - timedelta(days=8)))[0]
    said = line(_again(reminder), at(THURSDAY))
    assert "Réserver la salle" in said.text
    assert said.date == THURSDAY
    assert "/lien/a-faire/" in said.url
    assert said.action_label == "C’est fait"


def test_an_offer_refused_does_not_become_a_reminder(
    project: Project, owner: Person, teammate: Person
) -> None:
    offered = add_task(
        actor=owner, project=project, label="Affiche", due_on=THURSDAY, owner=teammate, now=WRITTEN
    )
    rows = planned(at(THURSDAY - timedelta(days=8)))
    assert teammate.pk not in {row.recipient_id for row in rows}
    accept_task(actor=teammate, task=offered, person=teammate, now=WRITTEN + timedelta(hours=1))
    rows = planned(at(THURSDAY - timedelta(days=7)))
    assert {row.recipient_id for row in rows} == {teammate.pk}
    assert not Mail.objects.filter(recipient=teammate).exists()


def _again(reminder: Reminder) -> Reminder:
    return Reminder.objects.get(pk=reminder.pk)
