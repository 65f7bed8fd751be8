"""White zones: the themes on which nothing is visible in a department of the region.

« Aucune action visible » says nothing of teams that show nothing: it is where a published sheet
could be offered, never a judgement.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Count, F, FilteredRelation, Q

from capitalisation.models import LibraryEntry
from msp_portal.reference.models import Department, Theme
from msp_portal.reference.outlines import RegionMap, map_of
from msp_portal.region.queries.readers import Reader, visible_projects
from projects.models import Project

SHEETS_SHOWN = 3


@dataclass(frozen=True, slots=True)
class ThemeRow:
    """One general theme: projects visible in each department, and the sheets that could travel."""

    theme: Theme
    counts: tuple[tuple[Department, int], ...]
    sheets: tuple[LibraryEntry, ...]
    sheets_total: int

    @property
    def empty(self) -> tuple[Department, ...]:
        """Departments with no visible action on this theme."""
        return tuple(department for department, count in self.counts if not count)

    @property
    def total(self) -> int:
        """Visible projects on this theme in the region."""
        return sum(count for _, count in self.counts)


@dataclass(frozen=True)
class WhiteZones:
    """The table: general themes by departments of the region."""

    departments: tuple[Department, ...]
    rows: tuple[ThemeRow, ...]

    @cached_property
    def map(self) -> RegionMap | None:
        """The outlines of the departments; None for a region that has no outlines."""
        return map_of(place.code for place in self.departments)


def white_zones(reader: Reader) -> WhiteZones:
    """What is visible, and what is not, by department and general theme. Four queries.

    Projects stopped are left out: nothing takes place there any more.
    """
    departments = tuple(
        Department.objects.filter(region_id=reader.organisation.region_id).order_by("code")
    )
    themes = list(Theme.objects.filter(active=True))
    general = {theme.code: theme.parent_id or theme.code for theme in themes}
    counts = _counts(reader, general)
    sheets = _sheets(general)
    rows = tuple(
        ThemeRow(
            theme,
            tuple((place, counts[theme.code, place.code]) for place in departments),
            tuple(sheets[theme.code][:SHEETS_SHOWN]),
            len(sheets[theme.code]),
        )
        for theme in themes
        if theme.parent_id is None
    )
    return WhiteZones(departments, rows)


def _counts(reader: Reader, general: Mapping[str, str]) -> Counter[tuple[str, str]]:
    found = (
        visible_projects(reader)
        .exclude(status=Project.Status.STOPPED)
        .annotate(
            lead=FilteredRelation("project_teams", condition=Q(project_teams__is_lead=True)),
            place=F("lead__team__department_id"),
        )
        .values_list("place", "main_theme_id")
        .annotate(n=Count("pk"))
    )
    counts: Counter[tuple[str, str]] = Counter()
    for place, theme, n in found:
        if theme in general:
            counts[general[theme], place] += n
    return counts


def _sheets(general: Mapping[str, str]) -> dict[str, list[LibraryEntry]]:
    """Published sheets under each general theme they speak of, the latest first."""
    found: dict[str, list[LibraryEntry]] = defaultdict(list)
    for entry in LibraryEntry.objects.only("title", "slug", "theme_codes", "illustration"):
        for code in {general[code] for code in entry.theme_codes if code in general}:
            found[code].append(entry)
    return found
