"""Delays in words."""

from msp_portal.kit.french import count

DAYS_IN_WEEK, DAYS_IN_MONTH = 7, 30
IN_DAYS, IN_WEEKS = 21, 180  # below, days; below, weeks; beyond, months


def delay(before: int) -> str:
    """« 12 semaines avant », « le jour même », « 10 jours après », from days before the date."""
    if before == 0:
        return "le jour même"
    days, side = abs(before), "avant" if before > 0 else "après"
    if days < IN_DAYS:
        said = count(days, "jour")
    elif days < IN_WEEKS:
        said = count(round(days / DAYS_IN_WEEK), "semaine")
    else:
        said = count(round(days / DAYS_IN_MONTH), "mois", "mois")
    return f"{said} {side}"
