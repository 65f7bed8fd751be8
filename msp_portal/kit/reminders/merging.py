"""What is due becomes mail: one a day for dates, one a week for the rest, per person."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.db import models, transaction
from django.utils import timezone

from msp_portal.kit import clock, mail_budget
from msp_portal.kit.models.outbox import Mail, MailCategory, MailState
from msp_portal.kit.models.reminders import Reminder
from msp_portal.kit.outbox.queueing import queue_digest
from msp_portal.kit.reminders.digest import DATED_DIGEST, WEEKLY_DIGEST

PERSONS = 200
_KIND = {MailCategory.DATED: DATED_DIGEST, MailCategory.WEEKLY: WEEKLY_DIGEST}


def send_due_reminders(*, now: datetime | None = None) -> Counter[str]:
    """Gather everything due into the mails of the day and of the week.

    After an outage each person gets one mail, whatever was missed. Two workers share the persons
    between them; a person is never taken by both. Returns how many mails and lines.
    """
    moment = now or clock.now()
    counts: Counter[str] = Counter()
    for category in (MailCategory.DATED, MailCategory.WEEKLY):
        if not mail_budget.may_leave(category, moment):
            continue
        after = 0
        while True:
            with transaction.atomic():
                after, done = _gather(category, moment, after)
            counts += done
            if not after:
                break
    return counts


def _due(category: str, until: datetime) -> models.QuerySet[Reminder]:
    return Reminder.objects.filter(
        category=category,
        due_at__lte=until,
        sent_at__isnull=True,
        mail__isnull=True,
        withdrawn_at__isnull=True,
        dropped_at__isnull=True,
    )


def _gather(category: str, now: datetime, after: int) -> tuple[int, Counter[str]]:
    """Serve the next persons after id ``after``; returns the last id seen (0 at the end)."""
    owed = list(
        _due(category, now)
        .filter(recipient_id__gt=after)
        .order_by("recipient_id")
        .values_list("recipient_id", flat=True)
        .distinct()[:PERSONS]
    )
    if not owed:
        return 0, Counter()
    # Her own row is the lock of a person: all her lines go to one worker, hence in one mail.
    persons = (
        get_user_model()
        ._default_manager.select_for_update(skip_locked=True, no_key=True, of=("self",))
        .filter(pk__in=owed)
        .order_by("pk")
    )
    counts: Counter[str] = Counter()
    mine = {person.pk: person for person in persons}
    lines: dict[int, list[Reminder]] = defaultdict(list)
    for reminder in _due(category, _end_of(category, now)).filter(recipient_id__in=mine):
        lines[reminder.recipient_id].append(reminder)
    for person_id, reminders in lines.items():
        attached = _attach(category, mine[person_id], reminders, now)
        counts["lines"] += attached
        counts["mails"] += bool(attached)
    return owed[-1], counts


def _end_of(category: str, now: datetime) -> datetime:
    """What is due later the same day goes along: there is no second mail that day."""
    if category == MailCategory.WEEKLY:
        return now
    local = timezone.localtime(now)
    return local.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)


def _attach(
    category: str, person: models.Model, reminders: Sequence[Reminder], now: datetime
) -> int:
    mail = _mail_of_the_period(category, person, now)
    if mail is None:
        return 0  # already left today or this week: these wait for the next one
    return Reminder.objects.filter(pk__in=[reminder.pk for reminder in reminders]).update(mail=mail)


def _mail_of_the_period(category: str, person: models.Model, now: datetime) -> Mail | None:
    """The mail still open for this person and period; None when it has left.

    One that had nothing left to say may be followed by another, numbered.
    """
    day = mail_budget.budget_day(category, now)
    kind = _KIND[MailCategory(category)]
    for number in range(1, 100):
        occurrence = f"{day}" if number == 1 else f"{day}#{number}"
        queued = queue_digest(kind=kind, recipient=person, occurrence=occurrence, now=now)
        # Locked: the sender claims it before or after our lines are on it, not during.
        mail = Mail.objects.select_for_update().get(pk=queued.pk)
        if mail.state == MailState.QUEUED:
            return mail
        if mail.state != MailState.CANCELLED:
            return None
    return None
