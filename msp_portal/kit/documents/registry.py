"""The kinds of document the portal makes. Each floor registers its own in ``apps.py``."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.db import models

from msp_portal.kit.scoping import Scope

if TYPE_CHECKING:
    from msp_portal.kit.models.documents import RenderedDocument


class UnknownDocumentKindError(LookupError):
    """A document of a kind nobody registered."""


def nobody(_person: Any, _document: "RenderedDocument") -> bool:
    """The rule of a kind that says none: nobody reads its documents."""
    return False


@dataclass(frozen=True, slots=True)
class DocumentKind:
    """One kind of document.

    ``context(about, scope)`` reads what the template needs with the rights of ``scope``; it gives
    at least ``document_title`` and ``document_date`` (a date: the same facts must give the same
    text), and ``illustration`` when it shows invented data. ``filename(about)`` is a French name
    without extension. ``may_read(person, document)`` decides who sees and downloads it later.
    """

    key: str
    label: str
    template: str
    context: Callable[[Any, Scope], Mapping[str, Any]]
    filename: Callable[[Any], str]
    may_read: Callable[[Any, "RenderedDocument"], bool] = nobody


_kinds: dict[str, DocumentKind] = {}


def register_document(kind: DocumentKind) -> None:
    """Add a kind. The same one again changes nothing; another under its key is refused."""
    if _kinds.setdefault(kind.key, kind) != kind:
        raise ValueError(f"Le type de document {kind.key} est déjà enregistré autrement.")


def document_kind(key: str) -> DocumentKind:
    """The kind registered under ``key``; raises :class:`UnknownDocumentKindError`."""
    try:
        return _kinds[key]
    except KeyError:
        raise UnknownDocumentKindError(key) from None


def may_read(person: models.Model | Any, document: "RenderedDocument") -> bool:
    """Whether this person may see and download this document; an unknown kind is never read."""
    kind = _kinds.get(document.kind)
    return kind is not None and bool(kind.may_read(person, document))
