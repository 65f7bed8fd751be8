"""The list of projects: all teams of the person in one list."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from coordination.queries.scopes import standing_for
from msp_portal.kit import clock
from projects.queries.listing import SORTS, list_projects, read_filters
from projects.queries.listing_rows import rows_for


@login_required
@require_safe
def projects(request: HttpRequest) -> HttpResponse:
    """What one may see, filtered, sorted and paginated."""
    standing = standing_for(request)
    filters = read_filters(request.GET.dict())
    listing = list_projects(standing.scope, filters)
    return render(
        request,
        "projects/list.html",
        {
            "listing": listing,
            "filters": filters,
            "rows": rows_for(listing.page.object_list, standing, clock.today()),
            "sorts": [(key, label) for key, (label, _order) in SORTS.items()],
            "many_teams": len(standing.teams) != 1,
            "may_open": bool(standing.teams),
        },
    )
