"""A project with what permissions need, in a fixed number of queries."""

from dataclasses import dataclass

from django.shortcuts import get_object_or_404

from coordination.queries.scopes import Standing
from msp_portal.kit.scoping import Scope
from projects.models import Project, ProjectRole, ProjectTeam


@dataclass(frozen=True)
class ProjectAccess:
    """A project seen by somebody, with the ids permissions decide on."""

    project: Project
    team_ids: frozenset[int]
    carrier_ids: frozenset[int]


def project_access(standing: Standing, project_id: int) -> ProjectAccess:
    """The project if this person may see it, else Http404 (never a hint that it exists).

    Three queries: project, teams, carriers who said yes.
    """
    project = get_object_or_404(
        Project.objects.for_scope(standing.scope).select_related("main_theme", "programme"),
        pk=project_id,
    )
    team_ids = ProjectTeam.unscoped.filter(  # unscoped: the project above was read with a scope
        project=project, left_at__isnull=True
    ).values_list("team_id", flat=True)
    teams = frozenset(team_ids)
    carriers = ProjectRole.objects.for_scope(Scope.of(team_ids=teams)).filter(
        project=project,
        role__in=[ProjectRole.Role.CARRIER, ProjectRole.Role.REFERENT],
        until__isnull=True,
        accepted_at__isnull=False,
    )
    return ProjectAccess(project, teams, frozenset(carriers.values_list("person_id", flat=True)))
