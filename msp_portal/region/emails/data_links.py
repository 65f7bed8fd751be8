"""The mail that carries a reading link to an ARS or a CPAM."""

from datetime import datetime
from typing import cast

from django.conf import settings

from msp_portal.kit.links.services import link_url
from msp_portal.kit.models import ActionLink
from msp_portal.kit.models.outbox import Mail
from msp_portal.kit.outbox.registry import MailContent, MailKind, NotUseful, register_mail
from msp_portal.region.services.data_links import DATA_LINK_MAIL


def register() -> None:
    """Declare it."""
    register_mail(
        MailKind(
            key=DATA_LINK_MAIL,
            label_fr="Votre lien vers les données de prévention",
            build=build,
            template_dir="region/mails/data_link",
        )
    )


def build(mail: Mail, now: datetime) -> MailContent | NotUseful:
    """Who gives it, to what it leads, until when. The address is computed when the mail leaves."""
    link = cast(ActionLink, mail.about)
    if link is None or not link.is_alive(now):
        return NotUseful("Le lien a été fermé ou remplacé.")
    giver = link.issued_by
    return MailContent(
        context={
            "url": link_url(link),
            "organisation": link.about,
            "giver": giver.name_and_role if giver else "",
            "federation": settings.PORTAL_FEDERATION or settings.PORTAL_NAME,
            "until": link.expires_at,
        },
        reply_to=(giver.email or "") if giver else "",
    )
