"""``{% load facts %}``: values with their unit, axes in words."""

from decimal import Decimal

from django import template

from msp_portal.kit.french import typo
from projects.models import Fact, Indicator

register = template.Library()


@register.simple_tag
def in_unit(indicator: Indicator, value: Decimal | int | None) -> str:
    """« 214 passages »; « non mesuré » for None."""
    return "non mesuré" if value is None else indicator.in_unit(Decimal(value))


@register.filter
def axes(fact: Fact) -> list[str]:
    """What a fact says beyond its value: age, gender, commune, place."""
    parts = [
        str(fact.age_band.label) if fact.age_band else "",
        fact.get_gender_display(),
        str(fact.commune.name) if fact.commune else "",
        fact.place,
    ]
    return [typo(part) for part in parts if part]
