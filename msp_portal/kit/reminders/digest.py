"""The common mails: « Aujourd'hui » of dates, « Lundi 8 h » of the week."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from msp_portal.kit.models.outbox import Mail, MailCategory
from msp_portal.kit.models.reminders import Reminder
from msp_portal.kit.outbox.registry import MailContent, MailKind, NotUseful, register_mail
from msp_portal.kit.reminders.registry import DigestLine, reminder_source

DATED_DIGEST = "dated_digest"
WEEKLY_DIGEST = "weekly_digest"
BUTTONS = 5  # a mail with more is not read
_NOTHING = "Tout est déjà fait : rien à rappeler."
_NEWER = "Remplacé par un rappel plus récent de la même chose."


def register() -> None:
    """Declare the two common mails (called by the app of the kit)."""
    register_mail(
        MailKind(
            key=DATED_DIGEST,
            label_fr="Rappel de dates",
            build=build_digest,
            template_dir="kit/mails/dated_digest",
            category=MailCategory.DATED,
            after_sending=note_lines_sent,
        )
    )
    register_mail(
        MailKind(
            key=WEEKLY_DIGEST,
            label_fr="Lettre du lundi",
            build=build_digest,
            template_dir="kit/mails/weekly_digest",
            category=MailCategory.WEEKLY,
            after_sending=note_lines_sent,
        )
    )


def build_digest(mail: Mail, now: datetime) -> MailContent | NotUseful:
    """Read again each thing the mail was to recall, and write those still useful.

    The others are dropped for good with their reason. Two reminders of the same thing, gathered
    after an outage, become the later one.
    """
    reminders = list(
        mail.reminders.filter(withdrawn_at__isnull=True, dropped_at__isnull=True)
        .order_by("-wanted_at", "-pk")
        .prefetch_related("about")
    )
    kept: dict[tuple[str, str, int, int], Reminder] = {}
    dropped: dict[int, str] = {}
    for reminder in reminders:
        key = (reminder.source, reminder.kind, reminder.about_type_id, reminder.about_id)
        reason = _NEWER if key in kept else _why_useless(reminder)
        if reason:
            dropped[reminder.pk] = reason
        else:
            kept[key] = reminder
    _drop(dropped, now)
    if not kept:
        return NotUseful(_NOTHING)
    lines = [line for reminder in kept.values() for line in _written(reminder, now)]
    lines.sort(key=lambda line: (line.closing, line.date or date.max, line.text))
    return MailContent(context=_context(lines, now))


def _written(reminder: Reminder, now: datetime) -> Sequence[DigestLine]:
    written = reminder_source(reminder.source).line(reminder, now)
    return [written] if isinstance(written, DigestLine) else written


def _why_useless(reminder: Reminder) -> str:
    """The reason not to recall it, empty when it is still useful."""
    if reminder.about is None:
        return "N’existe plus."
    useful = reminder_source(reminder.source).still_useful(reminder)
    if isinstance(useful, str):
        return useful
    return "" if useful else "N’est plus utile."


def _drop(reasons: dict[int, str], now: datetime) -> None:
    with transaction.atomic():
        for pk, reason in reasons.items():
            Reminder.objects.filter(pk=pk, sent_at__isnull=True).update(
                dropped_at=now, drop_reason=reason[:300]
            )


def _context(lines: Sequence[DigestLine], now: datetime) -> dict[str, object]:
    """What the templates receive: choices only when there is one question, at most five buttons."""
    alone = lines[0] if len(lines) == 1 else None
    return {
        "lines": lines,
        "with_button": lines[:BUTTONS],
        "others": lines[BUTTONS:],
        "first": lines[0],
        "others_count": len(lines) - 1,
        "choices": alone.choices if alone else (),
        "today": timezone.localtime(now).date(),
    }


def note_lines_sent(mail: Mail, now: datetime) -> None:
    """The mail has left: its lines have been told."""
    mail.reminders.filter(dropped_at__isnull=True, withdrawn_at__isnull=True).update(sent_at=now)
