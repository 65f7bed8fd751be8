"""Writing mails to send, in the transaction of the act that causes them."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from itertools import islice

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction

from msp_portal.kit import clock, mail_budget
from msp_portal.kit.models.outbox import Mail
from msp_portal.kit.outbox.bell import ring_after_commit
from msp_portal.kit.outbox.registry import mail_kind

BATCH = 1000


@dataclass(frozen=True, slots=True)
class MailRequest:
    """One mail wanted: the arguments of :func:`queue_mail`, for batches."""

    kind: str
    recipient: models.Model | None = None
    to_address: str = ""
    about: models.Model | None = None
    occurrence: str = ""
    not_before: datetime | None = None


def queue_mail(
    *,
    kind: str,
    recipient: models.Model | None = None,
    to_address: str = "",
    about: models.Model | None = None,
    occurrence: str = "",
    not_before: datetime | None = None,
    about_act_of: models.Model | None = None,
    now: datetime | None = None,
) -> Mail | None:
    """Queue one mail; asking again for the same (kind, about, occurrence, recipient) returns it.

    ``to_address`` serves only people the portal does not know. ``about_act_of`` is the person
    whose act is told: she is never written to about it, and None is returned. The moment obeys
    the quiet hours of the kind's category. Raises ``TransactionManagementError`` outside a
    transaction.

    Weekly and dated mails share a budget of one a week and one a day: what can be a line of the
    common mail should be a reminder (``push_reminder``), not a mail of its own.
    """
    if about_act_of is not None and recipient is not None and about_act_of.pk == recipient.pk:
        return None
    moment = now or clock.now()
    row = _row(MailRequest(kind, recipient, to_address, about, occurrence, not_before), moment)
    _write([row], moment)
    return Mail.objects.get(message_id=row.message_id)


def queue_digest(*, kind: str, recipient: models.Model, occurrence: str, now: datetime) -> Mail:
    """Queue the common mail of a day or a week, due now: its lines have waited for their hour."""
    row = _row(MailRequest(kind, recipient, occurrence=occurrence), now)
    row.not_before = now
    _write([row], now)
    return Mail.objects.get(message_id=row.message_id)


def queue_mails(requests: Iterable[MailRequest], *, now: datetime | None = None) -> int:
    """Queue many mails in batches; those already queued are left alone. Returns how many asked."""
    moment = now or clock.now()
    rows = (_row(request, moment) for request in requests)
    asked = 0
    while batch := list(islice(rows, BATCH)):
        _write(batch, moment)
        asked += len(batch)
    return asked


def _write(rows: list[Mail], now: datetime) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "A mail is queued inside the transaction of the act that causes it."
        )
    Mail.objects.bulk_create(rows, ignore_conflicts=True)
    if any(row.not_before <= now for row in rows):
        ring_after_commit()


def _row(request: MailRequest, now: datetime) -> Mail:
    if request.recipient is None and not request.to_address:
        raise ValueError("Un courriel va à une personne ou à une adresse.")
    category = mail_kind(request.kind).category
    about_type = ContentType.objects.get_for_model(request.about) if request.about else None
    row = Mail(
        kind=request.kind,
        category=category,
        recipient_id=request.recipient.pk if request.recipient else None,
        to_address="" if request.recipient else request.to_address.strip().lower(),
        about_type=about_type,
        about_id=request.about.pk if request.about else None,
        occurrence=request.occurrence,
        not_before=mail_budget.allowed_moment(category, request.not_before or now, now),
        created_at=now,
    )
    row.message_id = _message_id(row, about_type)
    return row


def _message_id(row: Mail, about_type: ContentType | None) -> str:
    """Fixed by what makes the mail unique, so that sending it again shows the same identity."""
    parts = (
        row.kind,
        f"{about_type.app_label}.{about_type.model}" if about_type else "",
        str(row.about_id or ""),
        row.occurrence,
        str(row.recipient_id or ""),
        row.to_address,
        settings.SECRET_KEY,
    )
    digest = sha256("\x1f".join(parts).encode()).hexdigest()[:40]
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >") or "localhost"
    return f"<{digest}@{domain}>"
