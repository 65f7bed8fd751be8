"""The mail by which a reader of the library reaches the authors of a sheet."""

from datetime import datetime

from capitalisation.models import SheetMessage
from capitalisation.services.contact import CONTACT_MAIL
from msp_portal.kit.models.outbox import Mail, MailCategory
from msp_portal.kit.outbox.registry import MailContent, MailKind, NotUseful, register_mail


def register() -> None:
    """Declare it: somebody writes, it leaves at once, the answer goes to who wrote."""
    register_mail(
        MailKind(
            key=CONTACT_MAIL,
            label_fr="Une question sur votre fiche d’expérience",
            build=build,
            template_dir="capitalisation/mails/contact",
            category=MailCategory.ASKED,
        )
    )


def build(mail: Mail, now: datetime) -> MailContent | NotUseful:
    """Her words, and her address to answer to."""
    message = mail.about
    if not isinstance(message, SheetMessage):
        return NotUseful("Le message n’existe plus.")
    return MailContent(
        context={"message": message, "sheet": message.sheet, "team": message.sheet.team.name},
        reply_to=message.sender_email,
    )
