"""The text of a PDF somebody gives to be read; nothing is kept."""

import logging
import time
from typing import Any, BinaryIO, cast

from django.core.files.uploadedfile import UploadedFile
from pypdf import PdfReader
from pypdf.errors import PyPdfError

from msp_portal.kit.files.kinds import FileKind
from msp_portal.kit.files.services import UploadRefused, check_upload

logger = logging.getLogger(__name__)
MOST_PAGES = 40
MOST_SECONDS = 8.0  # between pages: what is read by then is enough to be useful
MOST_CHARACTERS = 400_000
MAX_PDF_BYTES = 15 * 1024 * 1024
_FEWEST = 40  # characters under which a PDF is a picture of a text


def pdf_text(uploaded: "UploadedFile[Any]") -> str:
    """The words of a PDF, page after page; the first forty pages at most.

    Raises ``UploadRefused``, with what to do, for what is not a sound PDF and for a scan without text.
    """
    check_upload(uploaded=uploaded, allowed={FileKind.PDF}, max_bytes=MAX_PDF_BYTES)
    uploaded.seek(0)
    try:
        text = _read(cast(BinaryIO, uploaded.file))
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        logger.info("pdf not read: %s", type(error).__name__)
        raise UploadRefused(
            "Ce PDF ne se laisse pas lire. Ouvrez-le, copiez son texte, puis collez-le ici."
        ) from error
    if sum(letter.isalnum() for letter in text[:5000]) < _FEWEST:
        raise UploadRefused(
            "Ce PDF est une image : il ne contient pas de texte (un scan, sans doute). "
            "Demandez la version texte, ou recopiez ici les phrases qui comptent."
        )
    return text


def _read(content: BinaryIO) -> str:
    limit = time.monotonic() + MOST_SECONDS
    parts: list[str] = []
    length = 0
    for page in PdfReader(content).pages[:MOST_PAGES]:
        part = page.extract_text()
        parts.append(part)
        length += len(part)
        if length > MOST_CHARACTERS or time.monotonic() > limit:
            break
    return "\n\n".join(parts)
