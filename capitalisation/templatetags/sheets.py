"""``{% load sheets %}``: how the words of a sheet are set on the page."""

import re
from collections.abc import Iterable

from django import template
from django.utils.html import conditional_escape, format_html, format_html_join
from django.utils.safestring import SafeString

from capitalisation.queries.library_found import Found
from msp_portal.kit.facets import Choice
from msp_portal.kit.french import typo

register = template.Library()

_BLANK = re.compile(r"\n\s*\n")
_DASH = re.compile(r"^\s*[-–—•*]\s+")
LIST_FROM = 3  # lines in a row that read as a list, even without dashes


@register.filter
def told(text: str) -> SafeString:
    """Paragraphs as typed; lines in a row, or with a dash, become a list."""
    blocks = [_block(block) for block in _BLANK.split(text.replace("\r\n", "\n").strip()) if block]
    return format_html_join("", "{}", ((block,) for block in blocks))


@register.simple_tag
def facet_values(lines: Iterable[tuple[str, Choice]]) -> SafeString:
    """The values of a filter, each with its address and its count; a list may hold fifty of them."""
    return format_html_join(
        "",
        '<li>{} <span class="quiet">{}</span></li>',
        ((_value(url, choice), choice.count) for url, choice in lines),
    )


@register.simple_tag
def found_by(sheet: Found) -> SafeString:
    """« Trouvé par : « clope » → tabac, fumeurs »: what was typed, and the words that answer it."""
    found = [
        f"« {reason.typed} »" + (f" → {', '.join(reason.words)}" if reason.words else "")
        for reason in sheet.reasons
    ]
    found += [f"« {typed} », ailleurs dans la fiche" for typed in sheet.elsewhere]
    told = f"Trouvé par : {' ; '.join(found)}" if found else ""
    if sheet.missing:
        absent = ", ".join(f"« {typed} »" for typed in sheet.missing)
        told += f"{'. ' if told else ''}Sans : {absent}"
    return SafeString(conditional_escape(typo(told)))


def _value(url: str, choice: Choice) -> SafeString:
    if choice.chosen:
        return format_html("<strong>{}</strong>", choice.label)
    return format_html('<a href="{}">{}</a>', url, choice.label)


def _block(block: str) -> SafeString:
    lines = [line.strip() for line in block.split("\n") if line.strip()]
    first = next((n for n, line in enumerate(lines) if _DASH.match(line)), None)
    if first is None and len(lines) >= LIST_FROM:
        first = 0
    if first is None:
        return format_html("<p>{}</p>", _joined(lines))
    # A line that ends with a colon introduces the list.
    if first == 0 and lines[0].endswith(":"):
        first = 1
    head = format_html("<p>{}</p>", _joined(lines[:first])) if first else SafeString("")
    items = format_html_join("", "<li>{}</li>", ((_words(line),) for line in lines[first:]))
    return format_html("{}<ul>{}</ul>", head, items)


def _joined(lines: list[str]) -> SafeString:
    return format_html_join(SafeString("<br>"), "{}", ((_words(line),) for line in lines))


def _words(line: str) -> str:
    return conditional_escape(typo(_DASH.sub("", line)))
