"""``{% load project_pages %}``: the frame of a project's pages."""

from typing import Any

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse

from coordination.queries.scopes import standing_for
from projects.models import Project

register = template.Library()

# (address, word on the tab, other addresses that belong to this subject). The order is the order
# of the method; steps can be taken in any order. « room:name » is a page of a higher floor, told by
# its address only.
SUBJECTS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("detail", "Vue d’ensemble", ("edit", "stage", "renew", "roles", "progress")),
    ("framing", "Cadrage", ("framing_print",)),
    ("engagement", "Engagement", ("engagement_ask",)),
    ("diagnostic", "Diagnostic", ()),
    ("objectives", "Objectifs", ()),
    ("plan", "Déroulé", ()),
    ("life_line", "Ligne de vie", ()),
    ("partners", "Partenaires", ()),
    ("facts", "Chiffres", ()),
    ("budget", "Budget", ()),
    ("funding:project_fundings", "Financements", ()),
    ("evaluation", "Bilan", ()),
    ("capitalisation:project_sheet", "Fiche", ()),
    ("sharing", "Partages", ()),
    ("journal", "Journal", ()),
)


def _belongs(name: str, key: str, others: tuple[str, ...]) -> bool:
    room, colon, _page = key.partition(":")
    if colon:
        return name.startswith(f"{room}:")
    return name == key or name in others or name.startswith(f"{key}_")


def _here(context: Context) -> str:
    """The name of the present page: bare for a page of this room, « room:name » for another."""
    match = getattr(context.get("request"), "resolver_match", None)
    if match is None:
        return ""
    return (match.url_name or "") if match.app_name == "projects" else match.view_name


@register.inclusion_tag("projects/components/project_tabs.html", takes_context=True)
def project_tabs(context: Context, project: Project) -> dict[str, Any]:
    """The subjects of one project, as links; the present one is marked.

    An organisation the project was shared with reads its first page only.
    """
    name = _here(context)
    mine = standing_for(context["request"]).scope.team_ids & context["access"].team_ids
    items = []
    for key, label, others in SUBJECTS if mine else SUBJECTS[:1]:
        try:
            url = reverse(key if ":" in key else f"projects:{key}", args=[project.pk])
        except NoReverseMatch:
            continue
        items.append({"url": url, "label": label, "current": _belongs(name, key, others)})
    return {"items": items}


@register.simple_tag(takes_context=True)
def project_subject(context: Context) -> str:
    """The word of the present subject: default title of its page."""
    name = _here(context)
    return next((label for key, label, others in SUBJECTS if _belongs(name, key, others)), "Projet")
