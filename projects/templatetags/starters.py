"""``{% load starters %}``: words of the project models."""

from django import template

from projects.starters import starter_of
from projects.starters.words import delay as delay_in_words

register = template.Library()


@register.filter
def delay(before: int) -> str:
    """« 12 semaines avant », from days before the date."""
    return delay_in_words(before)


@register.filter
def starter_name(code: str) -> str:
    """« Vaccination »; nothing for a model that is no longer offered."""
    found = starter_of(code)
    return found.name if found else ""
