"""Rows of several tables read side by side, each in one query, each ordered by project.

A workbook of 30,000 projects reads a dozen tables. Each is pre-aggregated by the database (one
line a project), streamed in the order of the projects and advanced in step: the number of queries
does not depend on the rows, nor does the memory.
"""

from collections.abc import Iterator
from typing import Any

from django.contrib.postgres.aggregates import ArrayAgg, StringAgg
from django.db.models import Count, Model, Q, QuerySet, Sum
from django.db.models.functions import ExtractYear

from capitalisation.models import LibraryEntry
from coordination.models import Share
from funding.models import Application, Grant, ReportDue
from msp_portal.region.queries.readers import AnyReader, TeamReader, shares_read_by
from projects.models import (
    Fact,
    Indicator,
    Objective,
    Partner,
    Project,
    ProjectRole,
    ProjectTeam,
)
from projects.queries.figures_periods import year_period

CHUNK = 2000
SEPARATOR = " ; "
Counts = Indicator.Counts


class Feed:
    """Tuples whose first value is the project, in its order; taken project after project."""

    def __init__(self, rows: QuerySet[Any]) -> None:
        self._rows: Iterator[tuple[Any, ...]] = rows.iterator(chunk_size=CHUNK)
        self._next = next(self._rows, None)

    def take(self, project_id: int) -> list[tuple[Any, ...]]:
        """The tuples of this project; those of projects passed over are forgotten."""
        found = []
        while self._next is not None and self._next[0] <= project_id:
            if self._next[0] == project_id:
                found.append(self._next)
            self._next = next(self._rows, None)
        return found

    def one(self, project_id: int) -> tuple[Any, ...] | None:
        """The only tuple of this project, or None."""
        found = self.take(project_id)
        return found[0] if found else None


LISTS: dict[str, tuple[str, str]] = {
    "communes": ("commune", "name"),
    "other_themes": ("theme", "label"),
    "publics": ("public", "label"),
    "age_bands": ("ageband", "label"),
    "places_of_action": ("setting", "label"),
    "action_kinds": ("actionkind", "label"),
    "funding_kinds": ("funderkind", "label"),
}


def projects(visible: QuerySet[Project]) -> QuerySet[Any]:
    """The row of each project itself."""
    return visible.order_by("pk").values_list(
        "pk",
        "title",
        "stage",
        "level",
        "is_aci",
        "evaluation_state",
        "start_date",
        "end_date",
        "created_at",
        "main_theme_id",
        "main_theme__label",
        "illustration",
    )


def teams(visible: QuerySet[Project]) -> QuerySet[Any]:
    """The teams of each project, the porteuse first."""
    return (
        ProjectTeam.unscoped.filter(  # unscoped: of projects read with their rights
            project__in=visible.values("pk"), left_at__isnull=True
        )
        .order_by("project_id", "-is_lead", "pk")
        .values_list(
            "project_id",
            "team_id",
            "team__name",
            "team__kind",
            "team__department_id",
            "team__department__name",
        )
    )


def labels(visible: QuerySet[Project], name: str) -> QuerySet[Any]:
    """One of the lists of a project, as a text."""
    target, label = LISTS[name]
    through: type[Model] = getattr(Project, name).through
    rows: QuerySet[Any] = (
        through._default_manager.filter(  # unscoped: of projects read with their rights
            project__in=visible.values("pk")
        )
        .values("project_id")
        .annotate(
            said=StringAgg(
                f"{target}__{label}",
                delimiter=SEPARATOR,
                order_by=[f"{target}__position", f"{target}__pk"],
            )
        )
        .order_by("project_id")
        .values_list("project_id", "said")
    )
    return rows


def shares(reader: AnyReader) -> QuerySet[Any]:
    """What was shared of each project, the latest first."""
    return (
        shares_read_by(reader)
        .order_by("project_id", "-since", "-pk")
        .values_list("project_id", "what", "since", "team__name", "shared_by_id", "organisation_id")
    )


def partners(visible: QuerySet[Project]) -> QuerySet[Any]:
    """How many partners each project has."""
    return _counted(
        Partner.unscoped.filter(  # unscoped: of projects read with their rights
            project__in=visible.values("pk")
        )
    )


def indicators(visible: QuerySet[Project]) -> QuerySet[Any]:
    """How many indicators each project follows."""
    return _counted(
        Indicator.unscoped.filter(  # unscoped: of projects read with their rights
            project__in=visible.values("pk"), archived_at__isnull=True
        )
    )


def objectives(visible: QuerySet[Project]) -> QuerySet[Any]:
    """The general objective of each project (all of them, when it has several)."""
    return (
        Objective.unscoped.filter(  # unscoped: of projects read with their rights
            project__in=visible.values("pk"), level=Objective.Level.GENERAL
        )
        .values("project_id")
        .annotate(said=StringAgg("text", delimiter="\n", order_by=["position", "pk"]))
        .order_by("project_id")
        .values_list("project_id", "said")
    )


def professionals(visible: QuerySet[Project], year: int) -> QuerySet[Any]:
    """The persons who said yes to a role held since the first of January, and their professions."""
    held = Q(until__isnull=True) | Q(until__gte=year_period(year).start)
    return (
        ProjectRole.unscoped.filter(  # unscoped: of projects read with their rights
            held, project__in=visible.values("pk"), accepted_at__isnull=False
        )
        .values("project_id")
        .annotate(
            persons=ArrayAgg("person_id", distinct=True),
            said=StringAgg(
                "person__profession__label",
                delimiter=SEPARATOR,
                distinct=True,
                order_by="person__profession__label",
            ),
        )
        .order_by("project_id")
        .values_list("project_id", "persons", "said")
    )


def figures(visible: QuerySet[Project], year: int) -> QuerySet[Any]:
    """Sessions, passages and declared people of a year, each with how often it was « non mesuré ».

    The same facts and the same sums as ``projects.queries.figures.totals_of`` for that year: these
    three kinds are always summed. One line a project, aggregated before anything is joined.
    """

    def total(counts: str) -> Sum:
        return Sum("value", filter=Q(indicator__counts=counts))

    def unmeasured(counts: str) -> Count:
        return Count("pk", filter=Q(indicator__counts=counts, not_measured=True))

    return (
        Fact.unscoped.filter(  # unscoped: of projects read with their rights
            Fact.current(),
            year_period(year).on(),
            project__in=visible.values("pk"),
            indicator__counts__in=[Counts.SESSIONS, Counts.PASSAGES, Counts.PEOPLE],
        )
        .values("project_id")
        .annotate(
            sessions=total(Counts.SESSIONS),
            passages=total(Counts.PASSAGES),
            passages_unmeasured=unmeasured(Counts.PASSAGES),
            people=total(Counts.PEOPLE),
            people_unmeasured=unmeasured(Counts.PEOPLE),
        )
        .order_by("project_id")
        .values_list(
            "project_id",
            "sessions",
            "passages",
            "passages_unmeasured",
            "people",
            "people_unmeasured",
        )
    )


def sheets(visible: QuerySet[Project]) -> QuerySet[Any]:
    """The address of the published sheet of each project."""
    return (
        LibraryEntry.objects.filter(sheet__project__in=visible.values("pk"))
        .order_by("sheet__project_id")
        .values_list("sheet__project_id", "slug")
    )


def requested(reader: AnyReader, year: int) -> QuerySet[Any]:
    """Amounts asked in the applications shared, for the exercise of this year."""
    of_year = Q(grant__isnull=False) & _overlaps("grant__", year)
    of_year |= Q(grant__isnull=True, budget__year=year)
    of_year |= Q(grant__isnull=True, budget__isnull=True, filed_year=year)
    return (
        Application.unscoped.annotate(  # unscoped: of the reader's teams, or shared with it
            filed_year=ExtractYear("filed_at")
        )
        .filter(_shared_application(reader), of_year, filed_at__isnull=False)
        .values("project_id")
        .annotate(total=Sum("amount_requested"))
        .order_by("project_id")
        .values_list("project_id", "total")
    )


def granted(reader: AnyReader, year: int) -> QuerySet[Any]:
    """Amounts granted to the applications shared, or told by the reports shared, that year."""
    if isinstance(reader, TeamReader):
        mine = Q(application__team__in=reader.team_ids)
    else:
        mine = Q(application__in=_shared_things(reader, Share.What.APPLICATION, Application))
        mine |= Q(pk__in=_grants_reported(reader))
    return (
        Grant.unscoped.filter(mine, _overlaps("", year))  # unscoped: of what was shared
        .values("project_id")
        .annotate(total=Sum("amount"))
        .order_by("project_id")
        .values_list("project_id", "total")
    )


def _counted(rows: QuerySet[Any]) -> QuerySet[Any]:
    counted: QuerySet[Any] = (
        rows.order_by()
        .values("project_id")
        .annotate(n=Count("pk"))
        .order_by("project_id")
        .values_list("project_id", "n")
    )
    return counted


def _overlaps(prefix: str, year: int) -> Q:
    period = year_period(year)
    return Q(**{f"{prefix}period_start__lte": period.end, f"{prefix}period_end__gte": period.start})


def _shared_things(reader: AnyReader, what: str, model: type[Model]) -> QuerySet[Any]:
    label, name = model._meta.app_label, model._meta.model_name
    return (
        shares_read_by(reader)
        .filter(what=what, thing_type__app_label=label, thing_type__model=name)
        .values("thing_id")
    )


def _grants_reported(reader: AnyReader) -> QuerySet[Any]:
    return ReportDue.unscoped.filter(  # unscoped: of what was shared with the reader
        pk__in=_shared_things(reader, Share.What.REPORT, ReportDue)
    ).values("grant_id")


def _shared_application(reader: AnyReader) -> Q:
    if isinstance(reader, TeamReader):
        return Q(team__in=reader.team_ids)
    return Q(pk__in=_shared_things(reader, Share.What.APPLICATION, Application)) | Q(
        grant__in=_grants_reported(reader)
    )
