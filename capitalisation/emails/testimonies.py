"""How the six questions are asked: one line of the Monday letter, one link."""

from datetime import datetime

from django.utils.text import Truncator

from capitalisation.models import ExperienceSheet
from capitalisation.services.testimonies import TESTIMONY_ACTION
from coordination.models import Ask
from coordination.services.ask_kinds import AskKind, register_ask_kind
from coordination.services.asks import link_for_ask
from msp_portal.kit.links.registry import LinkAction, register_link_action
from msp_portal.kit.links.services import link_url
from msp_portal.kit.models import ActionLink
from msp_portal.kit.reminders.registry import DigestLine


def register() -> None:
    """Declare the link and the way it is asked."""
    register_link_action(
        LinkAction(
            key=TESTIMONY_ACTION,
            label_fr=label,
            url_name="capitalisation:testimony_link",
            still_open=still_open,
        )
    )
    register_ask_kind(
        AskKind(
            kind=Ask.Kind.TESTIMONY,
            about="capitalisation.experiencesheet",
            link_action=TESTIMONY_ACTION,
            line=line,
        )
    )


def line(ask: Ask, now: datetime) -> DigestLine:
    """Who asks, about which project, and that one sentence is enough."""
    asker = ask.asked_by.name_and_role if ask.asked_by else "Votre équipe"
    word = f" « {Truncator(ask.message).words(40)} »" if ask.message else ""
    return DigestLine(
        text=(
            f"{asker} écrit la fiche d’expérience du projet « {_title(ask)} » et voudrait vos mots : "
            f"six questions, une phrase suffit.{word}"
        ),
        url=link_url(link_for_ask(ask, now)),
        action_label="Raconter en une phrase",
        team=ask.team.name,
    )


def label(link: ActionLink) -> str:
    """How the link is named among « vos liens »."""
    ask = link.about
    return f"Vos mots pour la fiche du projet « {_title(ask) if isinstance(ask, Ask) else ''} »"


def still_open(link: ActionLink) -> bool:
    """Whether an answer, or a change of answer, is still of use."""
    ask = link.about
    if not isinstance(ask, Ask) or not isinstance(ask.about, ExperienceSheet):
        return False
    return ask.closed_at is None and ask.about.state != ExperienceSheet.State.WITHDRAWN


def _title(ask: Ask) -> str:
    return ask.about.project.title if isinstance(ask.about, ExperienceSheet) else ""
