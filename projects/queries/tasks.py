"""Tasks as the pages show them: by time, by column, and who may do them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet

from coordination.models import DatedRole, Person, TeamMembership
from msp_portal.kit.scoping import Scope
from projects.models import Action, Project, Task
from projects.queries.tasks_line import Somebody

DONE_SHOWN = 50


@dataclass(frozen=True, slots=True)
class TaskRow:
    """One task as its line shows it.

    ``blocked_by`` is the task it comes after, while that one is not done. ``offered`` means that
    nobody has said yes yet.
    """

    task: Task
    late: bool
    blocked_by: Task | None

    @property
    def state(self) -> str:
        """The column: ``todo``, ``doing`` or ``done``."""
        if self.task.done_at is not None:
            return "done"
        return "doing" if self.task.started_at is not None else "todo"

    @property
    def offered(self) -> bool:
        """Somebody was asked and has not answered."""
        return self.task.owner_id is not None and self.task.owner_accepted_at is None


@dataclass(frozen=True, slots=True)
class TaskGroup:
    """Tasks of one span of time, in their order."""

    title: str
    rows: tuple[TaskRow, ...]


def task_rows(scope: Scope, project: Project, today: date) -> list[TaskRow]:
    """All the tasks of a project, to be done first. One query."""
    tasks: QuerySet[Task] = (
        Task.objects.for_scope(scope)
        .filter(project=project)
        .select_related("owner__profession", "done_by", "action")
    )
    listed = list(tasks)
    by_id = {task.pk: task for task in listed}
    rows = []
    for task in listed:
        before = by_id.get(task.after_id or 0)
        rows.append(
            TaskRow(
                task=task,
                late=bool(task.due_on and task.due_on < today and not task.is_done),
                blocked_by=before if before and not before.is_done else None,
            )
        )
    return rows


def by_time(rows: Iterable[TaskRow], today: date) -> list[TaskGroup]:
    """Open tasks by what comes first: late, this week, this month, later, without a date."""
    week = today + timedelta(days=6 - today.weekday())
    month = today + timedelta(days=30)

    def title(row: TaskRow) -> str:
        due = row.task.due_on
        if due is None:
            return "Sans date"
        if due < today:
            return "La date est passée"
        if due <= week:
            return "Cette semaine"
        return "Dans les 30 jours" if due <= month else "Plus tard"

    groups: dict[str, list[TaskRow]] = {}
    for row in rows:
        if row.state != "done":
            groups.setdefault(title(row), []).append(row)
    return [TaskGroup(name, tuple(found)) for name, found in groups.items()]


def done_rows(rows: Iterable[TaskRow]) -> list[TaskRow]:
    """The latest done first, a page at most."""
    done = [row for row in rows if row.task.done_at]
    done.sort(key=lambda row: row.task.done_at or 0, reverse=True)
    return done[:DONE_SHOWN]


def columns(rows: Iterable[TaskRow]) -> list[tuple[str, str, list[TaskRow]]]:
    """The three columns of the board: (state, words, tasks)."""
    listed = list(rows)
    words = (("todo", "À faire"), ("doing", "En cours"), ("done", "Fait"))
    return [
        (
            state,
            label,
            done_rows(listed) if state == "done" else [row for row in listed if row.state == state],
        )
        for state, label in words
    ]


def actions_of(scope: Scope, project: Project) -> list[Action]:
    """The actions of a project: those to come by their dates, undated ones, then the latest held
    and the cancelled ones."""
    rows = list(Action.objects.for_scope(scope).filter(project=project).select_related("kind"))
    planned = [action for action in rows if action.state == Action.State.PLANNED]
    others = [action for action in rows if action.state != Action.State.PLANNED]
    planned.sort(key=lambda a: (a.date or date.max, a.position, a.pk))
    others.sort(key=lambda a: (a.date or date.min, a.pk), reverse=True)
    return [*planned, *others]


def members_of(team_ids: Iterable[int], day: date) -> list[Person]:
    """The persons in the teams on ``day``, each once, in the order of their first names."""
    ids = list(team_ids)
    memberships = TeamMembership.objects.for_scope(Scope.of(team_ids=ids)).filter(
        DatedRole.in_force(day), team_id__in=ids
    )
    return list(
        Person.objects.filter(pk__in=memberships.values("person_id"), is_active=True)
        .select_related("profession")
        .order_by("first_name", "last_name", "pk")
    )


def somebodies(people: Iterable[Person]) -> tuple[Somebody, ...]:
    """Persons, as the reading of a line needs them."""
    return tuple(somebody(each) for each in people)


def somebody(person: Person) -> Somebody:
    """One person, as the reading of a line needs her."""
    role = person.function or (person.profession.label if person.profession else "")
    return Somebody(person.pk, person.first_name, person.last_name, role)
