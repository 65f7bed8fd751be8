"""In whose name the API is read: one's teams by default, else one's organisation."""

from rest_framework.exceptions import NotFound
from rest_framework.request import Request

from coordination.queries.scopes import Standing, standing_for
from msp_portal.kit import clock
from msp_portal.region.queries.readers import AnyReader, Reader, TeamReader


def reader_of(request: Request) -> AnyReader:
    """Teams read their own projects whole; « organisation=12 » reads as that organisation, within
    what was shared with it. Raises ``NotFound`` for an organisation one does not work for."""
    standing = standing_for(request)  # type: ignore[arg-type]  # DRF passes attributes through
    asked = request.query_params.get("organisation", "")
    mine = _organisations(standing)
    if asked:
        if asked not in mine:
            raise NotFound("Vous ne travaillez pas pour cette organisation.")
        return mine[asked]
    if standing.teams or not mine:
        return TeamReader(standing.scope.team_ids, clock.today())
    return next(iter(mine.values()))


def _organisations(standing: Standing) -> dict[str, Reader]:
    """Federations and funders: those something may be shared with."""
    day = clock.today()
    organisations = [*standing.federations, *standing.funders]
    return {str(org.pk): Reader(org, day) for org in organisations}
