"""Documents: one registry of kinds, one row per content, a tagged PDF made by a worker."""

from msp_portal.kit.documents.registry import (
    DocumentKind,
    UnknownDocumentKindError,
    document_kind,
    may_read,
    register_document,
)
from msp_portal.kit.documents.services import (
    render_document,
    request_document,
    retry_document,
    sweep_documents,
)

__all__ = [
    "DocumentKind",
    "UnknownDocumentKindError",
    "document_kind",
    "may_read",
    "register_document",
    "render_document",
    "request_document",
    "retry_document",
    "sweep_documents",
]
