"""How a figure is asked for by mail, and how its links are named."""

from datetime import datetime
from typing import cast

from django.utils.text import Truncator

from coordination.models import Ask
from coordination.services.asks import link_for_ask
from msp_portal.kit.french import day_month
from msp_portal.kit.links.services import link_url
from msp_portal.kit.models import ActionLink
from msp_portal.kit.reminders.registry import DigestLine
from projects.models import FigureRequest

PORTAL = "Votre équipe"


def figure_line(ask: Ask, now: datetime) -> DigestLine:
    """Who asks which number, of which day; one button."""
    request = cast("FigureRequest", ask.about)
    asker = ask.asked_by.name_and_role if ask.asked_by else PORTAL
    occasion = f", {request.label}" if request.label else ""
    word = f" « {Truncator(ask.message).words(30)} »" if ask.message else ""
    return DigestLine(
        text=(
            f"{asker} vous demande un chiffre pour le projet « {request.project} » : "
            f"{request.indicator.name}{occasion}, le {day_month(request.date)}.{word}"
        ),
        url=link_url(link_for_ask(ask, now)),
        action_label="Donner le chiffre",
        team=ask.team.name,
    )


def figure_label(link: ActionLink) -> str:
    """How the link is named among « vos liens »."""
    ask = link.about
    request = ask.about if isinstance(ask, Ask) else None
    title = request.project.title if isinstance(request, FigureRequest) else ""
    return f"Un chiffre demandé pour le projet « {title} »"


def figure_open(link: ActionLink) -> bool:
    """Whether a figure is still of use."""
    ask = link.about
    if not isinstance(ask, Ask) or not isinstance(ask.about, FigureRequest):
        return False
    return ask.closed_at is None and ask.about.closed_at is None


def stand_label(link: ActionLink) -> str:
    """How the link of a stand is named."""
    stand = link.about
    return f"Le compteur du stand « {stand} »" if isinstance(stand, FigureRequest) else "Un stand"


def stand_open(link: ActionLink) -> bool:
    """Whether the stand still counts."""
    stand = link.about
    return isinstance(stand, FigureRequest) and stand.closed_at is None
