"""The kinds of mail: each app declares its own in ``apps.py``; the outbox knows none."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from msp_portal.kit.models.outbox import Mail, MailCategory


@dataclass(frozen=True, slots=True)
class MailContent:
    """What the templates of the mail receive.

    ``reply_to`` is an address somebody reads; left empty, the mail says that answers are not read.
    ``attachments`` are (name, content, MIME type).
    """

    context: Mapping[str, Any]
    reply_to: str = ""
    attachments: tuple[tuple[str, bytes, str], ...] = ()


@dataclass(frozen=True, slots=True)
class NotUseful:
    """The mail need not leave any more; ``reason`` is a short French sentence."""

    reason: str


Build = Callable[[Mail, datetime], MailContent | NotUseful | None]
AfterSending = Callable[[Mail, datetime], None]


@dataclass(frozen=True, slots=True)
class MailKind:
    """One kind of mail.

    ``build`` reads the present state when the mail leaves, and returns what to say, or None (or
    ``NotUseful``) when there is nothing left to say. ``template_dir`` holds ``subject.txt``,
    ``body.txt`` and ``body.html``. ``after_sending`` runs in the transaction that notes the
    sending.
    """

    key: str
    label_fr: str
    build: Build
    template_dir: str
    category: str = MailCategory.ASKED
    reply_to: str = ""
    after_sending: AfterSending | None = field(default=None, compare=False)


class UnknownMailKindError(LookupError):
    """A mail of a kind nobody registered."""


_kinds: dict[str, MailKind] = {}


def register_mail(kind: MailKind) -> None:
    """Declare a kind of mail; declaring it twice with the same value changes nothing."""
    if _kinds.setdefault(kind.key, kind) != kind:
        raise ValueError(f"Le courriel {kind.key} est déjà déclaré autrement.")


def mail_kind(key: str) -> MailKind:
    """The kind declared under ``key``; raises ``UnknownMailKindError``."""
    try:
        return _kinds[key]
    except KeyError as error:
        raise UnknownMailKindError(key) from error


def mail_kinds() -> list[MailKind]:
    """Every declared kind, for the pages and tests that walk them."""
    return list(_kinds.values())
