"""Documents: read by whom their kind names. This one is of a kind nobody registered: read by none.

Kinds are tried with their own readers where they are registered.
"""

from django.contrib.contenttypes.models import ContentType

from msp_portal.kit import clock
from msp_portal.kit.models import RenderedDocument


def document(world, audience):
    """A waiting document about the team of the world."""
    row, _ = RenderedDocument.objects.get_or_create(
        kind="access-matrix",
        about_type=ContentType.objects.get_for_model(world.team),
        about_id=world.team.pk,
        content_hash="0" * 64,
        defaults={"title": "Bilan", "filename": "b.pdf", "source": "…", "created_at": clock.now()},
    )
    return {"public_id": row.public_id}


NOBODY = {"anonymous": "login", "guest_link": "login", "*": 404}

LINES = [
    {"name": "document_status", "kwargs": document, "expect": NOBODY},
    {"name": "document_download", "kwargs": document, "expect": NOBODY},
    {"name": "document_retry", "kwargs": document, "method": "post", "expect": NOBODY},
]
