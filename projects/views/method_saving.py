"""What the pages of the method share: a stale save that loses nothing, a removal that is undone."""

from dataclasses import replace
from http import HTTPStatus
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from msp_portal.kit.events import events_for_teams
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.locking.forms import KEEP, MERGED, THEIRS, compare
from msp_portal.kit.models import Event
from msp_portal.kit.typed import whole_number
from projects.models import Project
from projects.services.project_removal import restore_removed
from projects.views.project_page import ProjectPage, project_page

REMOVED = "retire"
# Where one goes back to, and who may put it back.
PAGES = {
    "diagnostic.removed": "projects:diagnostic",
    "priority.removed": "projects:diagnostic_priorities",
    "objective.removed": "projects:objectives",
    "partner.removed": "projects:partners",
    "task.removed": "projects:plan",
}
ANYBODY = frozenset({"task.removed"})
INVALID = HTTPStatus.UNPROCESSABLE_ENTITY


def stale_answer(
    request: HttpRequest, page: ProjectPage, form: "forms.ModelForm[Any]", stale: StaleSave
) -> HttpResponse:
    """Both versions side by side; whatever else was typed on the page is carried along."""
    shown = compare(form, stale)
    own = {form.add_prefix(name) for name in form._meta.fields or ()}
    own |= {form.add_initial_prefix(name) for name in form._meta.fields or ()}
    own.add(shown.version_name)
    kept = [(name, value) for name, value in shown.kept if name in own]
    for name in request.POST:
        if name not in own and name != "csrfmiddlewaretoken" and not _is_choice(name):
            kept += [(name, str(value)) for value in request.POST.getlist(name)]
    context = page.context(stale=replace(shown, kept=kept))
    return render(request, "projects/project_stale.html", context, status=HTTPStatus.CONFLICT)


def _is_choice(name: str) -> bool:
    return name.endswith((KEEP, THEIRS, MERGED))


def removed_just_now(request: HttpRequest, page: ProjectPage) -> Event | None:
    """The removal named in the address, when this page may undo it."""
    asked = whole_number(request.GET.get(REMOVED))
    return _removals(page).filter(pk=asked).first() if asked is not None else None


def back_after_removal(name: str, project: Project, event: Event) -> HttpResponse:
    """The page one comes from, offering to undo."""
    target = redirect(name, pk=project.pk)
    target["Location"] += f"?{REMOVED}={event.pk}"
    return target


def _removals(page: ProjectPage) -> Any:
    own_teams = page.access.team_ids & page.standing.scope.team_ids
    return events_for_teams(own_teams).filter(
        subject_type=ContentType.objects.get_for_model(Project),
        subject_id=page.project.pk,
        verb__in=PAGES,
    )


@login_required
@require_POST
def put_back(request: HttpRequest, pk: int, event: int) -> HttpResponse:
    """Undo a removal, within thirty days."""
    page = project_page(request, pk).for_the_team()
    found = get_object_or_404(_removals(page), pk=event)
    (page.can_contribute if found.verb in ANYBODY else page.can_edit).or_deny()
    try:
        label = restore_removed(actor=page.person, project=page.project, event=found)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        messages.success(request, f"« {label} » est remis en place.")
    return redirect(PAGES[found.verb], pk=pk)


def add_errors(form: forms.BaseForm, error: ValidationError) -> None:
    """A service's refusal, beside the field it speaks of when the form has it."""
    if not hasattr(error, "error_dict"):
        form.add_error(None, error)
        return
    for name, errors in error.error_dict.items():
        form.add_error(name if name in form.fields else None, errors)
