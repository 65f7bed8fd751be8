"""A sheet with what permissions decide on, and the lists of sheets one has something to do with."""

from dataclasses import dataclass
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from capitalisation.models import ExperienceSheet
from coordination.queries.scopes import Standing
from msp_portal.kit.scoping import Scope
from projects.models import ProjectTeam
from projects.queries.access import carriers_of

State = ExperienceSheet.State


@dataclass(frozen=True)
class SheetAccess:
    """A sheet seen by somebody: of one of its teams, of the federation it was sent to, or neither
    (a published sheet is seen by all, at its public address)."""

    sheet: ExperienceSheet
    team_ids: frozenset[int]
    carrier_ids: frozenset[int]
    of_the_team: bool
    of_the_reviewer: bool

    @property
    def scope(self) -> Scope:
        """What the teams of the project may read: for reads of what belongs to this sheet."""
        return Scope.of(team_ids=self.team_ids)


def sheet_access(standing: Standing, sheet_id: int) -> SheetAccess:
    """The sheet if this person may see it, else Http404. One query."""
    places = ProjectTeam.unscoped.filter(  # unscoped: of the sheet read with its scope
        project=OuterRef("project_id"), left_at__isnull=True
    )
    sheet: Any = get_object_or_404(
        ExperienceSheet.objects.for_scope(standing.scope)
        .select_related(
            "project",
            "team__department__region",
            "team__federation",
            "reviewer_organisation",
            "evidence_level",
            "snapshot__document",
        )
        .annotate(
            team_ids=ArraySubquery(places.order_by("pk").values("team_id")),
            carrier_ids=carriers_of("project_id"),
        ),
        pk=sheet_id,
    )
    team_ids = frozenset(sheet.team_ids)
    federations = {federation.pk for federation in standing.federations}
    reviewing = sheet.reviewer_organisation_id in federations and sheet.submitted_at is not None
    return SheetAccess(
        sheet=sheet,
        team_ids=team_ids,
        carrier_ids=frozenset(sheet.carrier_ids),
        of_the_team=bool(team_ids & standing.scope.team_ids),
        of_the_reviewer=reviewing,
    )


def sheets_of_teams(scope: Scope) -> QuerySet[ExperienceSheet]:
    """The sheets written by the teams of the scope, those that wait for them first. One query."""
    inside = Scope.of(team_ids=scope.team_ids)
    places = ProjectTeam.objects.for_scope(inside).filter(left_at__isnull=True)
    rows: QuerySet[ExperienceSheet] = (
        ExperienceSheet.objects.for_scope(inside)
        .filter(project_id__in=places.values("project_id"))
        .select_related("team", "project", "reviewer_organisation")
        .annotate(takeover_count=Count("takeovers"))
        .order_by("-created_at", "-pk")
    )
    return rows


def sheets_sent_to(standing: Standing) -> QuerySet[ExperienceSheet]:
    """What was sent to the federations of this person: to read first, then what was read."""
    federations = [federation.pk for federation in standing.federations]
    rows: QuerySet[ExperienceSheet] = (
        ExperienceSheet.objects.for_scope(standing.scope)
        .filter(reviewer_organisation_id__in=federations, submitted_at__isnull=False)
        .select_related("team__department", "project", "reviewer_organisation")
        .annotate(waiting=Count("pk", filter=Q(state=State.IN_REVIEW)))
        .order_by("-waiting", "-submitted_at", "-pk")
    )
    return rows
