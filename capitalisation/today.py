"""Experience sheets in « Aujourd'hui »: to take up again or to publish, for the team; to read
over, for its federation.

Loaded when Django starts (``msp_portal.today``), as ``admin`` modules are.
"""

from collections.abc import Iterator

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from capitalisation.models import ExperienceSheet
from msp_portal.kit.french import day_month
from msp_portal.kit.today import (
    FETCHED,
    Part,
    Place,
    PlaceWords,
    TodayLine,
    TodayReader,
    TodaySource,
    register_place,
    register_today_source,
)

State = ExperienceSheet.State


def lines(reader: TodayReader) -> Iterator[TodayLine]:
    """One query."""
    scope = reader.scope
    hers = Q(team_id__in=reader.steers, state__in=[State.TO_CORRECT, State.VALIDATED])
    to_read = Q(reviewer_organisation_id__in=scope.organisation_ids, state=State.IN_REVIEW)
    if not (reader.steers or scope.organisation_ids):
        return
    sheets = (
        ExperienceSheet.objects.for_scope(scope)
        .filter(hers | to_read)
        .select_related("team")
        .order_by("submitted_at", "pk")
    )
    for sheet in sheets[:FETCHED]:
        page = "capitalisation:sheet"
        since = day_month(timezone.localtime(sheet.submitted_at or sheet.created_at))
        if sheet.state == State.IN_REVIEW:
            page = "capitalisation:review"
            text, link = f"Relire la fiche « {sheet.title} »", "Relire"
            note = f"{sheet.team.name}, envoyée le {since}"
        elif sheet.state == State.TO_CORRECT:
            text, link = f"Reprendre la fiche « {sheet.title} »", "Reprendre"
            note = "La fédération a dit quoi reprendre"
        else:
            text, link = f"Publier la fiche « {sheet.title} »", "Publier"
            note = "Validée par la fédération : il reste à la publier"
        yield TodayLine(
            part=Part.ACTION,
            pk=sheet.pk,
            text=text,
            url=reverse(page, args=[sheet.pk]),
            link=link,
            rank=6,
            team_id=None if sheet.state == State.IN_REVIEW else sheet.team_id,
            note=note,
            about=sheet,
        )


def _sheet(sheet: ExperienceSheet) -> PlaceWords:
    return PlaceWords(sheet.title, reverse("capitalisation:sheet", args=[sheet.pk]))


register_today_source(TodaySource("capitalisation.sheets", lines))
register_place(Place(ExperienceSheet, _sheet, ("project",)))
