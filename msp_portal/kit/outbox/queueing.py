"""Writing mails to send, in the transaction of the act that causes them."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import cache, partial
from hashlib import sha256
from itertools import islice
from typing import NamedTuple

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction

from msp_portal.kit import clock, mail_budget
from msp_portal.kit.models.outbox import Mail
from msp_portal.kit.outbox.bell import ring_after_commit
from msp_portal.kit.outbox.registry import mail_kind

BATCH = 1000
# When a mail of this category, wanted at this moment (None: now), may leave.
FreeFrom = Callable[[str, datetime | None], datetime]


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
    request = MailRequest(kind, recipient, to_address, about, occurrence, not_before)
    row = _row(request, moment, partial(_free_from, now=moment))
    _write([row], moment)
    return Mail.objects.get(message_id=row.message_id)


def queue_digest(*, kind: str, recipient: models.Model, occurrence: str, now: datetime) -> Mail:
    """Queue the common mail of a day or a week, due now: its lines have waited for their hour."""
    row = _row(MailRequest(kind, recipient, occurrence=occurrence), now, lambda *_asked: now)
    _write([row], now)
    return Mail.objects.get(message_id=row.message_id)


def queue_mails(requests: Iterable[MailRequest], *, now: datetime | None = None) -> int:
    """Queue many mails in batches; those already queued are left alone. Returns how many asked."""
    moment = now or clock.now()
    # The hours of the calendar are looked up once for each moment asked, not once a mail.
    free_from = cache(partial(_free_from, now=moment))
    rows = (_row(request, moment, free_from) for request in requests)
    asked = 0
    while batch := list(islice(rows, BATCH)):
        _write(batch, moment)
        asked += len(batch)
    return asked


class _Row(NamedTuple):
    """The columns of a mail that is queued; the others begin as the state of the table says."""

    kind: str
    category: str
    recipient_id: int | None
    to_address: str
    about_type_id: int | None
    about_id: int | None
    occurrence: str
    message_id: str
    not_before: datetime
    created_at: datetime


# One array a column, one statement a batch: five times less work than instances of the model.
# Those already queued are left alone, whichever rule of the table says that they are.
_INSERT = """
    INSERT INTO kit_mail (
        kind, category, recipient_id, to_address, about_type_id, about_id, occurrence, message_id,
        not_before, created_at, state, attempts, claimed_by, subject_sent, reason
    )
    SELECT row.*, 'queued', 0, '', '', ''
    FROM unnest(
        %s::text[], %s::text[], %s::bigint[], %s::text[], %s::int[], %s::bigint[], %s::text[],
        %s::text[], %s::timestamptz[], %s::timestamptz[]
    ) AS row
    ON CONFLICT DO NOTHING
"""


def _write(rows: list[_Row], now: datetime) -> None:
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "A mail is queued inside the transaction of the act that causes it."
        )
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, [list(column) for column in zip(*rows, strict=True)])
    if any(row.not_before <= now for row in rows):
        ring_after_commit()


def _free_from(category: str, wanted: datetime | None, *, now: datetime) -> datetime:
    return mail_budget.allowed_moment(category, wanted or now, now)


def _row(request: MailRequest, now: datetime, free_from: FreeFrom) -> _Row:
    if request.recipient is None and not request.to_address:
        raise ValueError("Un courriel va à une personne ou à une adresse.")
    category = mail_kind(request.kind).category
    about_type = ContentType.objects.get_for_model(request.about) if request.about else None
    recipient_id = request.recipient.pk if request.recipient else None
    to_address = "" if request.recipient else request.to_address.strip().lower()
    about_id = request.about.pk if request.about else None
    return _Row(
        kind=request.kind,
        category=category,
        recipient_id=recipient_id,
        to_address=to_address,
        about_type_id=about_type.pk if about_type else None,
        about_id=about_id,
        occurrence=request.occurrence,
        message_id=_message_id(
            request.kind,
            f"{about_type.app_label}.{about_type.model}" if about_type else "",
            str(about_id or ""),
            request.occurrence,
            str(recipient_id or ""),
            to_address,
        ),
        not_before=free_from(category, request.not_before),
        created_at=now,
    )


def _message_id(*parts: str) -> str:
    """Fixed by what makes the mail unique, so that sending it again shows the same identity."""
    digest = sha256("\x1f".join((*parts, settings.SECRET_KEY)).encode()).hexdigest()[:40]
    domain = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].strip(" >") or "localhost"
    return f"<{digest}@{domain}>"
