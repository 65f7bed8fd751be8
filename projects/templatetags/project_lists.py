"""``{% load project_lists %}``: the ligne de vie of a list, drawn once for all its lines.

Fifty whole drawings would weigh more than the page: the line without its dot is drawn once for
each station (``life_line_sprites``) and each row points to it with its own dot.
"""

from collections.abc import Iterable

from django import template
from django.template import Context
from django.template.loader import render_to_string
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from coordination.models import Team
from msp_portal.kit.life_line import KEYS, SMALL, Drawing, LifeLine, draw
from msp_portal.kit.templatetags.ui import team_badge
from projects.queries.listing_rows import Row

register = template.Library()


@register.inclusion_tag("projects/components/life_line_sprites.html")
def life_line_sprites() -> dict[str, list[tuple[str, Drawing]]]:
    """The six stations, and the line of a finished project."""
    lines: list[tuple[str, LifeLine]] = [(key, LifeLine(current=key)) for key in KEYS]
    lines.append(("fini", LifeLine(current="partage", pace="fini")))
    return {"drawings": [(name, draw(line, SMALL)) for name, line in lines]}


@register.simple_tag
def life_line_row(row: Row) -> SafeString:
    """The small ligne de vie of one line of the list."""
    line = row.line
    over = line.pace == "fini"
    still = line.hill is None or line.pace != "avance"
    dot = (
        SafeString("")
        if over
        else format_html(
            '<circle class="{}" cx="{}" cy="{}" r="4.5" stroke-width="2"/>',
            "ll-dot-still" if still else "ll-dot",
            row.dot_x,
            row.dot_y,
        )
    )
    felt = f"\u00a0· {line.felt}" if line.pace != "avance" else ""
    return format_html(
        '<span class="life-line life-line-small"><svg class="small" viewBox="0 0 {} {}" role="img" '
        'aria-label="{}"><use href="#ll-{}"/>{}</svg><span aria-hidden="true">{}{}</span></span>',
        round(SMALL.column * 6),
        SMALL.height,
        line.sentence,
        "fini" if over else line.current,
        dot,
        line.label,
        felt,
    )


@register.simple_tag(takes_context=True)
def team_badges(context: Context, teams: Iterable[Team]) -> SafeString:
    """The marks of these teams; each team is drawn once for the whole list."""
    if "team_badges" not in context.render_context:
        context.render_context["team_badges"] = {}
    drawn: dict[int, SafeString] = context.render_context["team_badges"]
    for team in teams:
        if team.pk not in drawn:
            drawn[team.pk] = render_to_string("components/team_badge.html", team_badge(team))
    return mark_safe("".join(drawn[team.pk] for team in teams))  # noqa: S308 (drawn just above)
