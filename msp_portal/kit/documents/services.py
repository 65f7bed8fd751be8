"""Asking for a document, making it, and catching up with what was interrupted.

The row is the truth. The Celery task is only a doorbell: a claim is a conditional UPDATE, so that
a task delivered twice makes one file; a worker killed in the middle leaves a claim that expires,
and the sweep hands the row to another.
"""

from datetime import datetime, timedelta
from typing import Any, cast

import structlog
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import ContentFile
from django.db import models, transaction
from django.db.models import F
from django.template.loader import render_to_string

from msp_portal.kit import clock
from msp_portal.kit.documents.registry import document_kind
from msp_portal.kit.documents.rendering import Pdf, content_hash, render_pdf
from msp_portal.kit.files.names import clean_name
from msp_portal.kit.models.documents import DocumentState, RenderedDocument, document_path
from msp_portal.kit.scoping import NOBODY, Scope

log = structlog.get_logger(__name__)

LEASE = timedelta(minutes=6)  # longer than the hard limit of a task (CELERY_TASK_TIME_LIMIT)
MOST_ATTEMPTS = 3
SWEPT_AT_ONCE = 200
BROKEN = (
    "Le document n’a pas pu être fabriqué. Redemandez-le ; si cela recommence, "
    "prévenez votre fédération."
)
INTERRUPTED = (
    "La fabrication a été interrompue plusieurs fois. Redemandez le document ; "
    "si cela recommence, prévenez votre fédération."
)


# What templates/documents/base_pdf.html may say and a kind may leave out.
_OPTIONAL = {"document_who": "", "document_foot": "", "illustration": None}


def request_document(
    *,
    actor: models.Model | None,
    kind: str,
    about: models.Model,
    scope: Scope = NOBODY,
    now: datetime | None = None,
) -> RenderedDocument:
    """Ask for a document; the same content is the same row, already ready when it was made before.

    The text is written now, with what ``scope`` may read; a worker lays it out after commit. The
    caller has checked that ``actor`` may ask. Raises ``UnknownDocumentKindError``.
    """
    made = document_kind(kind)
    context = {**_OPTIONAL, **made.context(about, scope)}
    html = render_to_string(made.template, context)
    with transaction.atomic():
        document, created = RenderedDocument.objects.get_or_create(
            kind=kind,
            about_type=ContentType.objects.get_for_model(about),
            about_id=about.pk,
            content_hash=content_hash(html),
            defaults={
                "title": str(context["document_title"])[:200],
                "filename": clean_name(f"{made.filename(about)}.pdf"),
                "source": html,
                "illustrative": bool(context.get("illustration")),
                "requested_by": cast(Any, actor),
                "created_at": now or clock.now(),
            },
        )
        if created:
            _ring_after_commit(document)
        elif document.has_failed:
            retry_document(actor=actor, document=document)
    return document


def retry_document(*, actor: models.Model | None, document: RenderedDocument) -> RenderedDocument:
    """Ask again for a document that failed; anything else is left as it is."""
    failed = RenderedDocument.objects.filter(pk=document.pk, state=DocumentState.FAILED)
    with transaction.atomic():
        asked = failed.update(
            state=DocumentState.QUEUED, progress=0, step="En attente", error="", attempts=0,
            claimed_at=None, finished_at=None, requested_by=cast(Any, actor),
        )  # fmt: skip
        if asked:
            for attempt in range(1, document.attempts + 1):
                _forget(document, attempt)
            _ring_after_commit(document)
        document.refresh_from_db()
    return document


def render_document(document_id: int, *, now: datetime | None = None) -> bool:
    """Make one queued document. False when there was nothing to do (done, or another has it)."""
    claimed = _claim(document_id, now or clock.now())
    if claimed is None:
        return False
    try:
        pdf = render_pdf(claimed.source, claimed.content_hash, _teller(claimed))
        return _keep(claimed, pdf)
    except Exception:
        log.exception("document.failed", document=document_id, kind=claimed.kind)
        _still_ours(claimed).update(
            state=DocumentState.FAILED, error=BROKEN, step="Pas abouti", finished_at=clock.now()
        )
        return False


def sweep_documents(*, now: datetime | None = None) -> int:
    """Every minute: free what dead workers held, then ring for all that waits. How many waited."""
    now = now or clock.now()
    dead = RenderedDocument.objects.filter(
        state=DocumentState.RENDERING, claimed_at__lt=now - LEASE
    )
    dead.filter(attempts__gte=MOST_ATTEMPTS).update(
        state=DocumentState.FAILED, error=INTERRUPTED, step="Pas abouti", finished_at=now
    )
    dead.update(state=DocumentState.QUEUED, progress=0, step="En attente", claimed_at=None)
    waiting = RenderedDocument.objects.filter(state=DocumentState.QUEUED).order_by("created_at")
    ids = list(waiting.values_list("pk", flat=True)[:SWEPT_AT_ONCE])
    for document_id in ids:
        _ring(document_id)
    return len(ids)


def _claim(document_id: int, now: datetime) -> RenderedDocument | None:
    rows = RenderedDocument.objects.filter(pk=document_id, state=DocumentState.QUEUED)
    if not rows.update(
        state=DocumentState.RENDERING, claimed_at=now, attempts=F("attempts") + 1,
        progress=5, step="Préparation",
    ):  # fmt: skip
        return None
    document = RenderedDocument.objects.get(pk=document_id)
    # Files of attempts that were killed while writing: they belong to nothing.
    for earlier in range(1, document.attempts):
        _forget(document, earlier)
    return document


def _still_ours(claimed: RenderedDocument) -> "models.QuerySet[RenderedDocument]":
    """The row, unless the claim expired and somebody else took it."""
    return RenderedDocument.objects.filter(
        pk=claimed.pk, state=DocumentState.RENDERING,
        attempts=claimed.attempts, claimed_at=claimed.claimed_at,
    )  # fmt: skip


def _teller(claimed: RenderedDocument) -> "Any":
    def tell(percent: int, step: str) -> None:
        _still_ours(claimed).update(progress=percent, step=step)

    return tell


def _keep(claimed: RenderedDocument, pdf: Pdf) -> bool:
    """Store the file, then say so; a worker that lost its claim takes its file away."""
    _teller(claimed)(90, "Rangement")
    storage = RenderedDocument.file.field.storage
    _forget(claimed, claimed.attempts)
    path = storage.save(document_path(claimed, ""), ContentFile(pdf.content))
    kept = _still_ours(claimed).update(
        state=DocumentState.READY, progress=100, step="Prêt", error="", source="", file=path,
        pages=pdf.pages, size=len(pdf.content), finished_at=clock.now(),
    )  # fmt: skip
    if not kept:
        storage.delete(path)
    return bool(kept)


def _forget(document: RenderedDocument, attempt: int) -> None:
    storage = RenderedDocument.file.field.storage
    path = f"documents/{document.public_id.hex}-{attempt}.pdf"
    if storage.exists(path):
        storage.delete(path)


def _ring_after_commit(document: RenderedDocument) -> None:
    transaction.on_commit(lambda: _ring(document.pk))


def _ring(document_id: int) -> None:
    """A broker that does not answer costs a minute, never a document."""
    from msp_portal.kit.documents import tasks

    try:
        tasks.render_document.apply_async(args=(document_id,), retry=False, expires=60)
    except Exception as error:  # any transport error: the sweep will ring again
        log.warning("document.bell_unheard", document=document_id, error=str(error))
