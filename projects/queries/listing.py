"""The list of projects: what one may see, filtered, counted and sorted in a fixed number of queries.

One grouped query gives the total and the counts of four filters (station, state, theme, year);
teams have their own, because a project may have several. A filter's counts say what one would get
by changing that filter alone.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from django.core.paginator import Page
from django.db.models import (
    Case,
    Count,
    F,
    Func,
    IntegerField,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)
from django.db.models.functions import Coalesce, ExtractYear

from msp_portal.kit.facets import Choice, Facet
from msp_portal.kit.paging import CountedPaginator
from msp_portal.kit.scoping import Scope
from msp_portal.kit.typed import whole_number
from msp_portal.reference.models import Theme
from msp_portal.reference.queries import theme_families
from projects.models import Project, ProjectTeam

PER_PAGE = 50
TEAMS_OFFERED = 60  # beyond it a menu helps nobody
NO_THEME = "aucun"
SORTS: Mapping[str, tuple[str, tuple[Any, ...]]] = {
    "recent": ("Dernier signe de vie", ("-last_activity_at", "-pk")),
    "titre": ("Titre", ("title_key", "pk")),
    "date": ("Date de l’action", (F("anchor_date").asc(nulls_last=True), "-pk")),
    "ouverture": ("Date d’ouverture", ("-created_at", "-pk")),
}


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asked for; an empty value filters nothing."""

    q: str = ""
    team: int | None = None
    stage: str = ""
    status: str = ""
    theme: str = ""
    year: int | None = None
    sort: str = "recent"
    page: int = 1

    @property
    def narrowed(self) -> bool:
        """Whether a filter other than the words is set."""
        return bool(self.team or self.stage or self.status or self.theme or self.year)

    @property
    def any(self) -> bool:
        """Whether something narrows the list."""
        return bool(self.q) or self.narrowed


@dataclass(frozen=True)
class Listing:
    """One page of the list, with its filters."""

    page: "Page[Project]"
    total: int
    facets: tuple[Facet, ...]
    filters: Filters = field(default_factory=Filters)


def read_filters(asked: Mapping[str, str]) -> Filters:
    """Filters from an address; what makes no sense is left aside, never an error."""

    def number(name: str) -> int | None:
        return whole_number(asked.get(name, ""), most_digits=9)

    def among(name: str, values: Iterable[str]) -> str:
        text = asked.get(name, "")
        return text if text in values else ""

    return Filters(
        q=" ".join(asked.get("q", "").split())[:100],
        team=number("equipe"),
        stage=among("etape", Project.Stage.values),
        status=among("etat", Project.Status.values),
        theme=asked.get("theme", "")[:40],
        year=number("annee"),
        sort=among("tri", SORTS) or "recent",
        page=number("page") or 1,
    )


def list_projects(scope: Scope, filters: Filters) -> Listing:
    """One page of the projects ``scope`` may see. Five queries, whatever the rows."""
    themes = list(Theme.objects.all())
    families = theme_families(themes)
    seen = _searched(Project.objects.for_scope(scope), filters.q)
    cells = _cells(_of_team(seen, filters.team))
    kept = [cell for cell in cells if _matches(cell, filters, families)]
    total = sum(cell["n"] for cell in kept)
    rows = _rows(_filtered(_of_team(seen, filters.team), filters, families), filters.sort)
    page = CountedPaginator(rows, PER_PAGE, total).get_page(filters.page)
    page.object_list = list(page.object_list)
    facets = (
        _team_facet(scope, _filtered(seen, filters, families), filters.team),
        *_facets(cells, filters, themes, families),
    )
    return Listing(page=page, total=total, facets=facets, filters=filters)


# ---- What is kept ---------------------------------------------------------------------------


def _searched(projects: QuerySet[Project], text: str) -> QuerySet[Project]:
    """Every word of ``text`` in the title: accents, capitals and one wrong letter do not matter."""
    for word in text.split():
        key = Func(Value(word), function="f_search_key")
        projects = projects.filter(
            Q(title_key__contains=key) | Q(title_key__trigram_word_similar=key)
        )
    return projects


def _of_team(projects: QuerySet[Project], team_id: int | None) -> QuerySet[Project]:
    if team_id is None:
        return projects
    places = ProjectTeam.unscoped.filter(  # unscoped: narrows a queryset that has its scope
        team_id=team_id, left_at__isnull=True
    )
    return projects.filter(pk__in=places.values("project_id"))


def _year() -> Coalesce:
    """The year a project belongs to: of its action, else of its opening."""
    return Coalesce(
        ExtractYear("start_date"), ExtractYear("anchor_date"), ExtractYear("created_at")
    )


def _filtered(
    projects: QuerySet[Project], filters: Filters, families: Mapping[str, frozenset[str]]
) -> QuerySet[Project]:
    if filters.stage:
        projects = projects.filter(stage=filters.stage)
    if filters.status:
        projects = projects.filter(status=filters.status)
    if filters.theme == NO_THEME:
        projects = projects.filter(main_theme__isnull=True)
    elif filters.theme:
        projects = projects.filter(main_theme__in=families.get(filters.theme, ()))
    if filters.year:
        projects = projects.alias(of_year=_year()).filter(of_year=filters.year)
    return projects


def _rows(projects: QuerySet[Project], sort: str) -> QuerySet[Project]:
    places = ProjectTeam.unscoped.filter(  # unscoped: of projects read with their scope
        left_at__isnull=True
    ).select_related("team")
    return (
        projects.select_related("main_theme")
        .only(
            "title",
            "summary",
            "stage",
            "status",
            "hill_position",
            "start_date",
            "end_date",
            "anchor_date",
            "anchor_label",
            "illustration",
            "last_activity_at",
            "main_theme__label",
        )
        .prefetch_related(Prefetch("project_teams", queryset=places, to_attr="places"))
        .order_by(*SORTS[sort][1])
    )


# ---- What is counted ------------------------------------------------------------------------

Cell = dict[str, Any]


def _cells(projects: QuerySet[Project]) -> list[Cell]:
    """Number of projects by station, state, theme and year: a few hundred lines at most."""
    grouped = projects.order_by().annotate(year=_year())
    counted: Iterable[Any] = grouped.values("stage", "status", "main_theme_id", "year").annotate(
        n=Count("pk")
    )
    return list(counted)


def _matches(cell: Cell, filters: Filters, families: Mapping[str, frozenset[str]]) -> bool:
    theme = cell["main_theme_id"]
    return (
        (not filters.stage or cell["stage"] == filters.stage)
        and (not filters.status or cell["status"] == filters.status)
        and (not filters.year or cell["year"] == filters.year)
        and (
            not filters.theme
            or (theme is None and filters.theme == NO_THEME)
            or theme in families.get(filters.theme, ())
        )
    )


def _count(cells: Iterable[Cell], keys: Callable[[Cell], Iterable[Any]]) -> Counter[Any]:
    counts: Counter[Any] = Counter()
    for cell in cells:
        for key in keys(cell):
            counts[key] += cell["n"]
    return counts


def _facets(
    cells: list[Cell],
    filters: Filters,
    themes: list[Theme],
    families: Mapping[str, frozenset[str]],
) -> list[Facet]:
    def without(**blank: Any) -> list[Cell]:
        others = replace(filters, **blank)
        return [cell for cell in cells if _matches(cell, others, families)]

    def choices(
        counts: Counter[Any], labels: Iterable[tuple[Any, str]], chosen: Any
    ) -> tuple[Choice, ...]:
        return tuple(
            Choice(str(value), label, counts[value], chosen == value)
            for value, label in labels
            if counts[value] or chosen == value
        )

    stages = _count(without(stage=""), lambda cell: (cell["stage"],))
    states = _count(without(status=""), lambda cell: (cell["status"],))
    parents = {theme.code: theme.parent_id for theme in themes}
    by_theme = _count(
        without(theme=""),
        lambda cell: {cell["main_theme_id"] or NO_THEME, parents.get(cell["main_theme_id"])},
    )
    years = _count(without(year=None), lambda cell: (cell["year"],))
    theme_labels = [(theme.code, theme.label) for theme in themes]
    year_labels = [(year, str(year)) for year in sorted(years, reverse=True)]
    return [
        Facet("etape", "Étape", choices(stages, Project.Stage.choices, filters.stage)),
        Facet("etat", "État", choices(states, Project.Status.choices, filters.status)),
        Facet(
            "theme",
            "Thème principal",
            choices(by_theme, [*theme_labels, (NO_THEME, "Pas encore choisi")], filters.theme),
        ),
        Facet("annee", "Année", choices(years, year_labels, filters.year)),
    ]


def _team_facet(scope: Scope, projects: QuerySet[Project], chosen: int | None) -> Facet:
    places = ProjectTeam.unscoped.filter(  # unscoped: of projects read with their scope
        left_at__isnull=True, project__in=projects.order_by().values("pk")
    )
    if scope.team_ids and not scope.organisation_ids:
        places = places.filter(team_id__in=scope.team_ids)
    counted = places.order_by().values("team_id", "team__name").annotate(n=Count("pk"))
    chosen_first = Case(When(team_id=chosen or 0, then=0), default=1, output_field=IntegerField())
    offered = counted.order_by(chosen_first, "-n", "team__name", "team_id")[:TEAMS_OFFERED]
    choices = tuple(
        Choice(str(row["team_id"]), row["team__name"], row["n"], row["team_id"] == chosen)
        for row in sorted(offered, key=lambda row: (row["team__name"], row["team_id"]))
    )
    return Facet("equipe", "Équipe", choices)
