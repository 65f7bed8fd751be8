"""The page of the search field of the header."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coordination.queries.scopes import standing_for
from msp_portal.kit import clock
from msp_portal.today.queries.search import clean_words
from msp_portal.today.queries.search import search as find


@login_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """What the words find, in the order of the rooms."""
    words = clean_words(request.GET.get("q", ""))
    found = find(standing_for(request), words, clock.now())
    return render(request, "today/search.html", {"words": words, "found": found})
