"""What a region looks like to its federation, or to a funder: counts, filters, a page of projects.

Only what was shared, or shown by its carte de visite. No ranking, no rate: numbers of projects and
of teams, each leading to the projects it counts. The same number of queries whatever the rows.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.core.paginator import Page
from django.db.models import (
    Count,
    Exists,
    F,
    FilteredRelation,
    Func,
    OuterRef,
    Q,
    QuerySet,
    Value,
)
from django.db.models.functions import Coalesce, ExtractYear, JSONObject

from coordination.models import Share
from msp_portal.kit.facets import Choice, Facet
from msp_portal.kit.paging import CountedPaginator
from msp_portal.kit.typed import whole_number
from msp_portal.reference.models import Theme
from msp_portal.reference.queries import theme_families
from msp_portal.region.queries.readers import Reader, shares_read_by, visible_projects
from projects.models import Project, ProjectTeam
from projects.queries.project_overview import SILENT_AFTER

PER_PAGE = 50
NO_THEME = "aucun"
SHARED, CARD = "partage", "carte"
KINDS = {SHARED: "Partagés", CARD: "Carte de visite seule"}
FEWEST_TEAMS = 3  # a regional count of silence that could not point at anybody
Cell = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the reader asked for; an empty value filters nothing."""

    q: str = ""
    department: str = ""
    theme: str = ""
    stage: str = ""
    year: str = ""
    kind: str = ""

    @property
    def any(self) -> bool:
        """Whether something narrows the list."""
        return self != Filters()


def read_filters(asked: Mapping[str, str]) -> Filters:
    """Filters from an address; what makes no sense is left aside."""
    year = asked.get("annee", "")
    stage, kind = asked.get("etape", ""), asked.get("vu", "")
    return Filters(
        q=" ".join(asked.get("q", "").split())[:100],
        department=asked.get("departement", "")[:3],
        theme=asked.get("theme", "")[:40],
        stage=stage if stage in Project.Stage.values else "",
        year=year if len(year) == 4 and whole_number(year) is not None else "",
        kind=kind if kind in KINDS else "",
    )


@dataclass(frozen=True, slots=True)
class TeamName:
    """A team as its badge names it."""

    name: str
    colour: int


@dataclass(frozen=True, slots=True)
class Line:
    """One project of the page: what was shared of it, in words."""

    project: Any
    teams: tuple[TeamName, ...]
    shown: tuple[str, ...]

    @property
    def card_only(self) -> bool:
        """Whether only its carte de visite is visible."""
        return not self.shown


@dataclass(frozen=True)
class Overview:
    """The page."""

    page: "Page[Any]"
    lines: tuple[Line, ...]
    total: int
    shared: int
    teams: int
    facets: tuple[Facet, ...]
    departments: tuple[tuple[str, str, int], ...]
    themes: tuple[tuple[str, str, int], ...]


def overview(reader: Reader, filters: Filters, number: str | None) -> Overview:
    """One page of what ``reader`` may see, with its counts. Five queries."""
    seen = _searched(visible_projects(reader), filters.q)
    themes = list(Theme.objects.all())
    families = theme_families(themes)
    cells = _cells(seen.annotate(**_descriptions(reader)))
    places = {cell["place"]: cell["place_name"] for cell in cells if cell["place"]}
    kept = [cell for cell in cells if _matches(cell, filters, families)]
    # By name only, for the filters: what is not filtered on is not even joined.
    rows = _filtered(seen.alias(**_descriptions(reader)), filters, families)
    total = sum(cell["n"] for cell in kept)
    page = CountedPaginator(_page_rows(rows, reader), PER_PAGE, total).get_page(number)
    facets = _facets(cells, filters, families, themes, places)
    by_name = {facet.name: facet for facet in facets}
    return Overview(
        page=page,
        lines=tuple(map(_line, page.object_list)),
        total=total,
        shared=sum(cell["n"] for cell in kept if cell["is_shared"]),
        teams=_teams(rows),
        facets=facets,
        departments=tuple(_told(by_name["departement"])),
        themes=tuple(_told(by_name["theme"], {t.code for t in themes if t.parent_id is None})),
    )


def silent_projects(reader: Reader) -> int | None:
    """How many projects of the federation's teams gave no sign for thirty days: a regional count,
    the only thing a federation is told of silence. None under three teams. One query."""
    if not reader.organisation.is_federation:
        return None
    carried = ProjectTeam.unscoped.filter(  # unscoped: a regional count, no project is named
        team__federation=reader.organisation, left_at__isnull=True, is_lead=True
    )
    silent = Q(
        project__status=Project.Status.ONGOING,
        project__last_activity_at__date__lte=reader.day - SILENT_AFTER,
    )
    found = carried.aggregate(
        teams=Count("team", distinct=True), silent=Count("project", filter=silent)
    )
    return int(found["silent"]) if found["teams"] >= FEWEST_TEAMS else None


# ---- What is kept ---------------------------------------------------------------------------


def _searched(projects: QuerySet[Project], text: str) -> QuerySet[Project]:
    for word in text.split():
        key = Func(Value(word), function="f_search_key")
        projects = projects.filter(
            Q(title_key__contains=key) | Q(title_key__trigram_word_similar=key)
        )
    return projects


def _descriptions(reader: Reader) -> dict[str, Any]:
    """The department of the carrying team, the year, and whether something was shared."""
    shared = shares_read_by(reader).filter(project_id=OuterRef("pk"))
    return {
        # A join, not a subquery for each project: there is at most one carrying team.
        "lead": FilteredRelation("project_teams", condition=Q(project_teams__is_lead=True)),
        "place": F("lead__team__department_id"),
        "place_name": F("lead__team__department__name"),
        "year": Coalesce(
            ExtractYear("start_date"), ExtractYear("anchor_date"), ExtractYear("created_at")
        ),
        "is_shared": Exists(shared),
    }


def _filtered(
    projects: "QuerySet[Any]", filters: Filters, families: Mapping[str, frozenset[str]]
) -> "QuerySet[Any]":
    if filters.department:
        projects = projects.filter(place=filters.department)
    if filters.theme == NO_THEME:
        projects = projects.filter(main_theme__isnull=True)
    elif filters.theme:
        projects = projects.filter(main_theme__in=families.get(filters.theme, ()))
    if filters.stage:
        projects = projects.filter(stage=filters.stage)
    if filters.year:
        projects = projects.filter(year=int(filters.year))
    if filters.kind:
        projects = projects.filter(is_shared=filters.kind == SHARED)
    return projects


def _page_rows(projects: "QuerySet[Any]", reader: Reader) -> "QuerySet[Any]":
    """With the teams that carry each project and what was shared of it, in the same query."""
    carrying = ProjectTeam.unscoped.filter(  # unscoped: of projects read with their rights
        project=OuterRef("pk"), left_at__isnull=True
    ).order_by("-is_lead", "pk")
    shared = shares_read_by(reader).filter(project_id=OuterRef("pk")).order_by("what").distinct()
    rows: QuerySet[Any] = (
        projects.select_related("main_theme")
        .annotate(
            carried_by=ArraySubquery(
                carrying.values(it=JSONObject(name="team__name", colour="team__colour"))
            ),
            what_is_shared=ArraySubquery(shared.values("what")),
        )
        .order_by("title_key", "pk")
    )
    return rows


def _line(project: Any) -> Line:
    labels = dict(Share.What.choices)
    teams = tuple(TeamName(**team) for team in project.carried_by)
    return Line(project, teams, tuple(labels[what] for what in project.what_is_shared))


# ---- What is counted ------------------------------------------------------------------------


def _cells(projects: "QuerySet[Any]") -> list[Cell]:
    """Numbers of projects by department, theme, stage, year and kind: one grouped query."""
    grouped = projects.order_by().values(
        "place", "place_name", "main_theme_id", "stage", "year", "is_shared"
    )
    return list(grouped.annotate(n=Count("pk")))


def _matches(cell: Cell, filters: Filters, families: Mapping[str, frozenset[str]]) -> bool:
    theme = cell["main_theme_id"]
    return (
        (not filters.department or cell["place"] == filters.department)
        and (not filters.stage or cell["stage"] == filters.stage)
        and (not filters.year or str(cell["year"]) == filters.year)
        and (not filters.kind or cell["is_shared"] == (filters.kind == SHARED))
        and (
            not filters.theme
            or (theme is None and filters.theme == NO_THEME)
            or theme in families.get(filters.theme, ())
        )
    )


def _offered(
    labels: Iterable[tuple[str, str]], counts: Counter[str], chosen: str
) -> tuple[Choice, ...]:
    """The values that would show something, and the chosen one whatever it shows."""
    return tuple(
        Choice(value, said, counts[value], chosen == value)
        for value, said in labels
        if counts[value] or chosen == value
    )


def _facets(
    cells: list[Cell],
    filters: Filters,
    families: Mapping[str, frozenset[str]],
    themes: list[Theme],
    places: Mapping[str, str],
) -> tuple[Facet, ...]:
    parents = {theme.code: theme.parent_id for theme in themes}

    def facet(
        name: str,
        label: str,
        field: str,
        keys: Callable[[Cell], Iterable[Any]],
        labels: Iterable[tuple[str, str]],
    ) -> Facet:
        others = replace(filters, **{field: ""})
        counts: Counter[str] = Counter()
        for cell in cells:
            if _matches(cell, others, families):
                for key in keys(cell):
                    counts[key] += cell["n"]
        return Facet(name, label, _offered(labels, counts, getattr(filters, field)))

    years = sorted({str(cell["year"]) for cell in cells}, reverse=True)
    theme_labels = [*((t.code, t.label) for t in themes), (NO_THEME, "Pas encore choisi")]
    place_labels = [(code, f"{name} ({code})") for code, name in sorted(places.items())]
    if filters.department and filters.department not in places:
        place_labels.append((filters.department, filters.department))
    return (
        facet("departement", "Département", "department", lambda c: [c["place"]], place_labels),
        facet(
            "theme",
            "Thème",
            "theme",
            lambda c: {c["main_theme_id"] or NO_THEME, parents.get(c["main_theme_id"])} - {None},
            theme_labels,
        ),
        facet("etape", "Étape", "stage", lambda c: [c["stage"]], Project.Stage.choices),
        facet("annee", "Année", "year", lambda c: [str(c["year"])], [(y, y) for y in years]),
        facet(
            "vu",
            "Ce qui est montré",
            "kind",
            lambda c: [SHARED if c["is_shared"] else CARD],
            KINDS.items(),
        ),
    )


def _told(facet: Facet, only: set[str] | None = None) -> Iterable[tuple[str, str, int]]:
    for choice in facet.choices:
        if choice.count and (only is None or choice.value in only or choice.value == NO_THEME):
            yield choice.value, choice.label, choice.count


def _teams(projects: "QuerySet[Any]") -> int:
    """Different teams that carry what is kept."""
    return (
        ProjectTeam.unscoped.filter(  # unscoped: of projects read with their rights
            project__in=projects.order_by().values("pk"), left_at__isnull=True
        ).aggregate(n=Count(F("team"), distinct=True))["n"]
        or 0
    )
