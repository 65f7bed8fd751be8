"""Who took whose project over: up to the first team, down to the latest.

What a team does not want known is counted, never named.
"""

from dataclasses import dataclass
from typing import Any

from django.db import connection

from capitalisation.models import ExperienceSheet, Takeover
from msp_portal.kit.scoping import NOBODY, Scope

FARTHEST = 20  # generations: a guard, not a rule
WITHDRAWN = "une fiche retirée depuis"

_UP = """
WITH RECURSIVE up AS (
    SELECT t.sheet_id, t.project_id, 1 AS step
    FROM capitalisation_takeover t WHERE t.project_id = %(project)s
  UNION ALL
    SELECT t.sheet_id, t.project_id, up.step + 1
    FROM up
    JOIN capitalisation_experiencesheet s ON s.id = up.sheet_id
    JOIN capitalisation_takeover t ON t.project_id = s.project_id
    WHERE up.step < %(farthest)s
)
SELECT sheet_id FROM up ORDER BY step
"""

_DOWN = """
WITH RECURSIVE down AS (
    SELECT t.id, t.project_id, 1 AS step
    FROM capitalisation_takeover t WHERE t.sheet_id = %(sheet)s
  UNION ALL
    SELECT t.id, t.project_id, down.step + 1
    FROM down
    JOIN capitalisation_experiencesheet s ON s.project_id = down.project_id
    JOIN capitalisation_takeover t ON t.sheet_id = s.id
    WHERE down.step < %(farthest)s
)
SELECT id, step FROM down ORDER BY step, id
"""


@dataclass(frozen=True, slots=True)
class Ancestor:
    """One sheet this project comes from; ``slug`` and ``team`` are empty once it was withdrawn."""

    title: str
    team: str
    slug: str

    def as_data(self) -> dict[str, Any]:
        """As frozen with a sheet."""
        return {"title": self.title, "team": self.team, "slug": self.slug}


@dataclass(frozen=True, slots=True)
class Descendant:
    """One team that took it over; ``step`` is 1 for who took this very sheet. ``slug``: the
    published sheet of her own project, when there is one."""

    team: str
    changes: str
    year: int
    step: int
    slug: str
    is_public: bool


@dataclass(frozen=True)
class Descent:
    """All the takeovers of a sheet: those one may name, and how many there are."""

    named: tuple[Descendant, ...]
    total: int

    @property
    def unnamed(self) -> int:
        """Teams that prefer not to be named."""
        return self.total - len(self.named)


def ancestors_of(project_id: int) -> list[Ancestor]:
    """The sheets this project comes from, the nearest first. Two queries.

    Told by their published version: title and team are public.
    """
    with connection.cursor() as cursor:
        cursor.execute(_UP, {"project": project_id, "farthest": FARTHEST})
        ids = [row[0] for row in cursor.fetchall()]
    if not ids:
        return []
    sheets = ExperienceSheet.unscoped.filter(  # unscoped: only their published version is told
        pk__in=ids
    ).select_related("team", "entry")
    found = {sheet.pk: sheet for sheet in sheets}
    return [_ancestor(found[pk]) for pk in ids]


def _ancestor(sheet: ExperienceSheet) -> Ancestor:
    entry = getattr(sheet, "entry", None)
    if entry is None:  # its team took it back: what it said is no longer ours to say
        return Ancestor(title=WITHDRAWN, team="", slug="")
    return Ancestor(title=entry.title, team=entry.team_name, slug=entry.slug)


def descent_of(sheet: ExperienceSheet, scope: Scope = NOBODY) -> Descent:
    """Who took this sheet over, directly or after another team. Two queries.

    Named: the teams that agreed to be; and, for the team of the sheet, those that took its own
    sheet (they are told so before they take it).
    """
    with connection.cursor() as cursor:
        cursor.execute(_DOWN, {"sheet": sheet.pk, "farthest": FARTHEST})
        steps = dict(cursor.fetchall())
    if not steps:
        return Descent((), 0)
    seen = (
        Takeover.objects.for_scope(scope)
        .filter(pk__in=steps)
        .select_related("team", "project__sheet__entry")
        .order_by("taken_at", "pk")
    )
    named = tuple(_descendant(row, steps[row.pk]) for row in seen)
    return Descent(tuple(sorted(named, key=lambda line: line.step)), len(steps))


def _descendant(row: Takeover, step: int) -> Descendant:
    sheet = getattr(row.project, "sheet", None)
    entry = getattr(sheet, "entry", None) if sheet else None
    return Descendant(
        team=row.team.name,
        changes=row.changes_text,
        year=row.taken_at.year,
        step=step,
        slug=entry.slug if entry else "",
        is_public=row.shown_publicly,
    )
