"""What a person may know of the mails written to her: the page « Mes courriels »."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import Q

from msp_portal.kit.models.outbox import Mail, MailCategory, MailState
from msp_portal.kit.models.reminders import Reminder
from msp_portal.kit.outbox.registry import UnknownMailKindError, mail_kind


@dataclass(frozen=True, slots=True)
class MailLine:
    """One mail, in words. ``at`` is when it left, closed, or will leave."""

    at: datetime
    label: str
    subject: str
    category: str
    state: str
    state_words: str
    reason: str
    mail: Mail


@dataclass(frozen=True, slots=True)
class PersonMails:
    """Everything the portal wrote, will write, or gave up writing to one person."""

    written: list[MailLine]
    planned: list[Reminder]


def mails_of(person: models.Model, *, limit: int = 100) -> PersonMails:
    """The last ``limit`` mails of a person, latest first, and the reminders planned for her.

    A common mail that found nothing to say is no mail; a reminder about herself is the weekly
    look at whether there is anything to say.
    """
    nothing_said = Q(state=MailState.CANCELLED, about_type__isnull=True)
    mails = (
        Mail.objects.filter(recipient_id=person.pk)
        .exclude(nothing_said)
        .prefetch_related("about")[:limit]
    )
    planned = Reminder.objects.filter(
        recipient_id=person.pk,
        sent_at__isnull=True,
        withdrawn_at__isnull=True,
        dropped_at__isnull=True,
        mail__isnull=True,
    ).exclude(about_type=ContentType.objects.get_for_model(person), about_id=person.pk)
    planned = planned.prefetch_related("about")
    return PersonMails([_line(mail) for mail in mails], list(planned[:limit]))


def _line(mail: Mail) -> MailLine:
    try:
        label = mail_kind(mail.kind).label_fr
    except UnknownMailKindError:
        label = "Courriel d’un type retiré depuis"
    return MailLine(
        at=mail.sent_at or mail.closed_at or mail.uncertain_at or mail.not_before,
        label=label,
        subject=mail.subject_sent or label,
        category=MailCategory(mail.category).label,
        state=mail.state,
        state_words=_words(mail),
        reason=mail.reason,
        mail=mail,
    )


def _words(mail: Mail) -> str:
    if mail.state == MailState.SENT and mail.may_be_double:
        return "envoyé, peut-être reçu deux fois"
    return str(MailState(mail.state).label)
