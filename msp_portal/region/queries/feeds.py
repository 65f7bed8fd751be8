"""Rows of several tables read side by side, each in one query, each ordered by project.

A workbook of 30,000 projects reads a dozen tables. What has few lines a project (its lists, its
partners, its general objective) comes with its row, found by index; the others are pre-aggregated
by the database (one line a project), streamed in the order of the projects and advanced in step:
the number of queries does not depend on the rows, nor does the memory.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any, NamedTuple

from django.contrib.postgres.aggregates import ArrayAgg, StringAgg
from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import (
    Count,
    Func,
    Model,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    Value,
)
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
from projects.queries.labels import LISTS, count_of, written_labels_of

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


class ProjectTuple(NamedTuple):
    """One project with what is found by its number: its lists as texts, how many partners and
    indicators it has, its general objective, the address of its published sheet."""

    pk: int
    title: str
    stage: str
    level: str
    is_aci: bool
    review: str
    start: date | None
    end: date | None
    created: datetime
    theme: str | None
    illustration: bool
    communes: str
    other_themes: str
    publics: str
    age_bands: str
    places_of_action: str
    action_kinds: str
    funding_kinds: str
    partners: int
    indicators: int
    objective: str
    slug: str | None


def projects(visible: QuerySet[Project]) -> Iterator[ProjectTuple]:
    """The row of each project itself, in the order of their numbers."""
    goals = Objective.unscoped.filter(  # unscoped: of projects read with their rights
        project=OuterRef("pk"), level=Objective.Level.GENERAL
    ).order_by("position", "pk")
    sheet = LibraryEntry.objects.filter(sheet__project=OuterRef("pk"))
    rows = visible.order_by("pk").values_list(
        "pk",
        "title",
        "stage",
        "level",
        "is_aci",
        "evaluation_state",
        "start_date",
        "end_date",
        "created_at",
        "main_theme__label",
        "illustration",
        *(written_labels_of(name, SEPARATOR) for name in LISTS),
        count_of(Partner),
        count_of(Indicator, archived_at__isnull=True),
        Func(
            ArraySubquery(goals.values("text")),
            Value("\n"),
            function="array_to_string",
            output_field=TextField(),
        ),
        Subquery(sheet.values("slug")[:1]),
    )
    return map(ProjectTuple._make, rows.iterator(chunk_size=CHUNK))


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


def shares(reader: AnyReader) -> QuerySet[Any]:
    """What was shared of each project, the latest first."""
    return (
        shares_read_by(reader)
        .order_by("project_id", "-since", "-pk")
        .values_list("project_id", "what", "since", "team__name", "shared_by_id", "organisation_id")
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
