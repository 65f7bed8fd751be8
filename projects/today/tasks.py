"""Tasks of « Aujourd'hui »: hers, done in one tap; those nobody has taken, for who steers."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Case, Q, When
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from coordination.models import Person
from msp_portal.kit.links.services import issue_link, link_url
from msp_portal.kit.today import (
    FETCHED,
    Act,
    ActDone,
    Part,
    TodayLine,
    TodayReader,
    TodaySource,
    register_today_source,
)
from projects.emails.tasks import TASK_ACTION
from projects.models import Project, Task
from projects.services.tasks import mark_task, offer_task, release_task
from projects.today.teams import with_my_team

KEY = "projects.tasks"
AHEAD, BEHIND = timedelta(days=14), timedelta(days=30)
DONE, UNDONE, TAKE, GIVE_BACK = "fait", "a-refaire", "prendre", "rendre"
_DONE, _TAKE = Act(DONE, "C’est fait"), Act(TAKE, "Je m’en occupe")
_UNDO = (Act(UNDONE, "Remettre à faire"), Act(GIVE_BACK, "Finalement non"))


def lines(reader: TodayReader) -> Iterator[TodayLine]:
    """Open tasks of projects under way, due within two weeks or late. One query."""
    if not reader.scope.team_ids:
        return
    hers = Q(owner_id=reader.person_id, owner_accepted_at__isnull=False)
    near = Q(due_on__gte=reader.day - BEHIND)  # older ones are for the plan of the project
    shown = hers | near if reader.steers else hers
    tasks = (
        with_my_team(Task.objects.for_scope(reader.scope), reader.scope)
        .filter(
            shown,
            Q(due_on__lte=reader.day + AHEAD) | Q(due_on__isnull=True),
            done_at__isnull=True,
            project__status=Project.Status.ONGOING,
        )
        .select_related("project", "owner")
        .order_by(Case(When(hers, then=0), default=1), "due_on", "pk")
    )
    for task in tasks[:FETCHED]:
        line = _line(task, reader)
        if line is not None:
            yield line


def _line(task: Any, reader: TodayReader) -> TodayLine | None:
    mine = task.responsible_id == reader.person_id
    words: dict[str, Any] = {
        "pk": task.pk,
        "text": task.label,
        "url": reverse("projects:plan", args=[task.project_id]),
        "day": task.due_on,
        "team_id": task.my_team_id,
        "about": task,
    }
    if mine:
        return TodayLine(
            part=Part.ACTION,
            rank=1,
            note=task.project.title,
            acts=(_DONE,),
            letter_url=_signed_link(task),
            **words,
        )
    offered_to_her = task.owner_id == reader.person_id  # the offer itself is her line
    if offered_to_her or task.my_team_id not in reader.steers:
        return None
    if task.owner_id is None:
        note = f"{task.project.title}. Personne ne s’en occupe encore."
        return TodayLine(part=Part.ACTION, rank=4, note=note, acts=(_TAKE,), **words)
    who = task.owner.full_name if task.owner_accepted_at else f"proposé à {task.owner.full_name}"
    return TodayLine(part=Part.DATE, note=f"{task.project.title}, {who}", letter=False, **words)


def _signed_link(task: Task) -> Any:
    def url(person: Person, now: datetime) -> str:
        return link_url(issue_link(person=person, action=TASK_ACTION, about=task, now=now))

    return url


# ---- Acts -------------------------------------------------------------------------------------


def perform(actor: Person, reader: TodayReader, pk: int, act: str, value: str) -> ActDone:
    """Done, to do again, taken, given back. Any member of a team of the project may (as on the
    plan of the project)."""
    tasks = Task.objects.for_scope(reader.scope).select_related("project")
    task: Task = get_object_or_404(tasks, pk=pk)
    now = reader.now
    if act == DONE:
        mark_task(actor=actor, task=task, state="done", now=now)
        return ActDone(f"« {task.label} » : c’est fait. Merci.", UNDONE)
    if act == UNDONE:
        mark_task(actor=actor, task=task, state="todo", now=now)
        return ActDone(f"« {task.label} » est de nouveau à faire.")
    if act == TAKE:
        if task.owner_id not in {None, actor.pk}:
            raise ValidationError("Quelqu’un d’autre s’en occupe depuis.")
        offer_task(actor=actor, task=task, person=actor, now=now)
        return ActDone(f"Vous vous occupez de « {task.label} ».", GIVE_BACK)
    if act == GIVE_BACK:
        release_task(actor=actor, task=task, person=actor, now=now)
        return ActDone(f"« {task.label} » attend de nouveau quelqu’un.")
    raise Http404


def without_account(first: date, last: date) -> Iterator[int]:
    """Who has no account, said yes to a task and has it to do by the end of this week."""
    owned = Task.unscoped.filter(  # unscoped: the portal writes to each one about her own tasks
        done_at__isnull=True,
        due_on__range=(first - AHEAD, last),
        owner_accepted_at__isnull=False,
        owner__can_sign_in=False,
        owner__is_active=True,
        owner__email__isnull=False,
        project__status=Project.Status.ONGOING,
    )
    yield from owned.order_by("owner_id").values_list("owner_id", flat=True).distinct()


def register() -> None:
    """Called when Django starts."""
    register_today_source(TodaySource(KEY, lines, perform, _UNDO, without_account))
