"""What the money brings to « Aujourd'hui »: drafts NON déposés whose call closes, reports due.

Loaded when Django starts (``msp_portal.today``), as ``admin`` modules are.
"""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from funding.models import Application, Call, Decision, Grant, ReportDue
from funding.queries.applications import deadline_of
from msp_portal.kit.french import day_month, hour, long_date
from msp_portal.kit.today import (
    FETCHED,
    Part,
    Place,
    PlaceWords,
    TodayLine,
    TodayReader,
    TodaySource,
    register_place,
    register_today_source,
)

BEFORE_CLOSING = timedelta(days=30)
BEFORE_REPORT = timedelta(days=30)
AHEAD = timedelta(days=14)


def drafts(reader: TodayReader) -> Iterator[TodayLine]:
    """Hers to file, or nobody's in a team she steers; those of others are dates. Two queries."""
    if not reader.scope.team_ids:
        return
    may_be_open = Q(call__closes_at__gte=reader.now) | ~Q(call__filing=Call.Filing.SINGLE_DATE)
    found = (
        Application.objects.for_scope(reader.scope)
        .filter(may_be_open, state=Application.State.DRAFT)
        .select_related("project", "call", "responsible")
        .prefetch_related("call__dates")
        .order_by("call__closes_at", "pk")
    )
    for draft in found[:FETCHED]:
        closes = deadline_of(draft, reader.now)
        if closes is None or not reader.now <= closes <= reader.now + BEFORE_CLOSING:
            continue
        local = timezone.localtime(closes)
        mine = draft.responsible_id == reader.person_id
        orphan = draft.responsible_id is None and draft.team_id in reader.steers
        others = draft.responsible.full_name if draft.responsible else "personne n’en est chargé"
        yield TodayLine(
            part=Part.ACTION if mine or orphan else Part.DATE,
            pk=draft.pk,
            text=f"Dossier NON déposé : {draft.project.title}",
            url=reverse("funding:application", args=[draft.pk]),
            link="Ouvrir le dossier",
            day=local.date(),
            rank=0,
            lead=10,
            team_id=draft.team_id,
            note=f"{draft.call.title}, ferme le {long_date(local)} à {hour(local)}"
            + ("" if mine else f" ({others})"),
            about=draft,
        )


def reports(reader: TodayReader) -> Iterator[TodayLine]:
    """Reports due within thirty days, or late. One query."""
    if not reader.scope.team_ids:
        return
    owed = (
        ReportDue.objects.for_scope(reader.scope)
        .filter(sent_at__isnull=True, due_on__lte=reader.day + BEFORE_REPORT)
        .select_related("project", "grant__funder", "grant__application")
        .order_by("due_on", "pk")
    )
    for report in owed[:FETCHED]:
        team_id = report.grant.application.team_id if report.grant.application else None
        mine = report.responsible_id == reader.person_id
        orphan = report.responsible_id is None and (team_id is None or team_id in reader.steers)
        if not (mine or (orphan and reader.steers)):
            continue
        yield TodayLine(
            part=Part.ACTION,
            pk=report.pk,
            text=f"Compte rendu à remettre à {report.grant.funder.name} : {report.project.title}",
            url=reverse("funding:report", args=[report.pk]),
            link="Ouvrir le compte rendu",
            day=report.due_on,
            rank=1,
            lead=14,
            team_id=team_id,
            note=f"À remettre le {day_month(report.due_on)}, déjà en grande partie rempli",
            about=report,
        )


def calls_closing(reader: TodayReader) -> Iterator[TodayLine]:
    """For a federation: the calls it keeps that close within two weeks. One query."""
    if not reader.scope.organisation_ids:
        return
    closing = Call.objects.for_scope(reader.scope).filter(
        Q(federation_id__in=reader.scope.organisation_ids)
        | Q(funder_id__in=reader.scope.organisation_ids),
        closes_at__range=(reader.now, reader.now + AHEAD),
    )
    for call in closing.order_by("closes_at", "pk")[:FETCHED]:
        local = timezone.localtime(call.closes_at)
        yield TodayLine(
            part=Part.DATE,
            pk=call.pk,
            text=f"L’appel « {call.title} » ferme à {hour(local)}",
            url=reverse("funding:call", args=[call.pk]),
            day=local.date(),
            about=call,
        )


def _application(draft: Application) -> PlaceWords:
    return PlaceWords(draft.project.title, reverse("funding:application", args=[draft.pk]))


def _decision(decision: Decision) -> PlaceWords:
    address = reverse("funding:application", args=[decision.application_id])
    return PlaceWords(decision.application.project.title, address)


def _report(report: ReportDue) -> PlaceWords:
    return PlaceWords(report.project.title, reverse("funding:report", args=[report.pk]))


def _grant(grant: Grant) -> PlaceWords:
    return PlaceWords(grant.project.title, reverse("projects:detail", args=[grant.project_id]))


def _call(call: Call) -> PlaceWords:
    return PlaceWords(call.title, reverse("funding:call", args=[call.pk]))


register_today_source(TodaySource("funding.drafts", drafts))
register_today_source(TodaySource("funding.reports", reports))
register_today_source(TodaySource("funding.calls", calls_closing))
register_place(Place(Application, _application, ("project", "call")))
register_place(Place(Decision, _decision, ("application__project", "application__call")))
register_place(Place(ReportDue, _report, ("project",)))
register_place(Place(Grant, _grant, ("project", "funder")))
register_place(Place(Call, _call))
