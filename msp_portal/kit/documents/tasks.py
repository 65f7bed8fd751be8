"""The two tasks of documents; ``kit.sweep_documents`` runs every minute (msp_portal/schedule.py)."""

from celery import shared_task

from msp_portal.kit.documents import services


@shared_task(name="kit.render_document", ignore_result=True)
def render_document(document_id: int) -> None:
    """Make one document; a second delivery finds nothing to do."""
    services.render_document(document_id)


@shared_task(name="kit.sweep_documents", ignore_result=True)
def sweep_documents() -> None:
    """The guarantee: what waits is rung for again, what dead workers held is freed."""
    services.sweep_documents()
