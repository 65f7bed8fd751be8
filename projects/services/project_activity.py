"""What every act on a project shares: its teams, its event, and the sign of life that ends silence."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models

from coordination.models import Person, Team
from msp_portal.kit import clock
from msp_portal.kit.events import record_event
from msp_portal.kit.models import ActionLink, Event
from projects.models import Project, ProjectTeam


def team_ids_of(project: Project) -> list[int]:
    """The teams that carry the project today: those who read its journal."""
    places = ProjectTeam.unscoped.filter(  # unscoped: the caller holds the project
        project=project, left_at__isnull=True
    )
    return sorted(places.values_list("team_id", flat=True))


def lead_team_of(project: Project) -> Team:
    """The team that carries the project, with its department. Raises ``ValidationError`` when no
    team is left."""
    place = (
        ProjectTeam.unscoped.filter(  # unscoped: the caller holds the project
            project=project, left_at__isnull=True
        )
        .select_related("team__department")
        .order_by("-is_lead", "pk")
        .first()
    )
    if place is None:
        raise ValidationError("Ce projet n’a plus d’équipe.")
    team: Team = place.team
    return team


def record_project_event(
    *,
    actor: Person | None,
    project: Project,
    verb: str,
    subject: models.Model | None = None,
    changes: Mapping[str, Any] | None = None,
    via_link: ActionLink | None = None,
    now: datetime | None = None,
) -> Event:
    """Write what was done to ``subject`` (the project by default), readable by its teams, and
    move the project's last sign of life forward. Inside the transaction of the act."""
    moment = now or clock.now()
    Project.unscoped.filter(  # unscoped: the caller holds the project
        pk=project.pk, last_activity_at__lt=moment
    ).update(last_activity_at=moment)
    return record_event(
        actor=actor,
        verb=verb,
        subject=subject or project,
        changes=changes,
        team_ids=team_ids_of(project),
        via_link=via_link,
        now=moment,
    )
