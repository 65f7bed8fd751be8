"""Projects under way of which nobody has said anything for thirty days: the team's own business."""

from collections.abc import Iterator

from django.db.models import F
from django.urls import reverse

from msp_portal.kit.scoping import Scope
from msp_portal.kit.today import (
    FETCHED,
    Part,
    TodayLine,
    TodayReader,
    TodaySource,
    register_today_source,
)
from projects.models import Project
from projects.queries.project_overview import SILENT_AFTER, silence_of
from projects.today.teams import with_my_team

KEY = "projects.silence"
ASKED_EVERY = 28  # days: the letter asks once, then every four weeks
WEEK = 7


def lines(reader: TodayReader) -> Iterator[TodayLine]:
    """One question for each: how far is it? One query."""
    if not reader.steers:
        return
    scope = Scope.of(team_ids=reader.steers)
    silent = (
        with_my_team(Project.objects.for_scope(scope), scope, "pk")
        .filter(
            status=Project.Status.ONGOING,
            last_activity_at__date__lte=reader.day - SILENT_AFTER,
        )
        .order_by(F("last_activity_at").desc(), "pk")
    )
    for project in silent[:FETCHED]:
        days = silence_of(project, reader.day)
        if not days:
            continue
        yield TodayLine(
            part=Part.ACTION,
            pk=project.pk,
            text=f"Où en est « {project.title} » ?",
            url=reverse("projects:progress", args=[project.pk]),
            link="Le dire",
            rank=8,
            team_id=project.my_team_id,
            note=f"Sans nouvelles depuis {days} jours",
            about=project,
            letter=_asked_this_week(days),
        )


def _asked_this_week(days: int) -> bool:
    return (days - SILENT_AFTER.days) % ASKED_EVERY < WEEK


def register() -> None:
    """Called when Django starts."""
    register_today_source(TodaySource(KEY, lines))
