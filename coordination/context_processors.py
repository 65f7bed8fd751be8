"""What every page needs to know of who reads it: no query for anonymous, two when signed in."""

from typing import Any

from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from coordination.queries.scopes import ANONYMOUS, standing_for


def standing(request: HttpRequest) -> dict[str, Any]:
    """``standing`` (teams, roles, organisations), ``my_teams`` and ``show_region`` for the menu.

    Lazy: a page without the frame (an error page, a link) asks nothing of the database.
    """
    if not getattr(request, "user", None) or not request.user.is_authenticated:
        return {"standing": ANONYMOUS, "my_teams": (), "show_region": False}
    mine = SimpleLazyObject(lambda: standing_for(request))
    return {
        "standing": mine,
        "my_teams": SimpleLazyObject(lambda: mine.teams),
        "show_region": SimpleLazyObject(lambda: mine.sees_region),
    }
