"""Asks in the Monday letter, and the one automatic reminder of each."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import cast

from coordination.models import Ask
from coordination.services.ask_kinds import automatic_reminder_at, declared_for
from coordination.services.asks import ASK_LINE, ASK_REMINDER_SOURCE, ASK_SOURCE, link_for_ask
from msp_portal.kit.links.services import link_url
from msp_portal.kit.models.outbox import MailCategory
from msp_portal.kit.models.reminders import Reminder
from msp_portal.kit.reminders.registry import (
    DigestLine,
    ReminderItem,
    ReminderSource,
    register_source,
)

AUTOMATIC = "automatique"
LONGEST_WAIT = timedelta(days=30)  # four working days, two Mondays and holidays fit easily


def register() -> None:
    """Declare both sources: what is asked, and its one reminder."""
    register_source(
        ReminderSource(
            key=ASK_SOURCE,
            label="Demandes d’une réponse",
            still_useful=still_useful,
            line=line,
            category=MailCategory.WEEKLY,
        )
    )
    register_source(
        ReminderSource(
            key=ASK_REMINDER_SOURCE,
            label="Rappel d’une demande restée sans réponse",
            still_useful=reminder_useful,
            line=line,
            due=due,
            category=MailCategory.WEEKLY,
        )
    )


def due(since: datetime, until: datetime, now: datetime) -> Iterable[ReminderItem]:
    """The automatic reminder of each waiting ask: once, four working days after it was told."""
    waiting = Ask.unscoped.filter(  # unscoped: the portal writes to everybody
        answered_at__isnull=True,
        closed_at__isnull=True,
        asked_at__gte=since - LONGEST_WAIT,
        asked_at__lte=until,
        person__email__isnull=False,
        person__is_active=True,
    ).select_related("about_type")
    for ask in waiting.iterator(chunk_size=500):
        at = automatic_reminder_at(ask)
        if since <= at <= until and ask.asked_by_id != ask.person_id:
            occurrence = f"{AUTOMATIC}:{ask.asked_at:%Y-%m-%dT%H:%M:%S}"
            yield ReminderItem(at, ask.person_id, ask, ASK_LINE, occurrence)


def still_useful(reminder: Reminder) -> bool | str:
    """Only while the answer is awaited, read again when the letter is written."""
    ask = reminder.about
    if not isinstance(ask, Ask) or ask.about is None:
        return "Ce dont il s’agissait n’existe plus."
    if ask.answered_at:
        return "Cette personne a répondu entre-temps."
    return "La demande a été fermée." if ask.closed_at else True


def reminder_useful(reminder: Reminder) -> bool | str:
    """Not beside the ask itself, when both wait for the same letter after an outage."""
    untold = Reminder.objects.filter(
        source=ASK_SOURCE,
        about_type=reminder.about_type_id,
        about_id=reminder.about_id,
        recipient=reminder.recipient_id,
        sent_at__isnull=True,
        dropped_at__isnull=True,
    )
    if untold.exists():
        return "La demande elle-même part dans cette lettre."
    return still_useful(reminder)


def line(reminder: Reminder, now: datetime) -> DigestLine:
    """The room's own words, or plain ones."""
    ask = cast("Ask", reminder.about)
    declared = declared_for(ask)
    if declared.line:
        return declared.line(ask, now)
    asker = ask.asked_by.full_name if ask.asked_by else "Votre équipe"
    return DigestLine(
        text=f"{asker} attend votre réponse. {ask.get_kind_display()} : {ask.about}",
        url=link_url(link_for_ask(ask, now)),
        action_label="Répondre",
        team=ask.team.name,
    )
