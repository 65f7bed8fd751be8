"""``{% load funding_pages %}``: the state of an application, months, the money of a project."""

from datetime import date
from typing import Any

from django import template
from django.template import Context
from django.utils.safestring import SafeString

from coordination.queries.scopes import standing_for
from funding.models import Application
from funding.queries.fundings import fundings_of
from msp_portal.kit.french import month_year
from msp_portal.kit.templatetags.ui import status_chip
from projects.models import Project

register = template.Library()

State = Application.State
# A draft is never shown with a green tick.
CHIPS = {
    State.DRAFT: ("NON déposé", "error"),
    State.FILED: ("Déposé", "going"),
    State.GRANTED: ("Accordé", "done"),
    State.REFUSED: ("Refusé", "stopped"),
    State.ABANDONED: ("Abandonné", "stopped"),
}


@register.simple_tag
def application_chip(application: Application) -> SafeString:
    """The state of an application in a word."""
    return status_chip(*CHIPS[State(application.state)])


@register.filter
def month_words(month: str) -> str:
    """« Décembre 2026 » from « 2026-12 »; without a month, the calls open all year."""
    if not month:
        return "Sans date limite"
    year, number = month.split("-")
    return month_year(date(int(year), int(number), 1)).capitalize()


@register.inclusion_tag("funding/_project_panel.html", takes_context=True)
def project_funding_panel(context: Context, project: Project, level: int = 3) -> dict[str, Any]:
    """The money of a project, as the reader may see it; ``level`` of its titles."""
    scope = standing_for(context["request"]).scope
    return {"project": project, "fundings": fundings_of(scope, project), "level": level}
