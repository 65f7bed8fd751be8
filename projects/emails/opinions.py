"""A partner's opinion asked by mail, and what came of it told to those who wanted to know."""

from datetime import datetime
from typing import cast

from django.contrib.contenttypes.models import ContentType
from django.utils.text import Truncator

from coordination.models import Ask
from coordination.services.asks import link_for_ask
from msp_portal.kit.links.services import link_url
from msp_portal.kit.models import ActionLink, Mail
from msp_portal.kit.outbox.registry import MailContent, NotUseful
from msp_portal.kit.reminders.registry import DigestLine
from projects.models import Partner, PartnerNews, PartnerOpinion, Project

ASKED = "projects.opinion_asked"
LINK_ACTION = "projects.opinion"
OVER = {Project.Status.STOPPED, Project.Status.DONE}


def opinion_line(ask: Ask, now: datetime) -> DigestLine:
    """The one automatic reminder, in the Monday letter."""
    partner = cast("Partner", ask.about)
    return DigestLine(
        text=(
            f"{_asker(ask)} attend votre avis sur le projet « {partner.project} ». "
            "Trois questions courtes, sans compte."
        ),
        url=link_url(link_for_ask(ask, now)),
        action_label="Donner mon avis",
        team=ask.team.name,
    )


def opinion_label(link: ActionLink) -> str:
    """How the link is named among « vos liens »."""
    ask = link.about
    title = ask.about.project.title if isinstance(ask, Ask) and ask.about else ""
    return f"Votre avis sur le projet « {title} »"


def opinion_open(link: ActionLink) -> bool:
    """Whether an opinion, or a change of it, is still of use."""
    ask = link.about
    if not isinstance(ask, Ask) or not isinstance(ask.about, Partner):
        return False
    return ask.closed_at is None and ask.about.project.status not in OVER


def build_asked(mail: Mail, now: datetime) -> MailContent | NotUseful:
    """Who asks, about what, and one button."""
    ask = mail.about
    if not isinstance(ask, Ask) or not isinstance(ask.about, Partner):
        return NotUseful("La demande n’existe plus.")
    if not ask.waits:
        return NotUseful("Cette personne a répondu, ou la demande est fermée.")
    if ask.about.project.status in OVER:
        return NotUseful("Le projet est arrêté ou terminé.")
    return MailContent(
        context={
            "project": ask.about.project,
            "asker": _asker(ask),
            "team": ask.team.name,
            "message": Truncator(ask.message).words(40),
            "again": ask.human_reminders > 0,
            "url": link_url(link_for_ask(ask, now)),
        },
        reply_to=(ask.asked_by.email or "") if ask.asked_by else "",
    )


def build_news(mail: Mail, now: datetime) -> MailContent | NotUseful:
    """What came of it, in the team's words; said to who still wants to know."""
    news = mail.about
    if not isinstance(news, PartnerNews):
        return NotUseful("La nouvelle n’existe plus.")
    given = (
        PartnerOpinion.unscoped.filter(  # unscoped: her own answer, mailed to herself
            project=news.project, person=mail.recipient, wants_news=True
        )
        .select_related("partner")
        .first()
    )
    if given is None:
        return NotUseful("Cette personne ne souhaite plus de nouvelles.")
    return MailContent(
        context={
            "project": news.project,
            "text": news.text,
            "sender": news.sent_by.name_and_role if news.sent_by else "L’équipe",
            "url": _own_link(given, now),
        },
        reply_to=(news.sent_by.email or "") if news.sent_by else "",
    )


def _own_link(given: PartnerOpinion, now: datetime) -> str:
    """The link by which she changes her answer or asks for no more news; none without an ask."""
    ask = Ask.unscoped.filter(  # unscoped: her own ask
        kind=Ask.Kind.OPINION,
        about_type=ContentType.objects.get_for_model(Partner),
        about_id=given.partner_id,
        person=given.person_id,
        closed_at__isnull=True,
    ).first()
    return link_url(link_for_ask(ask, now)) if ask else ""


def _asker(ask: Ask) -> str:
    return ask.asked_by.name_and_role if ask.asked_by else ask.team.name
