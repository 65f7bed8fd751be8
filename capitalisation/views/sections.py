"""Writing one part of a sheet: one question a page, saved as one types."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render

from capitalisation.forms.sheets import SectionForm
from capitalisation.models import SheetSection, Testimony
from capitalisation.queries.prefill import QUESTIONS, project_words
from capitalisation.queries.sheet_page import sheet_quotes
from capitalisation.services.sheets import save_section
from capitalisation.views.sheet_page import SheetPage, sheet_page
from msp_portal.kit import clock
from msp_portal.kit.french import hour
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.locking.forms import compare, settled

AUTOSAVE = "autosave"
KEYS = SheetSection.Key.values
# Which of the six answers speaks of which part.
_ANSWERS = {
    "NAISSANCE": "origin",
    "ETAPES": "moment",
    "LEVIERS": "helped",
    "FREINS": "hindered",
    "EFFETS": "changed",
    "ENSEIGNEMENTS": "advice",
}


@login_required
def section(request: HttpRequest, pk: int, key: str) -> HttpResponse:
    """One part: its question, what the project says of it, what people answered."""
    page = sheet_page(request, pk).for_the_team()
    part = get_object_or_404(
        SheetSection.objects.for_scope(page.access.scope).select_related("sheet"),
        sheet=page.sheet,
        key=key.upper(),
    )
    page.can_write.or_deny()
    if request.method == "POST":
        return _save(request, page, part)
    form = SectionForm(instance=part)
    return render(request, "capitalisation/section.html", _context(page, part, form))


def _context(page: SheetPage, part: SheetSection, form: SectionForm) -> dict[str, object]:
    place = KEYS.index(part.key)
    said = _ANSWERS.get(part.key, "")
    given = Testimony.objects.for_scope(page.access.scope).filter(sheet=page.sheet)
    answers = [(getattr(each, said), each) for each in given if said and getattr(each, said)]
    offered = project_words(page.sheet.project)[part.key]
    return page.context(
        part=part,
        form=form,
        question=QUESTIONS[part.key],
        offered="" if offered and offered in part.text else offered,
        answers=answers,
        quoted={quote.text for quote in sheet_quotes(page.access.scope, page.sheet)},
        number=place + 1,
        of=len(KEYS),
        previous=KEYS[place - 1].lower() if place else "",
        following=KEYS[place + 1].lower() if place + 1 < len(KEYS) else "",
    )


def _save(request: HttpRequest, page: SheetPage, part: SheetSection) -> HttpResponse:
    by_itself = request.headers.get("X-Requested-With") == AUTOSAVE
    form = SectionForm(
        settled(request.POST),
        instance=SheetSection(pk=part.pk, key=part.key, version=part.version, text=part.text),
    )
    if not form.is_valid():
        if by_itself:
            return JsonResponse({"errors": form.errors}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
        return render(
            request,
            "capitalisation/section.html",
            _context(page, part, form),
            status=HTTPStatus.UNPROCESSABLE_ENTITY,
        )
    try:
        saved = save_section(actor=page.person, section=part, **form.saving())
    except StaleSave as stale:
        if by_itself:
            return JsonResponse({}, status=HTTPStatus.CONFLICT)
        context = page.context(stale=compare(form, stale))
        return render(request, "capitalisation/stale.html", context, status=HTTPStatus.CONFLICT)
    except ValidationError as refusal:  # sent to the federation from another window meanwhile
        raise PermissionDenied(refusal.messages[0]) from refusal
    if by_itself:
        return JsonResponse({"version": saved.version, "saved_at": hour(clock.now())})
    return _go_on(request, page, part)


def _go_on(request: HttpRequest, page: SheetPage, part: SheetSection) -> HttpResponse:
    """To the next part when it was asked for, else back to the sheet."""
    messages.success(request, f"« {part.get_key_display()} » est enregistré.")
    following = request.POST.get("suite", "").upper()
    if following in KEYS:
        return redirect("capitalisation:section", pk=page.sheet.pk, key=following.lower())
    return redirect("capitalisation:sheet", pk=page.sheet.pk)
