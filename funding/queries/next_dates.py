"""What money brings to the next dates of a project: closings of its drafts, reports to give."""

from collections.abc import Iterator
from datetime import date, datetime, time

from django.urls import reverse
from django.utils import timezone

from funding.models import Application, ReportDue
from funding.queries.applications import deadline_of
from msp_portal.kit.life_line import NextDate
from msp_portal.kit.scoping import Scope
from projects.models import Project


def funding_dates(scope: Scope, project: Project, day: date) -> list[NextDate]:
    """From ``day`` on, with the hour of a closing. Three queries at most; only the reader's own
    team sees its drafts and its reports (DECISIONS 2)."""
    return [*_closings(scope, project, day), *_reports(scope, project, day)]


def _closings(scope: Scope, project: Project, day: date) -> Iterator[NextDate]:
    drafts = (
        Application.objects.for_scope(scope)
        .filter(project=project, state=Application.State.DRAFT)
        .select_related("call")
        .prefetch_related("call__dates")
    )
    morning = timezone.make_aware(datetime.combine(day, time.min))
    for draft in drafts:
        closes = deadline_of(draft, morning)
        if closes is None or closes < morning:
            continue
        local = timezone.localtime(closes)
        yield NextDate(
            day=local.date(),
            what=f"date limite du dossier « {draft.call.title} »",
            at=local.time(),
            url=reverse("funding:application", args=[draft.pk]),
        )


def _reports(scope: Scope, project: Project, day: date) -> Iterator[NextDate]:
    due = (
        ReportDue.objects.for_scope(scope)
        .filter(project=project, sent_at__isnull=True, due_on__gte=day)
        .select_related("grant__funder")
        .order_by("due_on", "pk")
    )
    for report in due[:2]:
        yield NextDate(
            day=report.due_on,
            what=f"compte rendu à remettre : {report.grant.funder.name}",
            url=reverse("funding:report", args=[report.pk]),
        )
