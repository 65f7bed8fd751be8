"""The region at a glance, one of its projects, its white zones, its calls."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from capitalisation.models import ExperienceSheet
from capitalisation.queries.access import sheets_sent_to
from coordination.models import SupportRequest
from coordination.queries.directory import support_requests
from coordination.queries.scopes import standing_for
from msp_portal.kit import clock
from msp_portal.kit.charts import Bar, Chart, bars
from msp_portal.kit.files import private_response
from msp_portal.kit.typed import whole_number
from msp_portal.region.exports.shared_project import shared_project, shared_things
from msp_portal.region.queries.advocacy import advocacy as advocacy_of
from msp_portal.region.queries.overview import overview as overview_of
from msp_portal.region.queries.overview import read_filters, silent_projects
from msp_portal.region.queries.readers import Reader
from msp_portal.region.queries.white_zones import white_zones as white_zones_of
from msp_portal.region.queries.years import read_year, year_choices
from msp_portal.region.views.common import frame, note_reading, reader_for


@login_required
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """Counts by department, theme, stage and year, and the projects they count."""
    reader = reader_for(request)
    filters = read_filters(request.GET.dict())
    found = overview_of(reader, filters, request.GET.get("page"))
    context: dict[str, Any] = {
        **frame(request, reader),
        "overview": found,
        "filters": filters,
        "charts": _charts(found) if found.total else [],
        "silent": silent_projects(reader),
        **_waiting(request, reader),
    }
    note_reading(request, reader)
    return render(request, "region/overview.html", context)


def _charts(found: Any) -> list[Chart]:
    return [
        bars(
            "Dans quels départements ?",
            [Bar(label, count) for _, label, count in found.departments],
            what="projets",
        ),
        bars(
            "Sur quels thèmes ?",
            [Bar(label, count) for _, label, count in found.themes],
            what="projets",
        ),
    ]


def _waiting(request: HttpRequest, reader: Reader) -> dict[str, Any]:
    """What waits for a federation: sheets to read, support requests."""
    if not reader.organisation.is_federation:
        return {}
    standing = standing_for(request)
    asked = support_requests(standing.scope).filter(
        organisation=reader.organisation, state=SupportRequest.State.SENT
    )
    waiting = sheets_sent_to(standing).filter(state=ExperienceSheet.State.IN_REVIEW)
    return {"to_review": list(waiting[:5]), "support_waiting": asked.count()}


@login_required
@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """One project, exactly as far as it was shared."""
    reader = reader_for(request)
    year = read_year(request.GET.get("annee", ""), reader.day)
    found = shared_project(reader, year, pk)
    if found is None:
        raise Http404
    note_reading(request, reader)
    context = {
        **frame(request, reader),
        "shared": found,
        "row": found.row,
        "year": year,
        "years": year_choices(reader.day, year, f"organisation={reader.organisation.pk}"),
    }
    return render(request, "region/project.html", context)


@login_required
@require_safe
def document(request: HttpRequest, pk: int, share: int) -> HttpResponseBase:
    """The frozen document of an application or a report that was shared."""
    reader = reader_for(request)
    for thing in shared_things(reader, pk):
        if thing.share.pk == share and thing.document is not None and thing.document.is_ready:
            note_reading(request, reader)
            return private_response(
                thing.document.file, name=thing.document.filename, mime="application/pdf"
            )
    raise Http404


@login_required
@require_safe
def white_zones(request: HttpRequest) -> HttpResponse:
    """Themes on which nothing is visible in a department, with the sheets that could go there."""
    reader = _federation(request)
    library = reverse("capitalisation:library")
    zones = white_zones_of(reader)
    linked = [(row, f"{library}?{urlencode({'theme': row.theme.code})}") for row in zones.rows]
    # Themes on which something is visible, or could be offered, first; the others under a fold.
    context = {
        **frame(request, reader),
        "zones": zones,
        "tables": [
            [each for each in linked if each[0].total or each[0].sheets],
            [each for each in linked if not each[0].total and not each[0].sheets],
        ],
    }
    return render(request, "region/white_zones.html", context)


@login_required
@require_safe
def advocacy(request: HttpRequest) -> HttpResponse:
    """Windows of calls, outcomes and refusals."""
    reader = _federation(request)
    found = advocacy_of(reader, whole_number(request.GET.get("page")) or 1, clock.now())
    context = {**frame(request, reader), "advocacy": found}
    return render(request, "region/advocacy.html", context)


def _federation(request: HttpRequest) -> Reader:
    reader = reader_for(request)
    if not reader.organisation.is_federation:
        raise Http404
    return reader
