"""The library: everybody searches, nobody signs in."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from capitalisation.queries.library import Results, search_library
from capitalisation.queries.library_sql import FILTERS
from capitalisation.words.reading import LONGEST, seems_foreign
from msp_portal.kit.facets import Facet
from msp_portal.kit.typed import whole_number

NOTHING_FOUND = "Essayez un mot plus simple, ou un thème."
NOT_FRENCH = "Les fiches sont écrites en français : essayez un mot français, ou un thème."
SHOWN = 6  # values of a filter that are not folded


@require_safe
def library(request: HttpRequest) -> HttpResponse:
    """One field, filters with their counts, twenty sheets a page."""
    typed = request.GET.get("q", "").strip().replace("\x00", "")
    text = typed[:LONGEST]
    filters = {name: _code(request.GET.get(name, "")) for name in FILTERS}
    if whole_number(filters["annee"], most_digits=4) is None:
        filters["annee"] = ""
    number = request.GET.get("page", "1")
    results = search_library(text, filters, whole_number(number) or 1)
    foreign = seems_foreign(text)
    context = {
        "text": text,
        "shortened": len(typed) > LONGEST,
        "longest": LONGEST,
        "foreign": foreign,
        "nothing_found": NOT_FRENCH if foreign else NOTHING_FOUND,
        "filters": {name: value for name, value in filters.items() if value},
        "results": results,
        "facets": [_with_links(request, facet) for facet in results.facets if _is_useful(facet)],
        "chips": _chips(request, results),
    }
    return render(request, "capitalisation/library.html", context)


def _code(typed: str) -> str:
    """A code of our lists is short and plain; anything else filters nothing."""
    typed = typed.strip()
    return typed if len(typed) <= 30 and typed.replace("_", "").isalnum() else ""


def _is_useful(facet: Facet) -> bool:
    return len(facet.choices) > 1 or facet.chosen is not None


def _with_links(request: HttpRequest, facet: Facet) -> dict[str, object]:
    """The values of a filter with where each leads; those in excess are folded."""
    rest = _address(request, facet.name)
    start = f"{rest}&" if rest else "?"
    lines = [(f"{start}{facet.name}={choice.value}", choice) for choice in facet.choices]
    return {"facet": facet, "first": lines[:SHOWN], "others": lines[SHOWN:]}


def _chips(request: HttpRequest, results: Results) -> list[dict[str, str]]:
    """The filters in force, each with the address that takes it away."""
    return [
        {
            "label": f"{facet.label} : {facet.chosen.label}",
            "url": _address(request, facet.name) or request.path,
        }
        for facet in results.facets
        if facet.chosen
    ]


def _address(request: HttpRequest, without: str) -> str:
    """The same search without one filter, from the first page; empty when nothing is left."""
    kept = {
        key: request.GET[key] for key in ("q", *FILTERS) if request.GET.get(key) and key != without
    }
    return f"?{urlencode(kept)}" if kept else ""
