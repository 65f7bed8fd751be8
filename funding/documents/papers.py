"""The two papers of this room: the application in the order of the call, the report to a funder."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from coordination.queries.scopes import standing_of
from funding.models import Application, ReportDue
from funding.queries.applications import printed_application
from funding.queries.report_content import printed_report
from funding.queries.reports import shares_of_report
from funding.services.filing import DOCUMENT as APPLICATION
from funding.services.reports import DOCUMENT as REPORT
from msp_portal.kit import clock
from msp_portal.kit.documents import DocumentKind
from msp_portal.kit.models import RenderedDocument, Snapshot
from msp_portal.kit.scoping import Scope


def application_context(application: Application, _scope: Scope) -> Mapping[str, Any]:
    """What was filed; for a draft, what would be filed, marked « NON déposé » on every page.

    The team's own rights are enough: whoever asks was checked by the page.
    """
    content = printed_application(application)
    filed = application.is_filed
    day = application.filed_at if filed else application.project.last_activity_at
    number = application.filing_reference
    foot = f"Déposé, n° {number}" if filed and number else "Déposé" if filed else "NON déposé"
    return {
        "document_title": content["project"]["title"],
        "document_date": timezone.localtime(day).date() if day else None,
        "document_who": content["team"],
        "document_foot": f"{foot} – {content['call']['title']}",
        "illustration": content["illustration"],
        "application": application,
        "content": content,
        "is_filed": filed,
    }


def report_context(report: ReportDue, _scope: Scope) -> Mapping[str, Any]:
    """What was sent last, or what would be sent."""
    content = printed_report(report)
    sent = report.snapshot_id is not None or report.sent_at is not None
    day = report.sent_at or report.project.last_activity_at
    state = "" if sent else "Projet de "
    return {
        "document_title": content["project"]["title"],
        "document_date": timezone.localtime(day).date(),
        "document_who": ", ".join(content["project"]["teams"]),
        "document_foot": f"{state}{content['kind']} – {content['grant']['funder']}",
        "illustration": content["illustration"],
        "content": content,
        "is_sent": sent,
    }


def may_read_application(person: Any, document: RenderedDocument) -> bool:
    """The team that answers."""
    scope = standing_of(person, clock.today()).scope
    return Application.objects.for_scope(scope).filter(pk=document.about_id).exists()


def may_read_report(person: Any, document: RenderedDocument) -> bool:
    """The team; an organisation it was shared with reads the versions sent, never a draft."""
    today = clock.today()
    standing = standing_of(person, today)
    if ReportDue.objects.for_scope(standing.scope).filter(pk=document.about_id).exists():
        return True
    sent = Snapshot.objects.filter(document=document).exists()
    return sent and shares_of_report(standing, document.about_id, today).exists()


KINDS = (
    DocumentKind(
        key=APPLICATION,
        label="Dossier de demande",
        template="documents/application.html",
        context=application_context,
        filename=lambda application: f"Dossier {application.project.title}",
        may_read=may_read_application,
    ),
    DocumentKind(
        key=REPORT,
        label="Compte rendu au financeur",
        template="documents/report.html",
        context=report_context,
        filename=lambda report: f"Compte rendu {report.project.title}",
        may_read=may_read_report,
    ),
)
