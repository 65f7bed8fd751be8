"""The prevention calendar: a page anyone may read, and its feed. Nothing of a team in them."""

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from msp_portal.kit import clock
from msp_portal.reference.theme_codes import theme_codes
from msp_portal.today.queries.campaigns import (
    campaigns_feed,
    months_of,
    themes_of_campaigns,
    to_prepare,
    year_ahead,
)

YEARS_OFFERED = 3  # this year and the next two


@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """Twelve months from this one, or a whole year; narrowed by theme."""
    today = clock.today()
    theme, year = _theme(request), _year(request, today)
    start, end = _whole(year) if year else year_ahead(today)
    asked = {"theme": theme} if theme else {}
    feed = reverse("campaigns_ics")
    tabs = [("", "12 mois à venir")]
    tabs += [(str(each), str(each)) for each in range(today.year, today.year + YEARS_OFFERED)]
    months = months_of(start, end, today, theme, still_ahead=not year)
    context = {
        "months": months,
        "to_prepare": to_prepare(months),
        "theme": theme,
        "themes": themes_of_campaigns(),
        "year": year,
        "periods": [
            {
                "label": label,
                "url": f"?{urlencode({**asked, **({'annee': value} if value else {})})}",
                "current": value == (str(year) if year else ""),
            }
            for value, label in tabs
        ],
        "feed": f"{feed}?{urlencode(asked)}" if asked else feed,
        "feed_prepare": f"{feed}?{urlencode({**asked, 'preparer': 'oui'})}",
    }
    return render(request, "today/campaigns.html", context)


@require_safe
def calendar_ics(request: HttpRequest) -> HttpResponse:
    """This year and the next as a feed; calendars have no account."""
    now = clock.now()
    today = clock.today()
    content = campaigns_feed(
        date(today.year, 1, 1),
        date(today.year + 1, 12, 31),
        now,
        theme=_theme(request),
        prepare=request.GET.get("preparer") == "oui",
    )
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = 'inline; filename="calendrier-prevention.ics"'
    response["Cache-Control"] = "public, max-age=86400"
    return response


def _theme(request: HttpRequest) -> str:
    asked = request.GET.get("theme", "")
    return asked if asked in theme_codes() else ""


def _year(request: HttpRequest, today: date) -> int | None:
    asked = request.GET.get("annee", "")
    offered = {str(today.year + ahead): today.year + ahead for ahead in range(YEARS_OFFERED)}
    return offered.get(asked)


def _whole(year: int) -> tuple[date, date]:
    return date(year, 1, 1), date(year, 12, 31)
