"""The public page of a sheet, its PDF, and a word to its authors."""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate
from urllib.parse import urljoin

from django.conf import settings
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import Truncator
from django.views.decorators.http import require_safe

from capitalisation.forms.library import ContactForm
from capitalisation.queries.content import corrected_parts
from capitalisation.queries.lineage import descent_of
from capitalisation.queries.presentation import present
from capitalisation.queries.published import Published, WithdrawnError, published_by_slug
from capitalisation.services.contact import write_to_authors
from capitalisation.views.sheet_page import put_refusal
from coordination.models import Person
from coordination.queries.scopes import standing_for
from msp_portal.kit import clock
from msp_portal.kit.machines import machine_of

MESSAGES_AN_HOUR = 5
TOO_MANY = "Vous avez déjà écrit plusieurs messages. Réessayez dans une heure."

View = Callable[Concatenate[HttpRequest, Published, ...], HttpResponseBase]


def of_the_library(view: View) -> Callable[..., HttpResponseBase]:
    """Give the published sheet of the address to the view; say so when it was taken back."""

    @wraps(view)
    def page(request: HttpRequest, slug: str) -> HttpResponseBase:
        try:
            found = published_by_slug(slug)
        except WithdrawnError:
            return render(request, "capitalisation/withdrawn.html", status=HTTPStatus.GONE)
        return view(request, found)

    return page


@require_safe
@of_the_library
def published(request: HttpRequest, found: Published) -> HttpResponse:
    """Everything frozen at the publication; who took it over since; whether it was corrected."""
    standing = standing_for(request)
    content = present(found.entry.snapshot.data)
    context: dict[str, Any] = {
        **content,
        "entry": found.entry,
        "content": content,
        "descent": descent_of(found.sheet),
        "corrected": corrected_parts(found.sheet, found.entry.snapshot),
        "may_contact": found.sheet.contact_agreed,
        "may_take_over": content["kit"] is not None,
        "is_ours": found.sheet.team_id in standing.scope.team_ids,
        "address": urljoin(settings.PORTAL_BASE_URL, request.path),
        "preview": Truncator(content["summary"]).chars(200),
        "pdf_ready": bool(found.entry.snapshot.document and found.entry.snapshot.document.is_ready),
    }
    return render(request, "capitalisation/published.html", context)


@require_safe
@of_the_library
def published_pdf(request: HttpRequest, found: Published) -> HttpResponseBase:
    """The frozen PDF, for everybody; while it is being made, back to the page that says so."""
    document = found.entry.snapshot.document
    if document is None or not document.is_ready:
        messages.info(request, "Le PDF se prépare : il sera là dans une minute.")
        return redirect("capitalisation:published", slug=found.entry.slug)
    response = FileResponse(
        document.file.open("rb"), filename=document.filename, content_type="application/pdf"
    )
    response["X-Content-Type-Options"] = "nosniff"
    return response


@of_the_library
def contact(request: HttpRequest, found: Published) -> HttpResponse:
    """A message to the authors, who agreed to be written to; the answer does not pass here."""
    if not found.sheet.contact_agreed:
        return render(request, "capitalisation/no_contact.html", _about(found))
    person = request.user if isinstance(request.user, Person) else None
    form = ContactForm(request.POST or None, person=person)
    if (
        request.method == "POST"
        and form.is_valid()
        and (form.is_from_a_machine or _write(request, found, form, person))
    ):
        return redirect(f"{reverse('capitalisation:contact', args=[found.entry.slug])}?parti=1")
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {**_about(found), "form": form, "sent": "parti" in request.GET}
    return render(request, "capitalisation/contact.html", context, status=status)


def _about(found: Published) -> dict[str, Any]:
    return {"entry": found.entry, "team": found.sheet.team}


def _write(
    request: HttpRequest, found: Published, form: ContactForm, person: Person | None
) -> bool:
    if not _may_write_again(request):
        form.add_error(None, TOO_MANY)
        return False
    typed = form.cleaned_data
    try:
        write_to_authors(
            sheet=found.sheet,
            name=typed["name"],
            email=typed["email"],
            place=typed["place"],
            text=typed["text"],
            sender=person,
        )
    except ValidationError as refusal:
        put_refusal(form, refusal)
        return False
    return True


def _may_write_again(request: HttpRequest) -> bool:
    """A few messages an hour from one machine: enough for people, not for what sends thousands."""
    hour = clock.now().strftime("%Y%m%d%H")
    key = f"sheet-message:{machine_of(request)}:{hour}"
    cache.add(key, 0, timeout=3600)
    return int(cache.incr(key)) <= MESSAGES_AN_HOUR
