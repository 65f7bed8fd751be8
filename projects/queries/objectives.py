"""The tree of objectives with their indicators, and what the first reading leans on."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef

from msp_portal.kit.scoping import Scope
from projects.models import (
    Action,
    DiagnosticItem,
    Indicator,
    Objective,
    Partner,
    Priority,
    Project,
    ProjectRole,
)
from projects.queries.labels import count_of, with_labels
from projects.smart import Known, KnownIndicator, Level
from projects.smart.known import Means


@dataclass
class Branch:
    """An objective, its indicators and what contributes to it; ``first`` and ``last`` among its
    brothers."""

    objective: Objective
    indicators: list[Indicator] = field(default_factory=list)
    children: list["Branch"] = field(default_factory=list)
    first: bool = False
    last: bool = False


@dataclass(frozen=True)
class ObjectiveTree:
    """The whole tree; ``loose`` are indicators that follow no objective; ``aside`` are those the
    team stopped following."""

    roots: list[Branch]
    loose: list[Indicator]
    aside: list[Indicator]

    @property
    def is_empty(self) -> bool:
        """No objective yet."""
        return not self.roots


def objective_tree(scope: Scope, project: Project) -> ObjectiveTree:
    """The objectives of a project as a tree, in two queries."""
    objectives = list(Objective.objects.for_scope(scope).filter(project=project))
    indicators = list(Indicator.objects.for_scope(scope).filter(project=project))
    branches = {objective.pk: Branch(objective) for objective in objectives}
    roots: list[Branch] = []
    for branch in branches.values():
        above = branches.get(branch.objective.parent_id or 0)
        (above.children if above else roots).append(branch)
    roots.sort(key=_by_level)
    loose: list[Indicator] = []
    for indicator in indicators:
        if indicator.archived_at is None:
            home = branches.get(indicator.objective_id or 0)
            (home.indicators if home else loose).append(indicator)
    for brothers in (roots, *(branch.children for branch in branches.values())):
        _mark_ends(brothers)
    aside = [indicator for indicator in indicators if indicator.archived_at is not None]
    return ObjectiveTree(roots, loose, aside)


def _by_level(branch: Branch) -> tuple[int, int, int]:
    levels = list(Objective.Level.values)
    objective = branch.objective
    return levels.index(objective.level), objective.position, objective.pk


def _mark_ends(brothers: list[Branch]) -> None:
    """An objective moves among those of its own level."""
    by_level: dict[str, list[Branch]] = {}
    for branch in brothers:
        by_level.setdefault(branch.objective.level, []).append(branch)
    for same in by_level.values():
        same[0].first, same[-1].last = True, True


def parents_for(
    scope: Scope, project: Project, *, without: Objective | None = None
) -> list[Objective]:
    """The objectives others may contribute to: general and specific ones."""
    levels = [Objective.Level.GENERAL, Objective.Level.SPECIFIC]
    rows = Objective.objects.for_scope(scope).filter(project=project, level__in=levels)
    return sorted(
        (row for row in rows if without is None or row.pk != without.pk),
        key=lambda row: (levels.index(Objective.Level(row.level)), row.position, row.pk),
    )


def indicators_of(scope: Scope, objective: Objective) -> list[Indicator]:
    """The indicators followed for one objective."""
    rows = Indicator.objects.for_scope(scope).filter(objective=objective, archived_at__isnull=True)
    return list(rows)


def known_of(scope: Scope, project: Project) -> Known:
    """What the project knows, for :func:`projects.smart.read_objective`. One query."""

    def mine(model: Any) -> Any:
        return model.objects.for_scope(scope).filter(project=OuterRef("pk"))

    needs, priorities = mine(DiagnosticItem), mine(Priority).filter(chosen=True)
    described = with_labels(
        Project.objects.for_scope(scope), ["publics", "communes", "other_themes"]
    )
    row = described.annotate(
        needs=ArraySubquery(needs.values("text")),
        chosen=ArraySubquery(priorities.values("label")),
        held=count_of(Action, state__in=set(Action.State.values) - {Action.State.CANCELLED}),
        helped=count_of(Partner),
        committed=count_of(ProjectRole, until__isnull=True, accepted_at__isnull=False),
    ).get(pk=project.pk)
    themes = [project.main_theme.label] if project.main_theme else []
    return Known(
        publics=tuple(row.publics_labels),
        places=tuple(row.communes_labels),
        themes=(*themes, *row.other_themes_labels),
        starts=project.start_date,
        ends=project.end_date,
        needs=(*row.needs, *row.chosen),
        means=Means(actions=row.held, partners=row.helped, committed=row.committed),
    )


def known_with(
    known: Known, objective: Mapping[str, Any], indicators: Iterable[Mapping[str, Any]]
) -> Known:
    """``known`` with what is typed beside the sentence (cleaned values of the forms)."""
    level = str(objective.get("level") or Level.SPECIFIC)
    return replace(
        known,
        level=Level(level),
        public=str(objective.get("public_text") or ""),
        place=str(objective.get("place") or ""),
        due=objective.get("due_date"),
        indicators=tuple(
            KnownIndicator(
                name=str(row["name"]),
                is_result=row.get("kind") == Indicator.Kind.RESULT,
                baseline=row.get("baseline"),
                target=row.get("target"),
                unit=str(row.get("unit") or ""),
            )
            for row in indicators
            if row.get("name")
        ),
    )
