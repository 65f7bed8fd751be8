"""The money of one project, for its page: applications, grants, reports due."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from funding.models import Application, Call, Grant, ReportDue
from funding.queries.call_deadlines import still_open, with_deadlines, working_days_left
from msp_portal.kit.scoping import Scope
from projects.models import Project

SHOWN = 5


@dataclass(frozen=True)
class Fundings:
    """What ``scope`` may read of the money of a project."""

    applications: tuple[Application, ...]
    grants: tuple[Grant, ...]
    reports: tuple[ReportDue, ...]
    open_calls: tuple[tuple[Any, int | None], ...] = ()

    @property
    def requested(self) -> int:
        """Euros asked for and not refused nor given up."""
        out = {Application.State.REFUSED, Application.State.ABANDONED}
        return sum(a.amount_requested or 0 for a in self.applications if a.state not in out)

    @property
    def granted(self) -> int:
        """Euros granted."""
        return sum(grant.amount for grant in self.grants)

    @property
    def is_empty(self) -> bool:
        """Nothing asked yet."""
        return not (self.applications or self.grants)


def fundings_of(scope: Scope, project: Project, now: datetime | None = None) -> Fundings:
    """Three queries; with ``now``, one more for the open calls on its theme that one may answer."""
    applications = (
        Application.objects.for_scope(scope)
        .filter(project=project)
        .select_related("call__funder", "team")
        .order_by("-created_at", "-pk")
    )
    grants = (
        Grant.objects.for_scope(scope)
        .filter(project=project)
        .select_related("funder", "application")
        .order_by("-granted_on", "-pk")
    )
    reports = (
        ReportDue.objects.for_scope(scope)
        .filter(project=project)
        .select_related("grant__funder")
        .order_by("due_on", "pk")
    )
    return Fundings(
        applications=tuple(applications),
        grants=tuple(grants),
        reports=tuple(reports),
        open_calls=_calls_for(scope, project, now) if now else (),
    )


def _calls_for(scope: Scope, project: Project, now: datetime) -> tuple[tuple[Any, int | None], ...]:
    """The next calls to close on the project's main theme (all when it has none)."""
    calls = with_deadlines(Call.objects.for_scope(scope), now).filter(still_open(now))
    if project.main_theme_id:
        calls = calls.filter(
            pk__in=Call.themes.through.objects.filter(theme=project.main_theme_id).values("call")
        )
    calls = calls.exclude(applications__project=project).select_related("funder")
    rows = calls.order_by("deadline", "pk")[:SHOWN]
    return tuple((call, working_days_left(call, now)) for call in rows)
