"""The data page and its workbook, for who has an account."""

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from msp_portal.kit import clock
from msp_portal.kit.exports import Format, export_response
from msp_portal.region.exports.data_page import HEADER, data_page
from msp_portal.region.exports.workbook import file_name, regional_workbook
from msp_portal.region.queries.readers import Reader
from msp_portal.region.queries.years import read_year, year_choices
from msp_portal.region.views.common import frame, me, note_reading, reader_for


@login_required
@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """What the organisation may read for one year, and the workbook that says the same."""
    reader = reader_for(request)
    year = read_year(request.GET.get("annee", ""), reader.day)
    note_reading(request, reader)
    context = {
        **frame(request, reader),
        "data": data_page(reader, year, request.GET.get("page")),
        "header": HEADER,
        "year": year,
        "years": year_choices(reader.day, year, f"organisation={reader.organisation.pk}"),
    }
    return render(request, "region/data.html", context)


@login_required
@require_safe
def workbook(request: HttpRequest, fmt: str) -> FileResponse:
    """The workbook, in the format of the address."""
    reader = reader_for(request)
    response = send_workbook(reader, request, fmt, asked_by=me(request).name_and_role)
    note_reading(request, reader)
    return response


def send_workbook(reader: Reader, request: HttpRequest, fmt: str, *, asked_by: str) -> FileResponse:
    """The file for the year of the address; Http404 for another format."""
    if fmt not in {each.value for each in Format}:
        raise Http404
    year = read_year(request.GET.get("annee", ""), reader.day)
    made = regional_workbook(reader, year, clock.now(), asked_by=asked_by)
    return export_response(made, fmt, file_name(reader, year))
