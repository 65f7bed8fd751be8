"""Files people give: checked by content, kept privately, sent only by views that know who asks."""

from msp_portal.kit.files.kinds import DOCUMENTS, EVERYTHING, IMAGES, FileKind
from msp_portal.kit.files.pdf_text import pdf_text
from msp_portal.kit.files.responses import file_response, private_response
from msp_portal.kit.files.services import (
    MAX_BYTES,
    UploadRefused,
    check_upload,
    delete_file,
    receive_upload,
)

__all__ = [
    "DOCUMENTS",
    "EVERYTHING",
    "IMAGES",
    "MAX_BYTES",
    "FileKind",
    "UploadRefused",
    "check_upload",
    "delete_file",
    "file_response",
    "pdf_text",
    "private_response",
    "receive_upload",
]
