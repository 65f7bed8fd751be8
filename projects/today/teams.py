"""Which of the reader's teams a project comes from: told on each line, read with the line."""

from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from msp_portal.kit.scoping import Scope
from projects.models import ProjectTeam


def with_my_team(rows: "QuerySet[Any]", scope: Scope, project: str = "project_id") -> Any:
    """Give each row ``my_team_id``: the porteuse if it is one of hers, else one of hers."""
    places = (
        ProjectTeam.objects.for_scope(scope)
        .filter(project_id=OuterRef(project), left_at__isnull=True)
        .order_by("-is_lead", "pk")
    )
    return rows.annotate(my_team_id=Subquery(places.values("team_id")[:1]))
