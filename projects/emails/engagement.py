"""How an engagement or a role is asked for by mail, and how an answer is confirmed."""

from datetime import datetime
from typing import cast

from django.utils.text import Truncator

from coordination.models import Ask
from coordination.services.asks import link_for_ask
from msp_portal.kit.french import day_month
from msp_portal.kit.links.services import link_url
from msp_portal.kit.models import ActionLink, Mail
from msp_portal.kit.outbox.registry import MailContent, NotUseful
from msp_portal.kit.reminders.registry import Choice, DigestLine
from projects.models import EngagementAnswer, EngagementRound, Project, ProjectRole
from projects.queries.engagement import LEVEL_WORDS, level_choices

CONFIRMATION = "projects.engagement_confirmation"
PORTAL = "Votre équipe"


def engagement_line(ask: Ask, now: datetime) -> DigestLine:
    """Who asks, for what, until when; one button per answer."""
    engagement_round = cast("EngagementRound", ask.about)
    url = link_url(link_for_ask(ask, now))
    before = (
        f" Réponse attendue avant le {day_month(engagement_round.closes_on)}."
        if engagement_round.closes_on
        else ""
    )
    word = f" « {Truncator(ask.message).words(40)} »" if ask.message else ""
    return DigestLine(
        text=(
            f"{_asker(ask)} demande jusqu’où vous vous engagez dans le projet "
            f"« {engagement_round.project} ».{word}{before}"
        ),
        url=url,
        action_label="Répondre en un geste",
        team=ask.team.name,
        choices=tuple(
            Choice(f"{choice.sign} · {choice.words}", f"{url}?niveau={choice.level}")
            for choice in level_choices()
        ),
    )


def engagement_label(link: ActionLink) -> str:
    """How the link is named among « vos liens »."""
    ask = link.about
    title = ask.about.project.title if isinstance(ask, Ask) and ask.about else ""
    return f"Votre engagement dans le projet « {title} »"


def engagement_open(link: ActionLink) -> bool:
    """Whether an answer, or a change of answer, is still of use."""
    ask = link.about
    if not isinstance(ask, Ask) or not isinstance(ask.about, EngagementRound):
        return False
    over = {Project.Status.STOPPED, Project.Status.DONE}
    return ask.closed_at is None and ask.about.project.status not in over


def role_line(ask: Ask, now: datetime) -> DigestLine:
    """A role offered to one person: yes or no."""
    role = cast("ProjectRole", ask.about)
    url = link_url(link_for_ask(ask, now))
    what = role.label or role.get_role_display().lower()
    word = f" « {Truncator(ask.message).words(40)} »" if ask.message else ""
    return DigestLine(
        text=(
            f"{_asker(ask)} vous propose un rôle dans le projet « {role.project} » : {what}.{word}"
        ),
        url=url,
        action_label="Répondre",
        team=ask.team.name,
        choices=(
            Choice("Oui, je le fais", f"{url}?reponse=oui"),
            Choice("Pas cette fois", f"{url}?reponse=non"),
        ),
    )


def role_label(link: ActionLink) -> str:
    """How the link is named among « vos liens »."""
    ask = link.about
    title = ask.about.project.title if isinstance(ask, Ask) and ask.about else ""
    return f"Un rôle proposé dans le projet « {title} »"


def role_open(link: ActionLink) -> bool:
    """Whether the offer still stands."""
    ask = link.about
    return isinstance(ask, Ask) and ask.waits and isinstance(ask.about, ProjectRole)


def build_confirmation(mail: Mail, now: datetime) -> MailContent | NotUseful:
    """What one answered, on one's own demand, with the link to change it."""
    ask = mail.about
    if not isinstance(ask, Ask) or not isinstance(ask.about, EngagementRound):
        return NotUseful("La demande n’existe plus.")
    answer = EngagementAnswer.unscoped.filter(  # unscoped: her own answer, mailed to herself
        round=ask.about, person=mail.recipient
    ).first()
    if answer is None:
        return NotUseful("La réponse a été retirée entre-temps.")
    return MailContent(
        context={
            "project": ask.about.project,
            "answer": answer,
            "words": LEVEL_WORDS[answer.level],
            "url": link_url(link_for_ask(ask, now)),
        }
    )


def _asker(ask: Ask) -> str:
    return ask.asked_by.name_and_role if ask.asked_by else PORTAL
