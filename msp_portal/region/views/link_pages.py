"""The pages of a reading link: no account, no script, two clicks to the workbook."""

from typing import Any, cast

from django.http import FileResponse, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, HttpResponseNotAllowed
from django.shortcuts import render

from coordination.models import Organisation
from msp_portal.kit import clock
from msp_portal.kit.models import ActionLink
from msp_portal.kit.views.links import LinkedRequest, link_view
from msp_portal.region.exports.data_page import HEADER, data_page
from msp_portal.region.queries.data_links import DATA_LINK
from msp_portal.region.queries.readers import Reader
from msp_portal.region.queries.years import read_year, year_choices
from msp_portal.region.views.data import send_workbook


@link_view(DATA_LINK)
def page(request: HttpRequest, link: ActionLink, person: Any) -> HttpResponseBase:
    """Scope, counts, table, and one big button."""
    if request.method == "POST":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    reader = _reader(link)
    year = read_year(request.GET.get("annee", ""), reader.day)
    context = {
        "link": link,
        "token": cast(LinkedRequest, request).link_token,
        "organisation": reader.organisation,
        "reader": reader,
        "data": data_page(reader, year, request.GET.get("page")),
        "header": HEADER,
        "year": year,
        "years": year_choices(reader.day, year),
    }
    response: HttpResponse = render(request, "region/link.html", context)
    return response


@link_view(DATA_LINK)
def download(
    request: HttpRequest, link: ActionLink, person: Any, fmt: str
) -> FileResponse | HttpResponseNotAllowed:
    """The workbook by the same link."""
    if request.method == "POST":
        return HttpResponseNotAllowed(["GET", "HEAD"])
    return send_workbook(_reader(link), request, fmt, asked_by=link.label)


def _reader(link: ActionLink) -> Reader:
    return Reader(cast(Organisation, link.about), clock.today())
