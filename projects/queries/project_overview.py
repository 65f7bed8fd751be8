"""The page of a project: everything it says, in a number of queries that its size does not change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce, Concat

from coordination.models import Ask, Share
from coordination.queries.shares import shares_of_project
from msp_portal.kit.life_line import LifeLine, NextDate
from msp_portal.kit.scoping import Scope
from projects.models import (
    Action,
    Budget,
    BudgetLine,
    DiagnosticItem,
    EngagementAnswer,
    EngagementRound,
    Evaluation,
    Fact,
    FramingNote,
    Indicator,
    Objective,
    Partner,
    ProgressNote,
    Project,
    ProjectRole,
    Task,
)
from projects.queries.access import ProjectAccess
from projects.queries.labels import LISTS, count_of, labels_of
from projects.queries.life_line import life_line_of

SILENT_AFTER = timedelta(days=30)
ACTIONS_SHOWN = 6

NextDates = Callable[[Scope, Project, date], list[NextDate]]
_next_dates: list[NextDates] = []


def register_next_dates(source: NextDates) -> None:
    """Higher floors add dates to a project's page (closing of a call, report due): they are asked
    for with the reader's scope, the project and the present day."""
    if source not in _next_dates:
        _next_dates.append(source)


@dataclass(frozen=True)
class Overview:
    """What the page of a project shows, beyond its own row."""

    line: LifeLine
    numbers: dict[str, Any]
    lists: dict[str, list[str]]
    carriers: list[ProjectRole]
    participants: int
    actions: list[Action]
    shares: list[Share]
    engagement: dict[str, int]
    silent_days: int


def project_overview(access: ProjectAccess, day: date) -> Overview:
    """The page of ``access.project`` on ``day``: six queries, and those of each registered source."""
    project, scope = access.project, access.scope
    numbers = _numbers(project)
    lists = {name: numbers.pop(name) or [] for name in LISTS}
    note = (
        ProgressNote.objects.for_scope(scope).filter(project=project).select_related("by").first()
    )
    actions = _actions(project, scope, day)
    dates = [*_dates(project, scope, actions, day)]
    for source in _next_dates:
        dates += source(scope, project, day)
    roles = _roles(project, scope)
    return Overview(
        line=life_line_of(project, next_dates=dates, note=note),
        numbers=numbers,
        lists=lists,
        carriers=[role for role in roles if role.role != ProjectRole.Role.PARTICIPANT],
        participants=sum(role.role == ProjectRole.Role.PARTICIPANT for role in roles),
        actions=actions[:ACTIONS_SHOWN],
        shares=list(shares_of_project(scope, project.pk).filter(Share.in_force(day))),
        engagement=_engagement(project, scope),
        silent_days=silence_of(project, day),
    )


def silence_of(project: Project, day: date) -> int:
    """Days without a sign of life, for a project under way; 0 below thirty. The team's own
    business: never shown to anybody else (DECISIONS 3)."""
    if project.status != Project.Status.ONGOING:
        return 0
    days = (day - project.last_activity_at.date()).days
    return days if days >= SILENT_AFTER.days else 0


# ---- Reads ----------------------------------------------------------------------------------


def _numbers(project: Project) -> dict[str, Any]:
    """Counts, marks and descriptors of one project, in one query."""
    texts = Concat("idea", "need", "publics_text", "actions_text")
    framed = FramingNote.unscoped.filter(project=OuterRef("pk")).annotate(  # unscoped: own project
        all=texts
    )
    rows = Project.unscoped.filter(pk=project.pk)  # unscoped: the caller read it with its scope
    asked: dict[str, Any] = {
        "framed": Exists(framed.exclude(all="")),
        "diagnostic": count_of(DiagnosticItem),
        "objectives": count_of(Objective),
        "indicators": count_of(Indicator, archived_at__isnull=True),
        "partners": count_of(Partner),
        "actions": count_of(Action),
        "actions_done": count_of(Action, state=Action.State.DONE),
        "tasks": count_of(Task),
        "tasks_open": count_of(Task, done_at__isnull=True),
        "facts": count_of(Fact, replaced_by__isnull=True, withdrawn_at__isnull=True),
        "budgets": count_of(Budget),
        "granted": count_of(BudgetLine, funding_status=BudgetLine.FundingStatus.GRANTED),
        "evaluations": count_of(Evaluation, validated_at__isnull=False),
        "rounds": count_of(EngagementRound),
        **{name: labels_of(name) for name in LISTS},
    }
    # Prefixed: an annotation may not bear the name of a relation.
    prefixed: dict[str, Any] = {f"its_{name}": value for name, value in asked.items()}
    found: Any = rows.values(**prefixed).get()
    return {name: found[f"its_{name}"] for name in asked}


def _actions(project: Project, scope: Scope, day: date) -> list[Action]:
    """Actions to come first, then undated ones, then the latest held: a handful."""
    rows = (
        Action.objects.for_scope(scope)
        .filter(project=project)
        .exclude(state=Action.State.CANCELLED)
    )
    coming = Q(date__gte=day, state=Action.State.PLANNED)
    planned_on = Case(When(state=Action.State.PLANNED, then=F("date")))
    ordered = rows.annotate(rank=_rank(coming), planned_on=planned_on).order_by(
        "rank", F("planned_on").asc(nulls_last=True), F("date").desc(nulls_last=True), "pk"
    )
    return list(ordered[:ACTIONS_SHOWN])


def _rank(coming: Q) -> Case:
    return Case(
        When(coming, then=0),
        When(state=Action.State.PLANNED, then=1),
        default=2,
        output_field=IntegerField(),
    )


def _dates(project: Project, scope: Scope, actions: list[Action], day: date) -> list[NextDate]:
    """Dates to come: the action's own, planned actions, tasks still to be done."""
    dates = [
        NextDate(day=action.date, what=action.label)
        for action in actions
        if action.date and action.date >= day and action.state == Action.State.PLANNED
    ]
    tasks = Task.objects.for_scope(scope).filter(
        project=project, done_at__isnull=True, due_on__gte=day
    )
    dates += [
        NextDate(day=due_on, what=label)
        for due_on, label in tasks.order_by("due_on", "pk").values_list("due_on", "label")[:2]
    ]
    if project.anchor_date and project.anchor_date >= day:
        label = project.anchor_label or "L’action a lieu"
        if not any(d.day == project.anchor_date for d in dates):
            dates.append(NextDate(day=project.anchor_date, what=label))
    return dates


def _roles(project: Project, scope: Scope) -> list[ProjectRole]:
    roles: QuerySet[ProjectRole] = ProjectRole.objects.for_scope(scope).filter(
        project=project, until__isnull=True, accepted_at__isnull=False
    )
    return list(roles.select_related("person__profession"))


def _engagement(project: Project, scope: Scope) -> dict[str, int]:
    """The latest round in numbers: asked, answered, yes. Empty when nobody was asked."""
    asked = (
        Ask.objects.for_scope(scope)
        .filter(
            about_type=ContentType.objects.get_for_model(EngagementRound),
            about_id=OuterRef("pk"),
            kind=Ask.Kind.ENGAGEMENT,
        )
        .order_by()
        .values("about_id")
        .annotate(n=Count("pk"))
        .values("n")
    )
    latest = (
        EngagementRound.objects.for_scope(scope)
        .filter(project=project)
        .values(
            "pk",
            asked=Coalesce(Subquery(asked, output_field=IntegerField()), Value(0)),
            answered=Count("answers"),
            yes=Count("answers", filter=Q(answers__level__gt=0)),
            full=Count("answers", filter=Q(answers__level=EngagementAnswer.Level.FULL)),
        )
        .order_by("-opened_at", "-pk")
        .first()
    )
    return latest or {}
