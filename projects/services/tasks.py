"""Tasks: written in one line, offered to somebody, done in one tap, undone as easily.

Nobody owns a task without a yes. To take one oneself is a yes; to name somebody else is an offer,
told in her Monday letter with a link (an ``Ask``).
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.models import Ask, DatedRole, Person, Team, TeamMembership
from coordination.queries.asks import asks_about
from coordination.services.asks import (
    ask_people,
    close_ask,
    close_asks_about,
    mark_answered,
    reopen_ask,
)
from msp_portal.kit import clock
from msp_portal.kit.events import row_diff
from msp_portal.kit.links.services import mark_used
from msp_portal.kit.locking import save_if_current
from msp_portal.kit.models import ActionLink, Event
from msp_portal.kit.scoping import Scope
from projects.models import Action, Project, Task
from projects.services.part_changes import next_position
from projects.services.project_activity import record_project_event, team_ids_of
from projects.services.project_removal import remove_row

NOT_A_MEMBER = "Cette personne n’est pas dans une équipe du projet."
LOOP = "Cette tâche vient déjà après celle-ci : l’une des deux doit commencer."


@transaction.atomic
def add_task(
    *,
    actor: Person,
    project: Project,
    label: str,
    due_on: date | None = None,
    owner: Person | None = None,
    action: Action | None = None,
    after: Task | None = None,
    plan_key: str = "",
    date_note: str = "",
    now: datetime | None = None,
) -> Task:
    """One thing to do. With a ``plan_key`` its date is the plan's own (``planned_on``).

    ``owner`` other than the actor receives an offer. Raises ``ValidationError`` without words or
    for somebody who is not in a team of the project.
    """
    moment = now or clock.now()
    label = " ".join(label.split())
    if not label:
        raise ValidationError({"label": "Dites ce qu’il y a à faire."})
    rows = Task.unscoped.filter(project=project)  # unscoped: the caller holds the project
    task: Task = Task.objects.create(
        project=project,
        label=label,
        due_on=due_on,
        action=action,
        after=after,
        plan_key=plan_key,
        planned_on=due_on if plan_key else None,
        date_note=date_note,
        position=next_position(rows),
        created_at=moment,
        created_by=actor,
    )
    record_project_event(actor=actor, project=project, verb="task.added", subject=task, now=moment)
    if owner is not None:
        task = offer_task(actor=actor, task=task, person=owner, now=moment)
    return task


@transaction.atomic
def edit_task(
    *,
    actor: Person,
    task: Task,
    expected_version: int,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> Task:
    """Correct the words, the date, the action or what it comes after; ``owner`` has its own verbs.

    A date changed by hand loses the reason the plan gave. Raises ``StaleSave`` when somebody
    corrected the same part meanwhile, ``ValidationError`` when two tasks would wait for each other.
    """
    current = Task.unscoped.get(pk=task.pk)  # unscoped: the caller holds it
    told = row_diff(current, changes)
    if not told:
        return current
    if told.get("after", [None, None])[1]:
        _check_no_loop(current, changes["after"])
    values = dict(changes)
    if "due_on" in told:
        values["date_note"] = ""
        base = {**base, "date_note": current.date_note} if base is not None else None
    saved = save_if_current(current, expected_version=expected_version, changes=values, base=base)
    record_project_event(
        actor=actor,
        project=saved.project,
        verb="task.edited",
        subject=saved,
        changes=told,
        now=now,
    )
    return saved


@transaction.atomic
def mark_task(
    *,
    actor: Person,
    task: Task,
    state: str,
    via_link: ActionLink | None = None,
    now: datetime | None = None,
) -> Task:
    """Put a task in a column: ``todo``, ``doing`` or ``done``. The same twice changes nothing.

    Done closes the offer that waited; undone, it is reminded again.
    """
    moment = now or clock.now()
    current = _locked(task)
    if task_state(current) == state:
        return current
    done = state == "done"
    saved = save_if_current(
        current,
        expected_version=current.version,
        changes={
            "started_at": None if state == "todo" else (current.started_at or moment),
            "done_at": moment if done else None,
            "done_by": actor if done else None,
        },
    )
    if done:
        close_asks_about(kind=Ask.Kind.ENGAGEMENT, about=saved, now=moment)
    if via_link is not None:
        mark_used(via_link, now=moment)
    verbs = {"todo": "task.undone", "doing": "task.started", "done": "task.done"}
    record_project_event(
        actor=actor,
        project=saved.project,
        verb=verbs[state],
        subject=saved,
        via_link=via_link,
        now=moment,
    )
    return saved


def task_state(task: Task) -> str:
    """The column of a task: ``todo``, ``doing`` or ``done``."""
    if task.done_at is not None:
        return "done"
    return "doing" if task.started_at is not None else "todo"


@transaction.atomic
def offer_task(
    *,
    actor: Person,
    task: Task,
    person: Person,
    message: str = "",
    now: datetime | None = None,
) -> Task:
    """Offer a task to a member; offered to oneself, it is taken. What was offered to another is
    closed. Raises ``ValidationError`` for somebody who is not in a team of the project."""
    moment = now or clock.now()
    current = _locked(task)
    if current.owner_id == person.pk and (current.owner_accepted_at or actor.pk != person.pk):
        return current
    team = _team_of_member(current.project, person, moment)
    close_asks_about(kind=Ask.Kind.ENGAGEMENT, about=current, now=moment)
    mine = actor.pk == person.pk
    old = current.owner_id
    saved = save_if_current(
        current,
        expected_version=current.version,
        changes={"owner": person, "owner_accepted_at": moment if mine else None},
    )
    if not mine:
        _forget_former_answer(saved, person, moment)
        ask_people(
            actor=actor,
            team=team,
            kind=Ask.Kind.ENGAGEMENT,
            about=saved,
            persons=[person],
            message=message.strip(),
            now=moment,
        )
    record_project_event(
        actor=actor,
        project=saved.project,
        verb="task.taken" if mine else "task.offered",
        subject=saved,
        changes={"owner": [old, person.pk]},
        now=moment,
    )
    return saved


@transaction.atomic
def accept_task(
    *,
    actor: Person,
    task: Task,
    person: Person,
    via_link: ActionLink | None = None,
    now: datetime | None = None,
) -> Task:
    """The yes of the person it was offered to, by herself or noted as she said it aloud.

    Raises ``ValidationError`` when somebody else has taken it since.
    """
    moment = now or clock.now()
    current = _locked(task)
    if current.owner_id not in {None, person.pk}:
        raise ValidationError("Quelqu’un d’autre s’en occupe depuis. Merci d’avoir répondu.")
    if current.responsible_id == person.pk:
        return current
    saved = save_if_current(
        current,
        expected_version=current.version,
        changes={"owner": person, "owner_accepted_at": moment},
    )
    _settle(saved, person, via_link, moment)
    record_project_event(
        actor=actor,
        project=saved.project,
        verb="task.accepted" if actor.pk == person.pk else "task.accepted_aloud",
        subject=saved,
        via_link=via_link,
        now=moment,
    )
    return saved


@transaction.atomic
def release_task(
    *,
    actor: Person,
    task: Task,
    person: Person,
    via_link: ActionLink | None = None,
    now: datetime | None = None,
) -> Task:
    """« Pas cette fois », or somebody gives it back: the task is open again, without a name."""
    moment = now or clock.now()
    current = _locked(task)
    if current.owner_id != person.pk:
        return current
    _settle(current, person, via_link, moment)
    saved = save_if_current(
        current,
        expected_version=current.version,
        changes={"owner": None, "owner_accepted_at": None},
    )
    close_asks_about(kind=Ask.Kind.ENGAGEMENT, about=saved, now=moment)
    record_project_event(
        actor=actor,
        project=saved.project,
        verb="task.released",
        subject=saved,
        via_link=via_link,
        now=moment,
    )
    return saved


@transaction.atomic
def remove_task(*, actor: Person, task: Task, now: datetime | None = None) -> Event:
    """Take a task away; the offer that waited is closed."""
    close_asks_about(kind=Ask.Kind.ENGAGEMENT, about=task, now=now)
    return remove_row(actor=actor, row=task, verb="task.removed", now=now)


def _locked(task: Task) -> Task:
    locked: Task = (
        Task.unscoped.select_for_update(of=("self",))  # unscoped: the caller holds the task
        .select_related("project")
        .get(pk=task.pk)
    )
    return locked


def _team_of_member(project: Project, person: Person, now: datetime) -> Team:
    teams = team_ids_of(project)
    found = (
        TeamMembership.objects.for_scope(Scope.of(team_ids=teams))
        .filter(
            DatedRole.in_force(timezone.localtime(now).date()), person=person, team_id__in=teams
        )
        .select_related("team")
        .order_by("pk")
        .first()
    )
    if found is None:
        raise ValidationError({"owner": NOT_A_MEMBER})
    team: Team = found.team
    return team


def _forget_former_answer(task: Task, person: Person, now: datetime) -> None:
    """She answered about this task once; offered again, it is a new question."""
    scope = Scope.of(team_ids=team_ids_of(task.project), person_id=person.pk)
    for ask in asks_about(scope, task, Ask.Kind.ENGAGEMENT).filter(person=person):
        close_ask(ask=reopen_ask(ask=ask), now=now)


def _settle(task: Task, person: Person, via_link: ActionLink | None, now: datetime) -> None:
    scope = Scope.of(team_ids=team_ids_of(task.project), person_id=person.pk)
    for ask in asks_about(scope, task, Ask.Kind.ENGAGEMENT).filter(person=person):
        mark_answered(ask=ask, now=now)
    if via_link is not None:
        mark_used(via_link, now=now)


def _check_no_loop(task: Task, after: Task) -> None:
    """Follow « après… » from ``after``: it must not come back to ``task``."""
    waits_for = dict(
        Task.unscoped.filter(project_id=task.project_id).values_list(  # unscoped: the caller's
            "pk", "after_id"
        )
    )
    here: int | None = after.pk
    seen: set[int] = set()
    while here is not None and here not in seen:
        if here == task.pk:
            raise ValidationError({"after": LOOP})
        seen.add(here)
        here = waits_for.get(here)
