"""The mail that opens an account, and the action of its link."""

from datetime import datetime
from typing import cast

from coordination.models import Invitation, OrganisationMembership, TeamMembership
from coordination.services.invitations import INVITATION, is_open
from msp_portal.kit.links.registry import LinkAction, register_link_action
from msp_portal.kit.links.services import issue_link, link_url
from msp_portal.kit.models.links import ActionLink
from msp_portal.kit.models.outbox import Mail
from msp_portal.kit.outbox.registry import MailContent, MailKind, NotUseful, register_mail

DAYS = 14


def register() -> None:
    """Declare the mail and the link."""
    register_mail(
        MailKind(
            key=INVITATION,
            label_fr="Invitation à ouvrir un compte",
            build=build,
            template_dir="coordination/mails/invitation",
        )
    )
    register_link_action(
        LinkAction(
            key=INVITATION,
            label_fr=lambda link: f"votre invitation ({_place(link)})",
            url_name="coordination:invitation",
            still_open=still_open,
            days=DAYS,
        )
    )


def _place(link: ActionLink) -> str:
    return link.about.place.name if isinstance(link.about, Invitation) else "retirée"


def still_open(link: ActionLink) -> bool:
    """Whether a new link would still be of use."""
    return isinstance(link.about, Invitation) and is_open(link.about)


def role_words(invitation: Invitation) -> str:
    """The role in words, for the mail and the page."""
    roles = TeamMembership.Role if invitation.team_id else OrganisationMembership.Role
    return str(roles(invitation.role).label)


def build(mail: Mail, now: datetime) -> MailContent | NotUseful:
    """Who invites, where, as what, and the one button."""
    invitation = cast("Invitation", mail.about)
    if not is_open(invitation):
        return NotUseful("L’invitation a été acceptée ou retirée entre-temps.")
    link = issue_link(
        person=invitation.person,
        action=INVITATION,
        about=invitation,
        issued_by=invitation.invited_by,
        now=now,
    )
    return MailContent(
        context={
            "invitation": invitation,
            "inviter": invitation.invited_by.full_name if invitation.invited_by else "",
            "place": invitation.place.name,
            "role": role_words(invitation),
            "url": link_url(link),
            "days": DAYS,
        },
        reply_to=(invitation.invited_by.email or "") if invitation.invited_by else "",
    )
