"""What the view of every page of a project begins with."""

from dataclasses import dataclass
from typing import Any

from django.http import Http404, HttpRequest

from coordination.models import Person, Team
from coordination.queries.scopes import Standing, standing_for
from msp_portal.kit.permissions import Allowed
from projects.models import Project
from projects.permissions import may_contribute, may_edit, may_share
from projects.queries.access import ProjectAccess, project_access


@dataclass(frozen=True)
class ProjectPage:
    """A project, who looks at it and what she may do."""

    standing: Standing
    access: ProjectAccess
    can_edit: Allowed
    can_contribute: Allowed
    can_share: Allowed

    @property
    def project(self) -> Project:
        """The project itself."""
        return self.access.project

    @property
    def person(self) -> Person:
        """Who looks at it: these pages are behind the sign-in."""
        if self.standing.person is None:
            raise Http404
        return self.standing.person

    def for_the_team(self) -> "ProjectPage":
        """This page is the team's own: Http404 for whoever the project was only shared with."""
        if not self.can_contribute:
            raise Http404
        return self

    @property
    def own_team(self) -> Team:
        """The reader's own team in this project: asks are made in its name."""
        return next(t for t in self.access.teams if t.pk in self.standing.scope.team_ids)

    def context(self, **more: Any) -> dict[str, Any]:
        """What ``templates/projects/_layout.html`` needs, and what the page adds."""
        return {
            "project": self.project,
            "access": self.access,
            "can_edit": self.can_edit,
            "can_contribute": self.can_contribute,
            "can_share": self.can_share,
            **more,
        }


def project_page(request: HttpRequest, pk: int) -> ProjectPage:
    """The project ``pk`` for whoever sends this request; Http404 when she may not see it.

    Five queries with the person's own standing, whatever the project's size.
    """
    standing = standing_for(request)
    access = project_access(standing, pk)
    return ProjectPage(
        standing=standing,
        access=access,
        can_edit=may_edit(standing, access.team_ids, access.carrier_ids),
        can_contribute=may_contribute(standing, access.team_ids),
        can_share=may_share(standing, access.team_ids),
    )
