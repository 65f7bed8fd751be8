"""``{% load indicator_cards %}``: the card an indicator comes from."""

from django import template

from projects.cards import Card, card_by_code
from projects.models import Indicator

register = template.Library()


@register.filter
def card(indicator: Indicator) -> Card | None:
    """Its card, or None when the team counts in its own way."""
    return card_by_code(indicator.card_key)
