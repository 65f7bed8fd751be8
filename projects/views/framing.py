"""The framing note: typed, saved as one types, printed on one page."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from msp_portal.kit import clock
from msp_portal.kit.documents import request_document
from msp_portal.kit.french import hour
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.locking.forms import compare, settled
from projects.documents.framing import FRAMING_NOTE
from projects.forms.framing import FramingForm
from projects.models import FramingNote
from projects.queries.framing import framing_of
from projects.services.framing import save_framing
from projects.views.project_page import ProjectPage, project_page

AUTOSAVE = "autosave"


@login_required
def framing(request: HttpRequest, pk: int) -> HttpResponse:
    """The seven questions, to read or to write."""
    page = project_page(request, pk).for_the_team()
    note = framing_of(page.access)
    if request.method == "POST":
        page.can_edit.or_deny()
        return _save(request, page, note)
    form = FramingForm(instance=note)
    return render(request, "projects/framing.html", page.context(note=note, form=form))


@login_required
@require_safe
def framing_print(request: HttpRequest, pk: int) -> HttpResponse:
    """The note on one sheet, for the staff room."""
    page = project_page(request, pk).for_the_team()
    note = framing_of(page.access)
    return render(request, "projects/framing_print.html", page.context(note=note))


@login_required
@require_POST
def framing_pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for the note as a PDF; the next page shows it being made."""
    page = project_page(request, pk).for_the_team()
    note = framing_of(page.access)
    if note.pk is None:
        raise Http404
    document = request_document(
        actor=page.person, kind=FRAMING_NOTE, about=note, scope=page.access.scope
    )
    return redirect("document_status", public_id=document.public_id)


def _typed_on(note: FramingNote) -> FramingNote:
    """A copy for the form to write on: the note itself stays as it was read."""
    return FramingNote(
        pk=note.pk, project=note.project, version=note.version, updated_at=note.updated_at
    )


def _save(request: HttpRequest, page: ProjectPage, note: FramingNote) -> HttpResponse:
    by_itself = request.headers.get("X-Requested-With") == AUTOSAVE
    form = FramingForm(
        settled(request.POST), instance=FramingNote(pk=note.pk, version=note.version)
    )
    if not form.is_valid():
        if by_itself:
            return JsonResponse({"errors": form.errors}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        context = page.context(note=note, form=form)
        return render(
            request, "projects/framing.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY
        )
    try:
        saved = save_framing(actor=page.person, note=note, **form.saving())
    except StaleSave as stale:
        if by_itself:
            return JsonResponse({}, status=HTTPStatus.CONFLICT)
        context = page.context(stale=compare(form, stale))
        return render(request, "projects/framing_stale.html", context, status=HTTPStatus.CONFLICT)
    if by_itself:
        return JsonResponse({"version": saved.version, "saved_at": hour(clock.now())})
    messages.success(request, "La note de cadrage est enregistrée.")
    return redirect("projects:framing", pk=page.project.pk)
