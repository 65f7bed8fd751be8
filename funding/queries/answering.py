"""With which of one's projects a call may be answered."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from coordination.models import Team
from coordination.queries.scopes import Standing
from funding.models import Application, Call
from projects.models import Project, ProjectRole, ProjectTeam


@dataclass(frozen=True)
class Offer:
    """One project, in the name of one of one's teams that carry it."""

    project: Project
    team: Team
    team_ids: frozenset[int]
    carrier_ids: frozenset[int]
    on_theme: bool
    application: Application | None

    @property
    def key(self) -> str:
        """What the button of this line sends."""
        return f"{self.project.pk}-{self.team.pk}"


def offers_for(standing: Standing, call: Call | None, themes: Collection[str] = ()) -> list[Offer]:
    """The living projects of one's teams, those on a theme of the call first. Four queries.

    Without ``call`` (not noted yet), ``themes`` are those it is about.
    """
    over = [Project.Status.STOPPED, Project.Status.DONE]
    mine = ProjectTeam.objects.for_scope(standing.scope).filter(left_at__isnull=True)
    projects = {
        project.pk: project
        for project in Project.unscoped.filter(  # unscoped: of one's own teams, just read
            pk__in=mine.values("project_id")
        )
        .exclude(status__in=over)
        .select_related("main_theme")
    }
    places: dict[int, list[Team]] = defaultdict(list)
    for place in ProjectTeam.unscoped.filter(  # unscoped: the other teams of one's own projects
        project__in=projects, left_at__isnull=True
    ).select_related("team"):
        places[place.project_id].append(place.team)
    carriers: dict[int, set[int]] = defaultdict(set)
    for role in ProjectRole.objects.for_scope(standing.scope).filter(
        project__in=projects,
        role__in=[ProjectRole.Role.CARRIER, ProjectRole.Role.REFERENT],
        until__isnull=True,
        accepted_at__isnull=False,
    ):
        carriers[role.project_id].add(role.person_id)
    drafts = {
        (draft.project_id, draft.team_id): draft
        for draft in Application.objects.for_scope(standing.scope)
        .filter(call=call.pk if call else None)
        .exclude(state=Application.State.ABANDONED)
    }
    about = {theme.pk for theme in call.themes.all()} if call else set(themes)
    offers = [
        Offer(
            project=project,
            team=team,
            team_ids=frozenset(each.pk for each in places[project.pk]),
            carrier_ids=frozenset(carriers[project.pk]),
            on_theme=bool(about) and project.main_theme_id in about,
            application=drafts.get((project.pk, team.pk)),
        )
        for project in projects.values()
        for team in places[project.pk]
        if team.pk in standing.scope.team_ids
    ]
    allowed = [offer for offer in offers if _may(standing, offer)]
    return sorted(allowed, key=lambda o: (not o.on_theme, o.project.title.casefold(), o.team.name))


def _may(standing: Standing, offer: Offer) -> bool:
    """Whether she coordinates this team or carries this project."""
    person_id = standing.person.pk if standing.person else None
    return standing.coordinates(offer.team.pk) or person_id in offer.carrier_ids
