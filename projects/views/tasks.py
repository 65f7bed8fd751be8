"""Tasks: the one-line entry, the list, the board, one tap to say it is done."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.kit.french import long_date
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.locking.forms import settled
from projects.forms.tasks import TaskConfirmForm, TaskForm, TaskLineForm
from projects.models import Task
from projects.queries.tasks import (
    actions_of,
    by_time,
    columns,
    done_rows,
    members_of,
    somebodies,
    somebody,
    task_rows,
)
from projects.queries.tasks_line import TaskLine, read_line
from projects.services.tasks import (
    accept_task,
    add_task,
    edit_task,
    mark_task,
    offer_task,
    release_task,
    remove_task,
)
from projects.views.method_saving import (
    INVALID,
    add_errors,
    back_after_removal,
    removed_just_now,
    stale_answer,
)
from projects.views.project_page import ProjectPage, project_page

LIST, BOARD = "projects:plan", "projects:plan_board"
STATES = {"todo": "remis à faire", "doing": "en cours", "done": "fait. Merci"}


@login_required
@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """What is to be done, by what comes first; the actions beside."""
    page = project_page(request, pk).for_the_team()
    return _plan_page(request, page, TaskLineForm())


def _plan_page(
    request: HttpRequest, page: ProjectPage, form: TaskLineForm, *, status: int = 200
) -> HttpResponse:
    today = clock.today()
    rows = task_rows(page.access.scope, page.project, today)
    done = done_rows(rows)
    context = page.context(
        form=form,
        groups=by_time(rows, today),
        done=done,
        total=len(rows),
        done_count=sum(row.state == "done" for row in rows),
        actions=actions_of(page.access.scope, page.project),
        removed=removed_just_now(request, page),
    )
    return render(request, "projects/plan.html", context, status=status)


@login_required
@require_safe
def plan_board(request: HttpRequest, pk: int) -> HttpResponse:
    """The same tasks in three columns; every move is a button."""
    page = project_page(request, pk).for_the_team()
    rows = task_rows(page.access.scope, page.project, clock.today())
    return render(request, "projects/board.html", page.context(columns=columns(rows)))


# ---- One line ----------------------------------------------------------------------------------


@login_required
@require_POST
def plan_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Write down what the line says; when something is doubtful, ask first."""
    page = project_page(request, pk).for_the_team()
    page.can_contribute.or_deny()
    form = TaskLineForm(request.POST)
    if not form.is_valid():
        return _plan_page(request, page, form, status=INVALID)
    people = members_of(page.access.team_ids, clock.today())
    read = _read(page, form.cleaned_data["line"], people)
    if not read.is_sure:
        return _confirm_page(request, page, read, people)
    owner = next((each for each in people if read.owner and each.pk == read.owner.id), None)
    try:
        add_task(
            actor=page.person,
            project=page.project,
            label=read.label,
            due_on=read.day,
            owner=owner,
        )
    except ValidationError as error:
        add_errors(form, error)
        return _plan_page(request, page, form, status=INVALID)
    messages.success(request, said_of(read.label, owner, read, page.person))
    return redirect(LIST, pk=pk)


@login_required
@require_POST
def plan_line_reading(request: HttpRequest, pk: int) -> HttpResponse:
    """What is understood so far, as one types: reads, writes nothing."""
    page = project_page(request, pk).for_the_team()
    people = members_of(page.access.team_ids, clock.today())
    line = request.POST.get("line", "")[:300]
    read = _read(page, line, people) if line.strip() else None
    return render(request, "projects/plan_line_reading.html", {"read": read})


@login_required
@require_POST
def plan_line_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The line put right by hand."""
    page = project_page(request, pk).for_the_team()
    page.can_contribute.or_deny()
    people = members_of(page.access.team_ids, clock.today())
    form = TaskConfirmForm(request.POST, people=people)
    if not form.is_valid():
        context = page.context(form=form, read=None)
        return render(request, "projects/plan_line.html", context, status=INVALID)
    typed = form.cleaned_data
    owner = next((each for each in people if each.pk == typed["owner"]), None)
    add_task(
        actor=page.person,
        project=page.project,
        label=typed["label"],
        due_on=typed["due_on"],
        owner=owner,
    )
    read = TaskLine(typed["label"], typed["due_on"])
    messages.success(request, said_of(typed["label"], owner, read, page.person))
    return redirect(LIST, pk=pk)


def _read(page: ProjectPage, line: str, people: list[Person]) -> TaskLine:
    me = page.person
    return read_line(line, somebodies(people), clock.today(), somebody(me) if me else None)


def _confirm_page(
    request: HttpRequest, page: ProjectPage, read: TaskLine, people: list[Person]
) -> HttpResponse:
    kept = {each.id for each in read.namesakes}
    offered = [each for each in people if each.pk in kept] if kept else people
    start = {
        "label": read.label,
        "due_on": read.day,
        "owner": read.owner.id if read.owner else None,
    }
    form = TaskConfirmForm(initial=start, people=offered)
    return render(request, "projects/plan_line.html", page.context(form=form, read=read))


def said_of(label: str, owner: Person | None, read: TaskLine, me: Person | None) -> str:
    """What was written down, told back."""
    when = f", pour le {long_date(read.day)}" if read.day else ", sans date"
    who = ""
    if owner is not None:
        mine = me is not None and owner.pk == me.pk
        who = ", pour vous" if mine else f". Proposé à {owner.full_name}, qui répondra"
    return f"À faire : {label}{when}{who}."


# ---- One task ----------------------------------------------------------------------------------


@login_required
def plan_task(request: HttpRequest, pk: int, task: int) -> HttpResponse:
    """Correct a task, offer it, say what it comes after."""
    page, row = task_of(request, pk, task)
    data = settled(request.POST) if request.method == "POST" else None
    form = _task_form(page, row, data)
    if data is not None and form.is_valid():
        try:
            saved = edit_task(actor=page.person, task=row, **form.saving())
            if form.person_changed:
                _give(page, saved, form.cleaned_data["person"])
        except StaleSave as stale:
            return stale_answer(request, page, form, stale)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "C’est enregistré.")
            return redirect(LIST, pk=pk)
    context = page.context(form=form, task=row)
    status = INVALID if form.errors else 200
    return render(request, "projects/plan_task.html", context, status=status)


def _task_form(page: ProjectPage, row: Task, data: Any) -> TaskForm:
    others = Task.objects.for_scope(page.access.scope).filter(project=page.project)
    people = members_of(page.access.team_ids, clock.today())
    if row.owner and row.owner not in people:
        people = [row.owner, *people]
    return TaskForm(
        data,
        instance=row,
        people=people,
        others=others.exclude(pk=row.pk),
        actions=actions_of(page.access.scope, page.project),
    )


def _give(page: ProjectPage, task: Task, person_id: int | None) -> None:
    actor = page.person
    assert actor is not None  # noqa: S101
    if person_id is None:
        if task.owner:
            release_task(actor=actor, task=task, person=task.owner)
        return
    offer_task(actor=actor, task=task, person=Person.objects.get(pk=person_id))


@login_required
@require_POST
def plan_task_act(request: HttpRequest, pk: int, task: int) -> HttpResponse:
    """One tap: done, under way, to be done again; I take it; she said yes; given back."""
    page, row = task_of(request, pk, task)
    actor = page.person
    act = request.POST.get("act", "")
    if act in STATES:
        mark_task(actor=actor, task=row, state=act)
        messages.success(request, f"« {row.label} » : {STATES[act]}.")
    elif act == "take":
        _say(request, lambda: offer_task(actor=actor, task=row, person=actor), "C’est pour vous.")
    elif act == "yes" and row.owner:
        page.can_edit.or_deny()
        _say(
            request,
            lambda: accept_task(actor=actor, task=row, person=row.owner),
            f"Le oui de {row.owner.full_name} est noté.",
        )
    elif act == "release" and row.owner:
        if row.owner_id != actor.pk:
            page.can_edit.or_deny()
        release_task(actor=actor, task=row, person=row.owner)
        messages.success(request, "La tâche est de nouveau à prendre.")
    back = BOARD if request.POST.get("retour") == "tableau" else LIST
    return redirect(back, pk=pk)


def _say(request: HttpRequest, act: Any, said: str) -> None:
    try:
        act()
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        messages.success(request, said)


@login_required
@require_POST
def plan_task_remove(request: HttpRequest, pk: int, task: int) -> HttpResponse:
    """Take a task away; the page offers to put it back."""
    page, row = task_of(request, pk, task)
    event = remove_task(actor=page.person, task=row)
    return back_after_removal(LIST, page.project, event)


def task_of(request: HttpRequest, pk: int, task: int) -> tuple[ProjectPage, Task]:
    """One task of one project, for who may work on it."""
    page = project_page(request, pk).for_the_team()
    page.can_contribute.or_deny()
    rows = Task.objects.for_scope(page.standing.scope).filter(project=page.project)
    return page, get_object_or_404(rows.select_related("owner", "project"), pk=task)
