"""What a project knows, read once for the documents that are written from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Prefetch

from coordination.models import Team
from funding.queries.budget_sheet import BudgetSheet, budget_sheet
from msp_portal.kit.scoping import Scope
from msp_portal.reference.models import Commune, Theme
from projects.models import (
    Action,
    Budget,
    DiagnosticItem,
    FramingNote,
    Indicator,
    Objective,
    Partner,
    PartnerOpinion,
    Priority,
    Project,
    ProjectRole,
    ProjectTeam,
)

LISTS = ("publics", "age_bands", "places_of_action", "action_kinds")


@dataclass(frozen=True)
class Material:
    """A project's own words and rows, in the order a document tells them. No person of the public."""

    project: Project
    note: FramingNote | None
    teams: tuple[Team, ...]
    diagnostic: tuple[DiagnosticItem, ...]
    opinions: tuple[PartnerOpinion, ...]
    priorities: tuple[Priority, ...]
    objectives: tuple[Objective, ...]
    indicators: tuple[Indicator, ...]
    actions: tuple[Action, ...]
    partners: tuple[Partner, ...]
    roles: tuple[ProjectRole, ...]
    budget: BudgetSheet | None = None
    lists: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    amount: int | None = None
    funder_name: str = ""

    @cached_property
    def indicators_by_objective(self) -> dict[int | None, list[Indicator]]:
        """The followed figures, under the objective they tell of."""
        found: dict[int | None, list[Indicator]] = {}
        for indicator in self.indicators:
            found.setdefault(indicator.objective_id, []).append(indicator)
        return found

    @cached_property
    def objectives_by_parent(self) -> dict[int | None, list[Objective]]:
        """The tree of objectives."""
        found: dict[int | None, list[Objective]] = {}
        for objective in self.objectives:
            found.setdefault(objective.parent_id, []).append(objective)
        return found


def material_of(
    scope: Scope,
    project: Project,
    *,
    budget: Budget | None = None,
    amount: int | None = None,
    funder_name: str = "",
) -> Material:
    """Everything a document may say of ``project``: a fixed number of queries."""

    def own(model: Any, *related: str) -> Any:
        rows = model.objects.for_scope(scope).filter(project=project)
        return rows.select_related(*related) if related else rows

    whole = _with_lists(project)
    places = ProjectTeam.unscoped.filter(  # unscoped: of a project read with its scope
        project=project, left_at__isnull=True
    )
    return Material(
        project=whole,
        note=own(FramingNote).first(),
        teams=tuple(
            place.team
            for place in places.select_related("team__department").order_by("-is_lead", "pk")
        ),
        diagnostic=tuple(own(DiagnosticItem).order_by("position", "pk")),
        opinions=tuple(own(PartnerOpinion, "partner")),
        priorities=tuple(own(Priority).filter(chosen=True)),
        objectives=tuple(sorted(own(Objective), key=_in_order)),
        indicators=tuple(own(Indicator).filter(archived_at__isnull=True)),
        actions=tuple(own(Action, "kind").exclude(state=Action.State.CANCELLED)),
        partners=tuple(own(Partner)),
        roles=tuple(
            own(ProjectRole, "person__profession").filter(
                accepted_at__isnull=False, until__isnull=True
            )
        ),
        budget=budget_sheet(budget) if budget else None,
        lists=_labels(whole),
        amount=amount,
        funder_name=funder_name,
    )


def _in_order(objective: Objective) -> tuple[int, int, int]:
    """General, then specific, then operational; in each, the team's own order."""
    levels = list(Objective.Level.values)
    return levels.index(objective.level), objective.position, objective.pk


def _with_lists(project: Project) -> Project:
    whole: Project = (
        Project.unscoped.select_related("main_theme")  # unscoped: the caller holds the project
        .prefetch_related(
            *LISTS,
            Prefetch("other_themes", queryset=Theme.objects.order_by("position")),
            Prefetch("communes", queryset=Commune.objects.order_by("name", "code")),
        )
        .get(pk=project.pk)
    )
    return whole


def _labels(project: Project) -> dict[str, tuple[str, ...]]:
    found = {name: tuple(str(row) for row in getattr(project, name).all()) for name in LISTS}
    found["communes"] = tuple(commune.name for commune in project.communes.all())
    themes = [project.main_theme] if project.main_theme else []
    found["themes"] = tuple(str(theme) for theme in (*themes, *project.other_themes.all()))
    return found
