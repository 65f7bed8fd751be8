"""``{% load budgets %}``: accounts and rates as people read them."""

import re

from django import template

from msp_portal.kit.french import percent, typo
from msp_portal.reference.models import BudgetAccount
from projects.queries.budget import short_label, spent_ratio

register = template.Library()
_DIGITS = re.compile(r"^\d+")


@register.filter
def account_name(account: BudgetAccount) -> str:
    """« 62 – Autres services extérieurs »: the number people know, then the official label.

    Codes that exist for machines only (« 74orgasoc », « RESSPROPRES ») are cut to their number.
    """
    found = _DIGITS.match(str(account.code))
    name = typo(short_label(account))
    return f"{found[0]} – {name}" if found else name


@register.simple_tag
def rate(planned: int, spent: int | None) -> str:
    """« 94 % » of what was planned; empty when it cannot be said."""
    ratio = spent_ratio(planned, spent)
    return "" if ratio is None else percent(ratio)
