"""« Refaire l'an prochain »: the same project a year later, with its lineage."""

from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Model

from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.reference.calendar import is_weekend, is_working_day, next_good_day
from projects.models import (
    Action,
    FramingNote,
    Indicator,
    Objective,
    Partner,
    Project,
    ProjectTeam,
    Task,
)
from projects.services.project_activity import record_project_event
from projects.services.project_description import LISTS

WEEKS_52 = timedelta(days=364)
KEPT = (
    "summary",
    "level",
    "main_theme_id",
    "anchor_label",
    "recurrence_month",
    "is_aci",
    "programme_id",
    "starter_code",
    "illustration",
)
NOT_COPIED = {"id", "project_id", "version"}


def a_year_later(day: date, department: str | None = None) -> date:
    """The same day of the week a year later, in the same month when there is one.

    A working day stays a working day: a public holiday moves to the next one.
    """
    later = day + WEEKS_52
    if later.month != day.month:
        later += timedelta(days=7)
    if not is_weekend(day) and not is_working_day(later, department):
        return next_good_day(later, "", False, department=department)
    return later


@transaction.atomic
def renew_project(
    *, actor: Person, project: Project, title: str = "", now: datetime | None = None
) -> Project:
    """Copy framing note, objectives, indicators, actions, tasks and partners a year later.

    Everything is to be done again: actions are planned, tasks open and without owner (nobody is
    assigned without a yes). Facts, budget, answers and shares stay with the year they belong to.
    The teams are those that carry the project today.
    """
    moment = now or clock.now()
    source = Project.unscoped.select_related("main_theme").get(  # unscoped: the caller holds it
        pk=project.pk
    )
    places = list(
        ProjectTeam.unscoped.filter(  # unscoped: as above
            project=source, left_at__isnull=True
        ).select_related("team")
    )
    department = places[0].team.department_id if places else None

    def later(day: date | None) -> date | None:
        return a_year_later(day, department) if day else None

    fresh = _copy_row(actor, source, title, later, moment)
    for name in LISTS:
        getattr(fresh, name).set(getattr(source, name).all())
    for place in places:
        ProjectTeam.objects.create(
            project=fresh, team=place.team, is_lead=place.is_lead, joined_at=moment
        )
    _copy_framing(source, fresh, moment)
    _copy_method(source, fresh, later)
    _copy_plan(actor, source, fresh, later, moment)
    changes = {"renewed_from": [None, source.pk]}
    record_project_event(
        actor=actor, project=fresh, verb="project.renewed", changes=changes, now=moment
    )
    record_project_event(
        actor=actor,
        project=source,
        verb="project.renewed_as",
        changes={"renewed_as": [None, fresh.pk]},
        now=moment,
    )
    return fresh


Later = Callable[[date | None], date | None]


def _copy_row(actor: Person, source: Project, title: str, later: Later, now: datetime) -> Project:
    fresh: Project = Project.objects.create(
        **{name: getattr(source, name) for name in KEPT},
        title=" ".join(title.split()) or source.title,
        origin=Project.Origin.RENEWED,
        renewed_from=source,
        start_date=later(source.start_date),
        end_date=later(source.end_date),
        anchor_date=later(source.anchor_date),
        created_at=now,
        created_by=actor,
        last_activity_at=now,
    )
    return fresh


def _copy_framing(source: Project, fresh: Project, now: datetime) -> None:
    note = FramingNote.unscoped.filter(project=source).first()  # unscoped: the caller's project
    words = _values(note, {"updated_at"}) if note else {}
    FramingNote.objects.create(project=fresh, updated_at=now, **words)


def _copy_method(source: Project, fresh: Project, later: Later) -> None:
    """Objectives with their tree, indicators, partners."""
    objectives: dict[int | None, Objective | None] = {None: None}
    rows = Objective.unscoped.filter(project=source).order_by("pk")  # unscoped: caller's project
    for row in _parents_first(rows):
        values = _values(row, {"parent_id", "due_date"})
        objectives[row.pk] = Objective.objects.create(
            project=fresh,
            parent=objectives[row.parent_id],
            due_date=later(row.due_date),
            **values,
        )
    kept = Indicator.unscoped.filter(  # unscoped: caller's project
        project=source, archived_at__isnull=True
    )
    Indicator.objects.bulk_create(
        Indicator(
            project=fresh, objective=objectives[row.objective_id], **_values(row, {"objective_id"})
        )
        for row in kept
    )
    partners = Partner.unscoped.filter(project=source)  # unscoped: caller's project
    Partner.objects.bulk_create(
        Partner(project=fresh, **{**_values(row, set()), "has_agreement": False})
        for row in partners
    )


def _copy_plan(actor: Person, source: Project, fresh: Project, later: Later, now: datetime) -> None:
    """Actions and tasks, with their « après… »."""
    actions: dict[int | None, Action | None] = {None: None}
    rows = Action.unscoped.filter(project=source).exclude(  # unscoped: caller's project
        state=Action.State.CANCELLED
    )
    for action in rows:
        actions[action.pk] = Action.objects.create(
            project=fresh,
            state=Action.State.PLANNED,
            date=later(action.date),
            end_date=later(action.end_date),
            **_values(action, {"state", "state_reason", "date", "end_date"}),
        )
    tasks: dict[int, Task] = {}
    old = list(Task.unscoped.filter(project=source))  # unscoped: caller's project
    reset = {
        "action_id", "due_on", "planned_on", "owner_id", "owner_accepted_at", "started_at", "done_at", "done_by_id", "after_id",
        "date_note", "created_at", "created_by_id",
    }  # fmt: skip
    for task in old:
        tasks[task.pk] = Task.objects.create(
            project=fresh,
            action=actions.get(task.action_id),
            due_on=later(task.due_on),
            planned_on=later(task.planned_on),
            created_at=now,
            created_by=actor,
            **_values(task, reset),
        )
    followers = []
    for task in old:
        if task.after_id is not None and task.after_id in tasks:
            tasks[task.pk].after = tasks[task.after_id]
            followers.append(tasks[task.pk])
    Task.unscoped.bulk_update(followers, ["after"])  # unscoped: rows made just above


def _parents_first(rows: Iterable[Objective]) -> list[Objective]:
    """Objectives in an order where each comes after its parent."""
    left: list[Objective] = list(rows)
    placed: set[int | None] = {None}
    ordered: list[Objective] = []
    while left:
        ready = [row for row in left if row.parent_id in placed] or left
        ordered += ready
        placed |= {row.pk for row in ready}
        left = [row for row in left if row.pk not in placed]
    return ordered


def _values(row: Model, without: set[str]) -> dict[str, Any]:
    """Columns of a row to be copied: neither its key, nor its project, nor ``without``."""
    left_out = NOT_COPIED | without
    return {
        field.attname: getattr(row, field.attname)
        for field in row._meta.concrete_fields
        if field.attname not in left_out
    }
