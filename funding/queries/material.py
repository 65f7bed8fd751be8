"""What a project knows, read once for the documents that are written from it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from funding.queries.budget_sheet import BudgetSheet, budget_sheet
from msp_portal.kit.scoping import Scope
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
from projects.queries.labels import with_labels

LISTS = ("publics", "age_bands", "places_of_action", "action_kinds", "communes")


@dataclass(frozen=True, slots=True)
class TeamInWords:
    """A team that carries the project, as a document names it."""

    name: str
    department: str


@dataclass(frozen=True)
class Material:
    """A project's own words and rows, in the order a document tells them. No person of the public.

    Each of the ``partners`` holds what it said it needs, as ``needs``.
    """

    project: Project
    note: FramingNote | None
    teams: tuple[TeamInWords, ...]
    diagnostic: tuple[DiagnosticItem, ...]
    priorities: tuple[Priority, ...]
    objectives: tuple[Objective, ...]
    indicators: tuple[Indicator, ...]
    actions: tuple[Action, ...]
    partners: tuple[Any, ...]
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

    whole = _with_words(project)
    if budget:
        budget.project = whole  # the same row, read just now
    return Material(
        project=whole,
        note=_note(whole),
        teams=tuple(TeamInWords(**told) for told in whole.told_teams),
        diagnostic=tuple(own(DiagnosticItem).order_by("position", "pk")),
        priorities=tuple(own(Priority).filter(chosen=True)),
        objectives=tuple(sorted(own(Objective), key=_in_order)),
        indicators=tuple(own(Indicator).filter(archived_at__isnull=True)),
        actions=tuple(own(Action, "kind").exclude(state=Action.State.CANCELLED)),
        partners=tuple(own(Partner).annotate(needs=_needs())),
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


def _with_words(project: Project) -> Any:
    """The project with its note, its teams and the labels of its lists, in one query."""
    places = ProjectTeam.unscoped.filter(  # unscoped: of the same project
        project=OuterRef("pk"), left_at__isnull=True
    ).order_by("-is_lead", "pk")
    told = JSONObject(name="team__name", department="team__department__name")
    rows = Project.unscoped.select_related(  # unscoped: the caller holds the project
        "main_theme", "framing_note"
    )
    described = with_labels(rows, [*LISTS, "other_themes"])
    return described.annotate(told_teams=ArraySubquery(places.values(it=told))).get(pk=project.pk)


def _note(whole: Any) -> FramingNote | None:
    return getattr(whole, "framing_note", None)


def _needs() -> ArraySubquery:
    opinions = PartnerOpinion.unscoped.filter(  # unscoped: of partners read with their scope
        partner=OuterRef("pk")
    ).exclude(need="")
    return ArraySubquery(opinions.values("need"))


def _labels(whole: Any) -> dict[str, tuple[str, ...]]:
    found = {name: tuple(getattr(whole, f"{name}_labels")) for name in LISTS}
    themes = [whole.main_theme.label] if whole.main_theme else []
    found["themes"] = (*themes, *whole.other_themes_labels)
    return found
