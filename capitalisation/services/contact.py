"""Writing to the authors of a published sheet, when they agreed to be written to."""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction

from capitalisation.models import ExperienceSheet, SheetMessage
from capitalisation.services.news import authors_of
from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.kit.events import record_event
from msp_portal.kit.outbox.queueing import queue_mail
from projects.services.project_activity import team_ids_of

CONTACT_MAIL = "capitalisation.contact"
NOT_AGREED = "Cette équipe ne souhaite pas être contactée pour l’instant."
NOBODY = "Personne ne peut recevoir ce message pour l’instant : passez par la fédération."


@transaction.atomic
def write_to_authors(
    *,
    sheet: ExperienceSheet,
    name: str,
    email: str,
    text: str,
    place: str = "",
    sender: Person | None = None,
    now: datetime | None = None,
) -> int:
    """One mail to each author, whose answer goes straight to ``email``. Returns how many authors.

    The sender agreed to give her address. The portal keeps the message for the team and reads no
    answer. Raises ``ValidationError`` when the team does not wish it, or has nobody left.
    """
    moment = now or clock.now()
    locked = ExperienceSheet.unscoped.select_related("project", "team").get(  # unscoped: published
        pk=sheet.pk
    )
    if locked.state != ExperienceSheet.State.PUBLISHED or not locked.contact_agreed:
        raise ValidationError(NOT_AGREED)
    authors = authors_of(locked, moment)
    if not authors:
        raise ValidationError(NOBODY)
    message: SheetMessage = SheetMessage.objects.create(
        sheet=locked,
        sender=sender,
        sender_name=" ".join(name.split()),
        sender_place=" ".join(place.split()),
        sender_email=email.strip().lower(),
        text=text.strip(),
        sent_at=moment,
    )
    for author in authors:
        queue_mail(kind=CONTACT_MAIL, recipient=author, about=message, now=moment)
    record_event(
        actor=None,
        verb="sheet.message_received",
        subject=locked,
        team_ids=team_ids_of(locked.project),
        changes={"from": [None, message.sender_place or message.sender_name]},
        now=moment,
    )
    return len(authors)
