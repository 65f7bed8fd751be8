"""Support requests: to answer, for who is asked; without an answer yet, for the team."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from coordination.models import SupportRequest
from coordination.queries.directory import support_requests
from msp_portal.kit.french import day_month
from msp_portal.kit.scoping import Scope
from msp_portal.kit.today import (
    FETCHED,
    Part,
    TodayLine,
    TodayReader,
    TodaySource,
    register_today_source,
)

KEY = "coordination.support"
State = SupportRequest.State


def lines(reader: TodayReader) -> Iterator[TodayLine]:
    """What her organisations were asked, then what her teams asked and nobody took on."""
    scope = Scope.of(team_ids=reader.steers, organisation_ids=reader.scope.organisation_ids)
    if not (scope.team_ids or scope.organisation_ids):
        return
    sent: QuerySet[SupportRequest] = support_requests(scope).filter(state=State.SENT)
    for request in sent.order_by("asked_at", "pk")[:FETCHED]:
        subject = request.project_title or (request.theme.label if request.theme else "")
        what = f" : {subject}" if subject else ""
        asked = timezone.localtime(request.asked_at)
        if request.organisation_id in scope.organisation_ids:
            yield TodayLine(
                part=Part.ACTION,
                pk=request.pk,
                text=f"{request.team.name} demande votre appui{what}",
                url=reverse("coordination:support_answer", args=[request.pk]),
                link="Répondre",
                rank=3,
                note=f"Demande du {day_month(asked)}",
                about=request,
            )
        else:
            yield TodayLine(
                part=Part.WAITS,
                pk=request.pk,
                text=f"{request.organisation.name} n’a pas encore répondu{what}",
                url=reverse("coordination:team_requests", args=[request.team_id]),
                link="Voir",
                day=asked.date(),
                team_id=request.team_id,
                note=f"Appui demandé le {day_month(asked)}",
                about=request,
            )


def register() -> None:
    """Called when Django starts."""
    register_today_source(TodaySource(KEY, lines))
