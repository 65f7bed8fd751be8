"""Taking mails to send, and writing what became of them.

Every write here is conditional on the token of the claim: a worker that was slow, and whose rows
were taken back meanwhile, changes nothing.
"""

import json
import os
import socket
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Greatest

from msp_portal.kit import mail_budget
from msp_portal.kit.models.outbox import Mail, MailCategory, MailState
from msp_portal.kit.outbox.registry import mail_kind

# Longer than one SMTP conversation can last (each of its answers waits EMAIL_TIMEOUT seconds).
LEASE = timedelta(minutes=10)
RACES = 5

_DUE = Q(state=MailState.QUEUED) | Q(state=MailState.UNCERTAIN, closed_at__isnull=True)


@dataclass(frozen=True, slots=True)
class Claim:
    """Mails taken by one worker, under its token."""

    token: str
    mails: Sequence[Mail]


def claim_due(*, now: datetime, limit: int) -> Claim:
    """Take up to ``limit`` due mails that no other worker holds; the oldest first.

    Mails whose weekly or daily budget is spent are put off to the next allowed moment.
    """
    token = f"{socket.gethostname()[:40]}:{os.getpid()}:{uuid4().hex[:12]}"
    for _race in range(RACES):
        try:
            with transaction.atomic():
                ids = _lock_and_claim(now, limit, token)
        except IntegrityError:
            continue  # another worker has just spent the same person's budget: look again
        mails = Mail.objects.filter(_among(ids), claimed_by=token).select_related("recipient")
        return Claim(token, list(mails.order_by("not_before", "pk")))
    return Claim(token, [])


def _lock_and_claim(now: datetime, limit: int, token: str) -> list[int]:
    due = Mail.objects.filter(
        _DUE, not_before__lte=now, category__in=mail_budget.open_categories(now)
    )
    locked = list(
        due.select_for_update(skip_locked=True)
        .order_by("not_before", "pk")
        .values_list("pk", "category", "recipient_id", "budget_day")[:limit]
    )
    budgeted = [row for row in locked if row[1] != MailCategory.ASKED and row[3] is None]
    put_off = _put_off_spent(budgeted, now) if budgeted else set()
    taken = [row[0] for row in locked if row[0] not in put_off]
    fresh = {row[0] for row in budgeted} - put_off
    for category in {row[1] for row in budgeted}:
        # An uncertain mail keeps the day it was first counted for.
        Mail.objects.filter(_among(fresh), category=category).update(
            budget_day=mail_budget.budget_day(category, now), state=MailState.CLAIMED,
            claimed_at=now, claimed_by=token,
        )  # fmt: skip
    others = [pk for pk in taken if pk not in fresh]
    if others:
        Mail.objects.filter(_among(others)).update(
            state=MailState.CLAIMED, claimed_at=now, claimed_by=token, handed_at=None
        )
    return taken


def _among(ids: Collection[int]) -> Q:
    """These very rows: one array, where a thousand keys would be a thousand parameters."""
    keys = RawSQL("SELECT unnest(%s::bigint[])", [list(ids)])
    return Q(pk__in=keys)


def _put_off_spent(rows: Sequence[tuple[int, str, int | None, object]], now: datetime) -> set[int]:
    """Move to the next allowed moment the mails of persons whose budget is already spent."""
    put_off: set[int] = set()
    for category in (MailCategory.WEEKLY, MailCategory.DATED):
        mine = [row for row in rows if row[1] == category]
        if not mine:
            continue
        day = mail_budget.budget_day(category, now)
        spent = set(
            Mail.objects.filter(
                category=category, budget_day=day, recipient_id__in=[row[2] for row in mine]
            ).values_list("recipient_id", flat=True)
        )
        late = []
        for pk, _category, recipient_id, _day in mine:
            if recipient_id is None:
                continue  # a bare address has no budget of its own
            if recipient_id in spent:
                late.append(pk)
            spent.add(recipient_id)
        later = mail_budget.next_budget_moment(category, now)
        Mail.objects.filter(pk__in=late).update(not_before=later)
        put_off.update(late)
    return put_off


def _held(mail: Mail, token: str) -> QuerySet[Mail]:
    return Mail.objects.filter(pk=mail.pk, claimed_by=token, sent_at__isnull=True)


def note_handing(mail: Mail, token: str, *, address: str, now: datetime) -> bool:
    """Write that the mail is about to be given to the server; False when it is no longer ours."""
    return bool(
        _held(mail, token)
        .filter(state=MailState.CLAIMED)
        .update(
            handed_at=Greatest(Value(now), F("claimed_at")),
            to_address=address,
            attempts=F("attempts") + 1,
        )
    )


def note_sent(mails: Sequence[Mail], token: str, *, now: datetime) -> int:
    """Write that the server said yes, with what follows from it, in one transaction.

    ``subject_sent`` is read from each object. Returns how many were still ours.
    """
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(
                _NOTE_SENT,
                {
                    "ids": [mail.pk for mail in mails],
                    "subjects": json.dumps({mail.pk: mail.subject_sent for mail in mails}),
                    "now": now,
                    "token": token,
                },
            )
            noted: int = cursor.rowcount
        for mail in mails:
            after = mail_kind(mail.kind).after_sending
            if after:
                after(mail, now)
    return noted


# One statement for a batch, each row with its own subject, found by its key: a join would let the
# planner, which believes a token rare, compare every pair of rows.
_NOTE_SENT = """
    UPDATE kit_mail
    SET state = 'sent', sent_at = GREATEST(%(now)s, handed_at), closed_at = NULL, reason = '',
        subject_sent = %(subjects)s::jsonb ->> id::text
    WHERE id = ANY(%(ids)s::bigint[]) AND claimed_by = %(token)s AND sent_at IS NULL
"""


def count_attempt(mail: Mail, token: str) -> None:
    """Count an attempt that failed before the server was spoken to."""
    _held(mail, token).update(attempts=F("attempts") + 1)


def note_closed(mail: Mail, token: str, *, state: str, reason: str, now: datetime) -> None:
    """Write that the mail will not leave: ``cancelled`` or ``failed``, and why."""
    _held(mail, token).update(
        state=state, closed_at=now, reason=reason[:300], budget_day=None, handed_at=None
    )


def give_back(
    ids: Sequence[int], token: str, *, not_before: datetime | None = None, reason: str = ""
) -> None:
    """Return claimed mails to the queue, for now or for ``not_before``."""
    held = Mail.objects.filter(pk__in=ids, claimed_by=token, sent_at__isnull=True)
    _requeue(held, not_before=not_before, reason=reason)


def note_uncertain(held: QuerySet[Mail], *, now: datetime) -> int:
    """The server may have accepted these. Sent once more; after a second time, left as they are."""
    twice = held.filter(uncertain_at__isnull=False).update(
        state=MailState.UNCERTAIN,
        closed_at=now,
        reason="Confié deux fois au serveur, sans réponse de sa part.",
    )
    once = held.filter(uncertain_at__isnull=True).update(
        state=MailState.UNCERTAIN, uncertain_at=now, not_before=now
    )
    return twice + once


def hold_on(mail: Mail, token: str) -> QuerySet[Mail]:
    """This mail, as long as the claim ``token`` still holds it."""
    return _held(mail, token).filter(state=MailState.CLAIMED)


def recover_stale_claims(*, now: datetime) -> int:
    """Take back the mails of workers that died. Returns how many."""
    with transaction.atomic():
        stale = Mail.objects.filter(state=MailState.CLAIMED, claimed_at__lt=now - LEASE)
        ids = list(
            stale.exclude(handed_at__gte=now - LEASE)
            .select_for_update(skip_locked=True)
            .values_list("pk", flat=True)
        )
        mine = Mail.objects.filter(pk__in=ids)
        handed = list(mine.filter(handed_at__isnull=False).values_list("pk", flat=True))
        _requeue(mine.filter(handed_at__isnull=True))
        note_uncertain(Mail.objects.filter(pk__in=handed), now=now)
    return len(ids)


def _requeue(held: QuerySet[Mail], *, not_before: datetime | None = None, reason: str = "") -> None:
    changes: dict[str, object] = {
        "claimed_at": None, "claimed_by": "", "handed_at": None, "reason": reason[:300],
    }  # fmt: skip
    if not_before is not None:
        changes["not_before"] = not_before
    # One that was uncertain stays so: it may have been received once already.
    ids = list(held.values_list("pk", flat=True))
    taken = Mail.objects.filter(pk__in=ids)
    taken.filter(uncertain_at__isnull=False).update(state=MailState.UNCERTAIN, **changes)
    taken.filter(uncertain_at__isnull=True).update(
        state=MailState.QUEUED, budget_day=None, **changes
    )
