"""``{% load ui %}``: the words and components every page is built from.

Filters write dates, amounts and punctuation (:mod:`msp_portal.kit.french`); tags render one
component each, from ``templates/components/``. The page /styleguide shows them all.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from typing import Any

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import template
from django.core.paginator import Page
from django.forms import BoundField, Form
from django.forms.utils import pretty_name
from django.template import Context
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe

from msp_portal.kit import clock, french
from msp_portal.kit.life_line import LifeLine, NextDate, Size, drawings

register = template.Library()

TEAM_COLOURS = 6
TEAM_SHAPES = ("disc", "diamond")
CHIP_TONES = frozenset({"neutral", "draft", "going", "done", "waiting", "stopped", "turn", "error"})
NOTICE_TONES = frozenset({"plain", "done", "turn", "error"})


# ---- Filters -------------------------------------------------------------------------------


@register.filter
def long_date(value: date | None) -> str:
    """« dimanche 22 novembre 2026 »; nothing for nothing."""
    return french.long_date(value) if value else ""


@register.filter
def plain_date(value: date | None) -> str:
    """« 22 novembre 2026 »."""
    return french.plain_date(value) if value else ""


@register.filter
def day_month(value: date | None) -> str:
    """« 22 novembre »."""
    return french.day_month(value) if value else ""


@register.filter
def short_date(value: date | None) -> str:
    """« 22 nov. 2026 »."""
    return french.short_date(value) if value else ""


@register.filter
def month_year(value: date | None) -> str:
    """« novembre 2026 »."""
    return french.month_year(value) if value else ""


@register.filter
def hour(value: time | datetime | None) -> str:
    """« 12 h 30 »."""
    return french.hour(value) if value is not None else ""


@register.filter
def moment(value: datetime | None) -> str:
    """« dimanche 22 novembre 2026 à 12 h 30, heure de Paris »."""
    return french.moment(value) if value else ""


@register.filter
def from_today(value: date | None) -> str:
    """« demain », « dans 8 jours », by the portal's clock."""
    return french.from_today(value, clock.today()) if value else ""


@register.filter
def number(value: french.Amount | None, decimals: int | None = None) -> str:
    """« 1 234,5 »."""
    return "" if value is None else french.number(value, decimals)


@register.filter
def euros(value: french.Amount | None) -> str:
    """« 1 250 € »."""
    return "" if value is None else french.euros(value)


@register.filter
def percent(value: french.Amount | None, decimals: int = 0) -> str:
    """« 80 % » from 0.8."""
    return "" if value is None else french.percent(value, decimals)


@register.filter
def count(value: int | None, words: str) -> str:
    """« 2 équipes » from ``{{ n|count:"équipe" }}`` or ``{{ n|count:"cheval,chevaux" }}``."""
    one, _, many = words.partition(",")
    return "" if value is None else french.count(value, one, many)


@register.filter
def typo(value: object) -> str:
    """No-break spaces, « ’ » and « … ». Plain text is escaped; safe HTML keeps its tags."""
    if isinstance(value, SafeString):
        return mark_safe(french.typo_html(value))  # noqa: S308 (was already safe)
    return conditional_escape(french.typo("" if value is None else str(value)))


# ---- Small marks ---------------------------------------------------------------------------


@register.simple_tag
def status_chip(label: str, tone: str = "neutral") -> SafeString:
    """A state in a word, with a dot whose shape says the same without colour.

    Tones: neutral, draft, going, done, waiting, stopped, turn (« à vous de jouer » only), error
    (a form or « NON déposé », never a person or a team).
    """
    if tone not in CHIP_TONES:
        raise template.TemplateSyntaxError(f"status_chip: unknown tone {tone!r}.")
    return format_html('<span class="chip chip-{}">{}</span>', tone, typo(label))


@register.inclusion_tag("components/team_badge.html")
def team_badge(team: Any, colour: int | None = None) -> dict[str, Any]:
    """A team by its mark and its name, never by colour alone.

    ``team``: an object with ``name`` and ``colour`` (rank in the palette, 0 to 11), or a name with
    ``colour`` given apart.
    """
    name = team if isinstance(team, str) else team.name
    rank = colour if colour is not None else int(getattr(team, "colour", 0))
    shape = TEAM_SHAPES[rank // TEAM_COLOURS % len(TEAM_SHAPES)]
    return {"name": name, "colour": rank % TEAM_COLOURS, "shape": shape}


@register.simple_tag
def illustration_mark(shown: Any = True) -> SafeString:
    """« illustration »: says that a datum is not real. ``shown``: an object or its mark."""
    if not (shown.illustration if hasattr(shown, "illustration") else shown):
        return SafeString("")
    return SafeString(
        '<span class="illustration-mark" title="Donnée inventée pour la démonstration">'
        "illustration</span>"
    )


# ---- Notices -------------------------------------------------------------------------------


@register.inclusion_tag("components/notice.html")
def notice(text: str, tone: str = "plain", title: str = "") -> dict[str, str]:
    """A sentence apart: plain, done, turn or error."""
    if tone not in NOTICE_TONES:
        raise template.TemplateSyntaxError(f"notice: unknown tone {tone!r}.")
    return {"text": text, "tone": tone, "title": title}


@register.inclusion_tag("components/who_can_see.html")
def who_can_see(audience: str, url: str = "", link: str = "Modifier le partage") -> dict[str, str]:
    """« Qui peut voir : … », due on every screen that shows or asks something."""
    return {"audience": audience, "url": url, "link": link}


@register.inclusion_tag("components/not_filed_band.html")
def not_filed_band(
    closes_at: datetime | None = None, where: str = "", url: str = "", link: str = ""
) -> dict[str, Any]:
    """The red band of an application whose proof of filing is not recorded.

    ``closes_at``: closing of the call; ``where``: where it must be filed (« la plateforme de
    l'ARS »); ``url`` and ``link``: the act that makes the band go.
    """
    return {"closes_at": closes_at, "where": where, "url": url, "link": link}


@register.inclusion_tag("components/empty_state.html")
def empty_state(
    title: str, text: str = "", url: str = "", link: str = "", level: int = 2
) -> dict[str, Any]:
    """A kind word where there is nothing yet, with the one thing to do about it."""
    return {"title": title, "text": text, "url": url, "link": link, "level": level}


@register.inclusion_tag("components/progress_line.html")
def progress_line(done: int, total: int, label: str) -> dict[str, Any]:
    """« 3 pièces sur 7 »: a count with its bar, never a bar alone."""
    return {"done": done, "total": total, "label": label}


# ---- The ligne de vie ----------------------------------------------------------------------


@register.inclusion_tag("components/life_line.html")
def life_line(line: LifeLine, size: Size = "large", title: str = "") -> dict[str, Any]:
    """The signature: six stations, the dot on its hill, the next two dates in words."""
    return {
        "line": line,
        "size": size,
        "title": title,
        "drawings": drawings(line, size),
        "today": clock.today(),
        "font": "Source Sans 3" if size == "print" else "",
    }


@register.inclusion_tag("components/progress_note.html")
def progress_note(line: LifeLine) -> dict[str, Any]:
    """The hand-placed dot in words: what was felt, by whom, when."""
    return {"line": line}


@register.filter
def next_date_from_today(value: NextDate) -> str:
    """How far one of the next dates is."""
    return french.from_today(value.day, clock.today())


# ---- Folds ---------------------------------------------------------------------------------


@register.simple_block_tag
def help_fold(content: str, summary: str, opened: bool = False) -> SafeString:
    """``{% help_fold "Pourquoi ?" %}…{% endhelp_fold %}``: what is secondary, folded, saying so."""
    return format_html(
        '<details class="fold"{}><summary>{}</summary><div class="fold-body">{}</div></details>',
        SafeString(" open") if opened else "",
        typo(summary),
        content,
    )


# ---- Forms ---------------------------------------------------------------------------------


@register.inclusion_tag("components/form_errors.html")
def form_errors(*forms: Form) -> dict[str, Any]:
    """What must be looked at again, on top of the page, each line leading to its field."""
    lines: list[dict[str, str]] = []
    for form in forms:
        lines += [{"target": "", "label": "", "text": str(e)} for e in form.non_field_errors()]
        for name, errors in form.errors.items():
            if name == "__all__":
                continue
            bound = form[name]
            # A group of boxes has no field of its own: its first box stands for it.
            target = "" if bound.is_hidden else bound.id_for_label or f"{bound.auto_id}_0"
            label = str(bound.label or pretty_name(name))
            lines += [{"target": target, "label": label, "text": str(e)} for e in errors]
    return {"lines": lines}


_TYPED = re.compile(r"(<textarea\b.*?</textarea>)", re.DOTALL)


@register.simple_tag
def field(bound: BoundField, why: str = "", readers: str = "") -> SafeString:
    """One field of a form, through crispy, with why it is asked and who will read it.

    Both may also live on the form field, as ``why`` and ``readers`` attributes. Labels, helps,
    choices and errors are written with the keyboard's spaces: they get their typography here;
    what people type (``textarea``) is left as it is.
    """
    why = why or getattr(bound.field, "why", "")
    readers = readers or getattr(bound.field, "readers", "")
    parts: list[str] = [conditional_escape(bound.help_text)] if bound.help_text else []
    if why:
        parts.append(typo(f"Pourquoi cette question : {why}"))
    if readers:
        parts.append(typo(f"Qui lira : {readers}"))
    bound.help_text = SafeString("<br>".join(parts))
    pieces = _TYPED.split(as_crispy_field(bound))
    return SafeString("".join(p if i % 2 else french.typo_html(p) for i, p in enumerate(pieces)))


# ---- Moving about --------------------------------------------------------------------------


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], one: str = "ligne") -> dict[str, Any]:
    """Links to the other pages of a list; the filters in the address are kept."""
    request = context.get("request")
    query = request.GET.copy() if request else None

    def address(number: int) -> str:
        if query is None:
            return f"?page={number}"
        query["page"] = str(number)
        return f"?{query.urlencode()}"

    numbers = [
        {"number": n, "url": address(n)} if isinstance(n, int) else {"number": None, "url": ""}
        for n in page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    ]
    return {
        "page": page,
        "numbers": numbers,
        "total": french.count(page.paginator.count, one),
        "previous": address(page.previous_page_number()) if page.has_previous() else "",
        "next": address(page.next_page_number()) if page.has_next() else "",
    }


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(*steps: str) -> dict[str, Any]:
    """``{% breadcrumbs "Projets" projects_url project.title %}``: name and address by pairs, the
    last name alone is the page itself."""
    pairs: Iterable[tuple[str, str]] = zip(steps[:-1:2], steps[1:-1:2], strict=False)
    return {"steps": list(pairs), "here": steps[-1] if len(steps) % 2 else ""}


@register.inclusion_tag("components/tabs.html")
def tabs(label: str, items: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Tabs are links: ``items`` hold ``name``, ``url`` and ``current``."""
    return {"label": label, "items": list(items)}


@register.simple_tag
def ticked(bound: BoundField) -> list[str]:
    """The words of what is ticked in a list of ticks."""
    return [str(tick.choice_label) for tick in bound if tick.data["selected"]]
