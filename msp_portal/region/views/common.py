"""What the views of the region share."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.urls import reverse

from coordination.models import Organisation, Person
from coordination.queries.scopes import Standing, standing_for
from msp_portal.kit import clock
from msp_portal.kit.access_log import log_access
from msp_portal.region.queries.readers import Reader


def me(request: HttpRequest) -> Person:
    """Who acts, behind ``login_required``."""
    person = request.user
    if not isinstance(person, Person):
        raise PermissionDenied
    return person


def organisations_of(standing: Standing) -> list[Organisation]:
    """Federations and funders she works for: those in whose name the region is read."""
    return [*standing.federations, *standing.funders]


def reader_for(request: HttpRequest) -> Reader:
    """In whose name she reads: « ?organisation= » when she works for several. Http404 for who
    works for none."""
    mine = organisations_of(standing_for(request))
    if not mine:
        raise Http404
    asked = request.GET.get("organisation", "")
    chosen = next((org for org in mine if str(org.pk) == asked), mine[0])
    return Reader(chosen, clock.today())


def note_reading(request: HttpRequest, reader: Reader) -> None:
    """A funder's reading is noted, for the teams (the access log is the only thing a GET writes)."""
    if reader.organisation.is_funder:
        log_access("region", request=request, person=me(request), about=reader.organisation)


_TABS = (
    ("Vue d’ensemble", "region:overview", False),
    ("Chiffres et classeur", "region:data", False),
    ("Territoires sans action", "region:white_zones", True),
    ("Appels et refus", "region:advocacy", True),
    ("Liens donnés", "region:links", True),
)


def frame(request: HttpRequest, reader: Reader) -> dict[str, Any]:
    """What every page of the region shows: in whose name, and the other pages."""
    mine = organisations_of(standing_for(request))
    suffix = f"?organisation={reader.organisation.pk}" if len(mine) > 1 else ""
    tabs = [
        {"name": name, "url": reverse(url) + suffix, "current": request.path == reverse(url)}
        for name, url, federation_only in _TABS
        if reader.organisation.is_federation or not federation_only
    ]
    return {
        "reader": reader,
        "organisation": reader.organisation,
        "tabs": tabs,
        "organisations": mine if len(mine) > 1 else [],
        "suffix": suffix,
    }
