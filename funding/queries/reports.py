"""Who reads a report: its team as it stands, a funder or a federation as it was sent and shared."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Q, QuerySet
from django.http import Http404

from coordination.models import Organisation, Share
from coordination.queries.scopes import Standing
from funding.models import ReportDue
from funding.queries.report_content import SNAPSHOT
from msp_portal.kit.models import Snapshot

RELATED = (
    "project",
    "grant__funder",
    "grant__application__team__department",
    "grant__application__bearing_structure",
    "grant__application__budget",
    "responsible__profession",
    "sent_by__profession",
    "snapshot__document",
)


@dataclass(frozen=True)
class ReportAccess:
    """A report, and whether the reader is of its team or only of an organisation it was sent to."""

    report: ReportDue
    mine: bool


def report_for(standing: Standing, pk: int, day: date) -> ReportAccess:
    """The report if this person may read it, else Http404."""
    mine = (
        ReportDue.objects.for_scope(standing.scope).filter(pk=pk).select_related(*RELATED).first()
    )
    if mine is not None:
        return ReportAccess(mine, mine=True)
    if shares_of_report(standing, pk, day).exists():
        sent = ReportDue.unscoped.filter(  # unscoped: a share in force was found just above
            pk=pk, sent_at__isnull=False
        )
        found = sent.select_related(*RELATED).first()
        if found is not None:
            return ReportAccess(found, mine=False)
    raise Http404


def shares_of_report(standing: Standing, pk: int, day: date) -> "QuerySet[Share]":
    """Shares in force that open this report to the reader's organisations: given to them, or to
    the federation of an ARS's region with leave to pass on (DECISIONS 3)."""
    about = Q(
        thing_type=ContentType.objects.get_for_model(ReportDue),
        thing_id=pk,
        what=Share.What.REPORT,
    )
    regions = [
        organisation.region_id
        for organisation in standing.organisations
        if organisation.kind == Organisation.Kind.ARS and organisation.region_id
    ]
    given = Q(organisation_id__in=standing.scope.organisation_ids)
    passed_on = Q(
        may_pass_on=True,
        organisation__kind=Organisation.Kind.FEDERATION,
        organisation__region_id__in=regions,
    )
    shares: QuerySet[Share] = Share.unscoped.filter(  # unscoped: « passed on » is not given to one
        Share.in_force(day), about, given | passed_on
    )
    return shares


def sendings_of(report: ReportDue) -> "QuerySet[Any]":
    """Every version sent, the latest first, with its PDF and who sent it."""
    return Snapshot.objects.filter(
        kind=SNAPSHOT,
        about_type=ContentType.objects.get_for_model(ReportDue),
        about_id=report.pk,
    ).select_related("document", "created_by__profession")


def open_share(report: ReportDue, day: date) -> Share | None:
    """The share of this report to its own funder, in force."""
    found: Share | None = (
        Share.unscoped.filter(  # unscoped: the caller holds the report
            Share.in_force(day),
            thing_type=ContentType.objects.get_for_model(ReportDue),
            thing_id=report.pk,
            what=Share.What.REPORT,
            organisation=report.grant.funder_id,
        )
        .select_related("organisation")
        .first()
    )
    return found
