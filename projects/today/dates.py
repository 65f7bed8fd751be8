"""Actions that come within two weeks; those whose day has passed and of which nobody said how
it went."""

from collections.abc import Iterator
from datetime import timedelta

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse

from coordination.models import Person
from msp_portal.kit.today import (
    FETCHED,
    Act,
    ActDone,
    Part,
    TodayLine,
    TodayReader,
    TodaySource,
    register_today_source,
)
from projects.models import Action, Project, ProjectTeam
from projects.permissions import READ_ONLY
from projects.services.plan_actions import set_action_state
from projects.today.teams import with_my_team

KEY = "projects.actions"
AHEAD, BEHIND = timedelta(days=14), timedelta(days=30)
HELD, NOT_YET = "a-eu-lieu", "pas-encore"


def lines(reader: TodayReader) -> Iterator[TodayLine]:
    """Planned actions around today, of projects under way. One query."""
    if not reader.scope.team_ids:
        return
    actions = (
        with_my_team(Action.objects.for_scope(reader.scope), reader.scope)
        .filter(
            state=Action.State.PLANNED,
            date__range=(reader.day - BEHIND, reader.day + AHEAD),
            project__status=Project.Status.ONGOING,
        )
        .select_related("project")
        .order_by("date", "pk")
    )
    for action in actions[:FETCHED]:
        where = f", {action.place}" if action.place else ""
        over = (action.end_date or action.date) < reader.day
        if over and action.my_team_id in reader.steers:
            yield TodayLine(
                part=Part.ACTION,
                pk=action.pk,
                text=f"{action.label} : est-ce que cela a eu lieu ?",
                url=reverse("projects:facts", args=[action.project_id]),
                link="Noter les chiffres",
                day=action.date,
                rank=5,
                team_id=action.my_team_id,
                note=action.project.title,
                acts=(Act(HELD, "Oui, c’est fait"),),
                about=action,
            )
        elif not over:
            yield TodayLine(
                part=Part.DATE,
                pk=action.pk,
                text=action.label,
                url=reverse("projects:plan", args=[action.project_id]),
                day=action.date,
                team_id=action.my_team_id,
                note=f"{action.project.title}{where}",
                about=action,
            )


def perform(actor: Person, reader: TodayReader, pk: int, act: str, value: str) -> ActDone:
    """It was held, or that was said by mistake."""
    actions = Action.objects.for_scope(reader.scope).select_related("project")
    action: Action = get_object_or_404(actions, pk=pk)
    teams = ProjectTeam.objects.for_scope(reader.scope).filter(
        project=action.project_id, team_id__in=reader.steers, left_at__isnull=True
    )
    if not teams.exists():
        raise PermissionDenied(READ_ONLY)
    if act == HELD:
        set_action_state(actor=actor, action=action, state=Action.State.DONE, now=reader.now)
        said = f"« {action.label} » a eu lieu."
        return ActDone(said, NOT_YET)
    if act == NOT_YET:
        set_action_state(actor=actor, action=action, state=Action.State.PLANNED, now=reader.now)
        return ActDone(f"« {action.label} » est de nouveau prévue.")
    raise Http404


def register() -> None:
    """Called when Django starts."""
    register_today_source(TodaySource(KEY, lines, perform, (Act(NOT_YET, "Finalement pas"),)))
