"""Following a document being made, then reading it. Who may is said by its kind; default: nobody."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from msp_portal.kit.documents import may_read, retry_document
from msp_portal.kit.files import private_response
from msp_portal.kit.models.documents import RenderedDocument


def _document(request: HttpRequest, public_id: UUID) -> RenderedDocument:
    """The document, or 404 for whoever may not know that it exists."""
    document = RenderedDocument.objects.filter(public_id=public_id).first()
    if document is None or not may_read(request.user, document):
        raise Http404
    return document


@login_required
@require_safe
def document_status(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Where the making stands: a page with a link to refresh it, or its fragment for htmx."""
    document = _document(request, public_id)
    partial = getattr(request, "htmx", False)
    template = "documents/progress.html" if partial else "documents/status.html"
    response = render(request, template, {"document": document})
    response["Cache-Control"] = "private, no-store"
    return response


@login_required
@require_safe
def document_download(request: HttpRequest, public_id: UUID) -> HttpResponseBase:
    """The PDF; a document that is not ready sends back to its status."""
    document = _document(request, public_id)
    if not document.is_ready:
        return redirect("document_status", public_id=public_id)
    return private_response(
        document.file,
        name=document.filename,
        mime="application/pdf",
        inline="lire" in request.GET,
    )


@login_required
@require_POST
def document_retry(request: HttpRequest, public_id: UUID) -> HttpResponse:
    """Ask again for a document that failed."""
    document = _document(request, public_id)
    retry_document(actor=request.user, document=document)  # type: ignore[arg-type]
    return redirect("document_status", public_id=public_id)
