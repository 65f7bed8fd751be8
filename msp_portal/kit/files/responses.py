"""Sending a private file. The view that calls this has checked who asks."""

from django.db.models.fields.files import FieldFile
from django.http import FileResponse

from msp_portal.kit.files.kinds import IMAGES, FileKind
from msp_portal.kit.models.files import StoredFile

SAFE_INLINE = frozenset(kind.mime for kind in IMAGES) | {FileKind.PDF.mime}


def file_response(stored: StoredFile, *, inline: bool = False) -> FileResponse:
    """Send a received file, as a download unless ``inline`` is asked for an image or a PDF."""
    return private_response(stored.file, name=stored.name, mime=stored.mime, inline=inline)


def private_response(
    content: FieldFile, *, name: str, mime: str, inline: bool = False
) -> FileResponse:
    """Stream private content under its French name, never guessed, never cached by others.

    An image shown inside the portal may do nothing else (CSP sandbox).
    """
    shown = inline and mime in SAFE_INLINE
    response = FileResponse(
        content.open("rb"), as_attachment=not shown, filename=name, content_type=mime
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    if mime != FileKind.PDF.mime:
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
