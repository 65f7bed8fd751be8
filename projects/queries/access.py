"""A project with what permissions and the frame of its pages need, in a fixed number of queries."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.shortcuts import get_object_or_404

from coordination.models import Team
from coordination.queries.scopes import Standing
from msp_portal.kit.life_line import LifeLine
from msp_portal.kit.scoping import Scope
from projects.models import Project, ProjectRole, ProjectTeam
from projects.queries.life_line import life_line_of


@dataclass(frozen=True)
class ProjectAccess:
    """A project seen by somebody, with the ids permissions decide on.

    ``teams`` are those that carry it today, the porteuse first.
    """

    project: Project
    team_ids: frozenset[int]
    carrier_ids: frozenset[int]
    teams: tuple[Team, ...] = ()

    @property
    def scope(self) -> Scope:
        """What the project's own teams may read: for reads of what belongs to this project,
        once one knows that the reader is of one of its teams."""
        return Scope.of(team_ids=self.team_ids)

    @property
    def lead_team(self) -> Team:
        """The team that carries it (équipe porteuse), or the first one when it has left."""
        return self.teams[0]

    @property
    def life_line(self) -> LifeLine:
        """The small ligne de vie of the header: no query."""
        return life_line_of(self.project)


def carriers_of(project: str) -> ArraySubquery:
    """Who accepted to carry a project or to refer for it, as an array of person ids read with a
    row that names the project (``project``: « pk », « project_id »)."""
    roles = ProjectRole.unscoped.filter(  # unscoped: of a project read with its rights
        project=OuterRef(project),
        role__in=[ProjectRole.Role.CARRIER, ProjectRole.Role.REFERENT],
        until__isnull=True,
        accepted_at__isnull=False,
    )
    return ArraySubquery(roles.order_by("person_id").values("person_id"))


def project_access(standing: Standing, project_id: int) -> ProjectAccess:
    """The project if this person may see it, else Http404 (never a hint that it exists).

    Two queries: the project with its carriers who said yes, its teams.
    """
    project: Any = get_object_or_404(
        Project.objects.for_scope(standing.scope)
        .select_related("main_theme", "programme")
        .annotate(carrier_ids=carriers_of("pk")),
        pk=project_id,
    )
    places = ProjectTeam.unscoped.filter(  # unscoped: the project above was read with a scope
        project=project, left_at__isnull=True
    ).select_related("team__department")
    teams = tuple(place.team for place in places.order_by("-is_lead", "pk"))
    team_ids = frozenset(team.pk for team in teams)
    return ProjectAccess(project, team_ids, frozenset(project.carrier_ids), teams)
