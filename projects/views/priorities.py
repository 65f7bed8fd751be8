"""The priorities: five criteria to think with, a choice that stays the team's."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from msp_portal.kit.locking import StaleSave
from msp_portal.kit.locking.forms import settled
from projects.forms.diagnostic import PriorityChoiceForm, PriorityForm
from projects.models import Priority
from projects.queries.diagnostic import CRITERIA, weighings
from projects.services.diagnostic import choose_priority, save_priority
from projects.services.project_removal import remove_row
from projects.views.method_saving import (
    INVALID,
    add_errors,
    back_after_removal,
    removed_just_now,
    stale_answer,
)
from projects.views.project_page import ProjectPage, project_page

LIST = "projects:diagnostic_priorities"


@login_required
@require_safe
def diagnostic_priorities(request: HttpRequest, pk: int) -> HttpResponse:
    """What was weighed, and what the team keeps."""
    page = project_page(request, pk).for_the_team()
    rows = list(Priority.objects.for_scope(page.access.scope).filter(project=page.project))
    context = page.context(
        weighings=weighings(rows), criteria=CRITERIA, removed=removed_just_now(request, page)
    )
    return render(request, "projects/priorities.html", context)


@login_required
def diagnostic_priority_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Weigh one more problem."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    form = PriorityForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.Meta.fields}
        save_priority(actor=page.person, project=page.project, values=values)
        messages.success(request, "Le problème est ajouté. À l’équipe de choisir.")
        return redirect(LIST, pk=pk)
    return _form_page(request, page, form, None)


@login_required
def diagnostic_priority(request: HttpRequest, pk: int, priority: int) -> HttpResponse:
    """Weigh a problem again."""
    page, row = _row(request, pk, priority)
    data = settled(request.POST) if request.method == "POST" else None
    form = PriorityForm(data, instance=row)
    if data is not None and form.is_valid():
        typed = form.saving()
        try:
            save_priority(
                actor=page.person,
                project=page.project,
                priority=row,
                values=typed["changes"],
                expected_version=typed["expected_version"],
                base=typed["base"],
            )
        except StaleSave as stale:
            return stale_answer(request, page, form, stale)
        messages.success(request, "C’est enregistré.")
        return redirect(LIST, pk=pk)
    return _form_page(request, page, form, row)


@login_required
def diagnostic_priority_choose(request: HttpRequest, pk: int, priority: int) -> HttpResponse:
    """The team keeps it, with a reason; or no longer does."""
    page, row = _row(request, pk, priority)
    form = PriorityChoiceForm(request.POST or None, initial={"reason": row.reason})
    if request.method == "POST" and form.is_valid():
        chosen = request.POST.get("choix") != "non"
        try:
            choose_priority(
                actor=page.person,
                priority=row,
                chosen=chosen,
                reason=form.cleaned_data["reason"],
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            said = "L’équipe la retient." if chosen else "L’équipe ne la retient plus."
            messages.success(request, said)
            return redirect(LIST, pk=pk)
    context = page.context(form=form, priority=row, weighing=weighings([row])[0])
    status = INVALID if form.errors else 200
    return render(request, "projects/priorities_choose.html", context, status=status)


@login_required
@require_POST
def diagnostic_priority_remove(request: HttpRequest, pk: int, priority: int) -> HttpResponse:
    """Take one out; the page offers to put it back."""
    page, row = _row(request, pk, priority)
    event = remove_row(actor=page.person, row=row, verb="priority.removed")
    return back_after_removal(LIST, page.project, event)


def _row(request: HttpRequest, pk: int, priority: int) -> tuple[ProjectPage, Priority]:
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    rows = Priority.objects.for_scope(page.standing.scope).filter(project=page.project)
    return page, get_object_or_404(rows, pk=priority)


def _form_page(
    request: HttpRequest, page: ProjectPage, form: PriorityForm, priority: Priority | None
) -> HttpResponse:
    context = page.context(form=form, priority=priority)
    status = INVALID if form.errors else 200
    return render(request, "projects/priorities_form.html", context, status=status)
