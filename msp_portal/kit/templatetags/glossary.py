"""``{% load glossary %}``: a word of the trade explained where it first appears on the page."""

from collections.abc import MutableSet
from typing import Any

from django import template
from django.template import Context
from django.urls import NoReverseMatch, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from msp_portal.kit.french import typo
from msp_portal.reference.glossary import Term, mark_terms

register = template.Library()
PAGE = "glossary"


@register.simple_block_tag(takes_context=True)
def explain(context: Context, content: str, most: int = 3) -> SafeString:
    """``{% explain %}<div>Le budget suit le Cerfa 12156.</div>{% endexplain %}``.

    The first time a word of the glossary appears on the page it opens on its explanation, without
    a script. Never in a link, a heading, a label, a button, a paragraph (use a ``<div>``).
    ``most``: how many words at most in this block.
    """
    marked = mark_terms(str(content), _seen(context), _explained, most=most)
    return mark_safe(marked)  # noqa: S308 (was safe; what is added is escaped)


def _seen(context: Context) -> MutableSet[str]:
    """What was explained on this page: kept on the request, or for this block alone."""
    request: Any = context.get("request")
    if request is None:
        return set()
    if not hasattr(request, "explained_terms"):
        request.explained_terms = set()
    seen: MutableSet[str] = request.explained_terms
    return seen


def _explained(term: Term, written: str) -> str:
    return format_html(
        '<details class="term"><summary>{}<span class="visually-hidden"> (explication)</span>'
        '</summary><span class="term-note">{} <a href="{}#{}">Lexique</a></span></details>',
        mark_safe(written),  # noqa: S308 (a piece of the safe HTML it stands in)
        typo(term.plain),
        _address(),
        term.anchor,
    )


def _address() -> str:
    try:
        return reverse(PAGE)
    except NoReverseMatch:  # a portal without its page of words
        return "/lexique/"
