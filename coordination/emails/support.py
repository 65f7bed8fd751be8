"""Mails of a support request: to the organisation asked, then to who asked."""

from datetime import datetime
from typing import cast
from urllib.parse import urljoin

from django.conf import settings
from django.urls import reverse

from coordination.models import SupportRequest
from coordination.services.support import SUPPORT_ANSWERED, SUPPORT_ASKED
from msp_portal.kit.models.outbox import Mail
from msp_portal.kit.outbox.registry import MailContent, MailKind, NotUseful, register_mail


def register() -> None:
    """Declare both."""
    for key, label, folder, build in (
        (SUPPORT_ASKED, "Une équipe demande votre appui", "support_asked", build_asked),
        (SUPPORT_ANSWERED, "Réponse à votre demande d’appui", "support_answered", build_answered),
    ):
        register_mail(
            MailKind(
                key=key,
                label_fr=label,
                build=build,
                template_dir=f"coordination/mails/{folder}",
            )
        )


def build_asked(mail: Mail, now: datetime) -> MailContent | NotUseful:
    """What is asked, by which team, and how to answer: on the portal, or by answering the mail."""
    request = cast("SupportRequest", mail.about)
    if request.state == SupportRequest.State.WITHDRAWN:
        return NotUseful("L’équipe a retiré sa demande.")
    url = reverse("coordination:organisation_requests", args=[request.organisation_id])
    return MailContent(
        context={
            "request": request,
            "team": request.team.name,
            "asker": request.asked_by.name_and_role if request.asked_by else "",
            # Whoever has no account answers the mail itself.
            "url": urljoin(settings.PORTAL_BASE_URL, url) if mail.recipient_id else "",
        },
        reply_to=(request.asked_by.email or "") if request.asked_by else "",
    )


def build_answered(mail: Mail, now: datetime) -> MailContent:
    """The answer, in its words."""
    request = cast("SupportRequest", mail.about)
    url = reverse("coordination:team_requests", args=[request.team_id])
    return MailContent(
        context={
            "request": request,
            "organisation": request.organisation.name,
            "done": request.state == SupportRequest.State.DONE,
            "url": urljoin(settings.PORTAL_BASE_URL, url),
        },
        reply_to=request.organisation.contact_email,
    )
