"""The diagnostic: data with their source, needs heard, what exists."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from msp_portal.kit.locking import StaleSave
from msp_portal.kit.locking.forms import settled
from projects.forms.diagnostic import DiagnosticItemForm
from projects.models import DiagnosticItem
from projects.queries.diagnostic import diagnostic_of
from projects.services.diagnostic import add_item, edit_item, move_item
from projects.services.project_removal import remove_row
from projects.views.method_saving import (
    INVALID,
    add_errors,
    back_after_removal,
    removed_just_now,
    stale_answer,
)
from projects.views.project_page import ProjectPage, project_page

Kind = DiagnosticItem.Kind
SECTIONS = (
    (Kind.DATA.value, "Données", "Ajouter une donnée"),
    (Kind.NEED.value, "Besoins exprimés", "Ajouter un besoin entendu"),
    (Kind.EXISTING.value, "Ce qui existe déjà", "Ajouter ce qui existe"),
)
TITLES = {kind: title for kind, _section, title in SECTIONS}


@login_required
@require_safe
def diagnostic(request: HttpRequest, pk: int) -> HttpResponse:
    """The three lists, and beside them what the partners said."""
    page = project_page(request, pk).for_the_team()
    found = diagnostic_of(page.access.scope, page.project)
    lists = {Kind.DATA: found.data, Kind.NEED: found.needs, Kind.EXISTING: found.existing}
    context = page.context(
        diagnostic=found,
        sections=[(kind, title, add, lists[Kind(kind)]) for kind, title, add in SECTIONS],
        removed=removed_just_now(request, page),
    )
    return render(request, "projects/diagnostic.html", context)


@login_required
def diagnostic_new(request: HttpRequest, pk: int) -> HttpResponse:
    """One more line; its kind is in the address."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    kind = request.GET.get("type", "")
    if kind not in TITLES:
        raise Http404
    form = DiagnosticItemForm(request.POST or None, kind=kind)
    if request.method == "POST" and form.is_valid():
        values = {name: form.cleaned_data[name] for name in form.Meta.fields if name in form.fields}
        try:
            add_item(actor=page.person, project=page.project, kind=kind, **values)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "C’est noté dans le diagnostic.")
            return redirect("projects:diagnostic", pk=pk)
    return _form_page(request, page, form, kind, TITLES[kind])


@login_required
def diagnostic_edit(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Correct one line."""
    page, row = _row(request, pk, item)
    data = settled(request.POST) if request.method == "POST" else None
    form = DiagnosticItemForm(data, instance=row, kind=row.kind)
    if data is not None and form.is_valid():
        try:
            edit_item(actor=page.person, item=row, **form.saving())
        except StaleSave as stale:
            return stale_answer(request, page, form, stale)
        messages.success(request, "Le diagnostic est corrigé.")
        return redirect("projects:diagnostic", pk=pk)
    return _form_page(request, page, form, row.kind, "Corriger")


@login_required
@require_POST
def diagnostic_move(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """One place up or down."""
    page, row = _row(request, pk, item)
    move_item(actor=page.person, item=row, up=request.POST.get("sens") == "haut")
    target = redirect("projects:diagnostic", pk=pk)
    target["Location"] += f"#l-{row.pk}"
    return target


@login_required
@require_POST
def diagnostic_remove(request: HttpRequest, pk: int, item: int) -> HttpResponse:
    """Take one line out; the page offers to put it back."""
    page, row = _row(request, pk, item)
    event = remove_row(actor=page.person, row=row, verb="diagnostic.removed")
    return back_after_removal("projects:diagnostic", page.project, event)


def _row(request: HttpRequest, pk: int, item: int) -> tuple[ProjectPage, DiagnosticItem]:
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    rows = DiagnosticItem.objects.for_scope(page.standing.scope).filter(project=page.project)
    return page, get_object_or_404(rows, pk=item)


def _form_page(
    request: HttpRequest, page: ProjectPage, form: DiagnosticItemForm, kind: str, title: str
) -> HttpResponse:
    context = page.context(form=form, kind=kind, form_title=title)
    status = INVALID if form.errors else 200
    return render(request, "projects/diagnostic_form.html", context, status=status)
