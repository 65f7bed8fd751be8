"""Explaining the gaps of a report, sending it: an explicit act that freezes it.

Public names::

    edit_report(*, actor, report, expected_version, changes, base=None, now=None) -> ReportDue
    send_report(*, actor, report, share=False, now=None) -> ReportDue
    freeze_report(*, actor, report, document=None, now) -> Snapshot
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction

from coordination.models import Person, Share
from coordination.services.shares import share_thing
from funding.models import ReportDue
from funding.queries.report_content import SNAPSHOT, report_content
from msp_portal.kit import clock
from msp_portal.kit.documents import request_document
from msp_portal.kit.events import record_event, row_diff
from msp_portal.kit.locking import save_if_current
from msp_portal.kit.models import RenderedDocument, Snapshot
from msp_portal.kit.snapshots import freeze
from projects.models import Project
from projects.services.project_activity import team_ids_of

DOCUMENT = "funder_report"
SAME = "Rien n’a changé depuis le dernier envoi."


@transaction.atomic
def edit_report(
    *,
    actor: Person,
    report: ReportDue,
    expected_version: int,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> ReportDue:
    """Explain gaps, name who is responsible. The due date is not one of the things one edits.

    Raises ``StaleSave`` when somebody wrote the same part meanwhile.
    """
    moment = now or clock.now()
    current = _locked(report)
    told = row_diff(current, changes)
    if not told:
        return current
    saved = save_if_current(
        current,
        expected_version=expected_version,
        changes={**changes, "updated_at": moment},
        base={**base, "updated_at": current.updated_at} if base is not None else None,
    )
    _tell(actor, "report.edited", saved, told, moment)
    return saved


@transaction.atomic
def send_report(
    *,
    actor: Person,
    report: ReportDue,
    share: bool = False,
    now: datetime | None = None,
) -> ReportDue:
    """Note that the report is sent: data and PDF are frozen as they are.

    ``share``: also show this version to the funder in the portal, when the team says so. Sending
    again is a new act, a rectified version beside the first (DECISIONS 4); refused with
    ``ValidationError`` when nothing changed. What is missing does not prevent sending.
    """
    moment = now or clock.now()
    current = _locked(report)
    content = report_content(current)
    again = current.snapshot is not None
    if again and not _differs(current, content.data):
        if share:
            _share(actor, current, moment)
            return current
        raise ValidationError(SAME)
    # Written as sent: the PDF of a draft says that it is one.
    current.snapshot, current.sent_at = None, moment
    document = request_document(actor=actor, kind=DOCUMENT, about=current, now=moment)
    current.snapshot = freeze_report(actor=actor, report=current, document=document, now=moment)
    current.sent_by, current.updated_at = actor, moment
    current.save(update_fields=["snapshot", "sent_at", "sent_by", "updated_at"])
    ReportDue.unscoped.filter(pk=current.pk).update(  # unscoped: the row locked above
        version=models.F("version") + 1
    )
    current.version += 1
    _tell(actor, "report.rectified" if again else "report.sent", current, {}, moment)
    if share:
        _share(actor, current, moment)
    return current


def freeze_report(
    *,
    actor: Person,
    report: ReportDue,
    document: RenderedDocument | None = None,
    now: datetime,
) -> Snapshot:
    """Keep the report as it stands. Inside a transaction."""
    return freeze(
        actor=actor,
        kind=SNAPSHOT,
        about=report,
        data=report_content(report).data,
        document=document,
        now=now,
    )


def _differs(report: ReportDue, data: Mapping[str, Any]) -> bool:
    from funding.queries.corrections import corrected_parts

    assert report.snapshot is not None  # noqa: S101 (asked by the caller)
    return bool(corrected_parts(report.snapshot, data))


def _share(actor: Person, report: ReportDue, now: datetime) -> None:
    application = report.grant.application
    if application is None:
        raise ValidationError(
            "Ce compte rendu n’est rattaché à aucun dossier : partagez le projet."
        )
    share_thing(
        actor=actor,
        team=application.team,
        organisation=report.grant.funder,
        what=Share.What.REPORT,
        thing=report,
        project_id=report.project_id,
        now=now,
    )


def _locked(report: ReportDue) -> ReportDue:
    found: ReportDue = (
        ReportDue.unscoped.select_for_update(of=("self",))  # unscoped: the caller holds it
        .select_related(
            "project",
            "grant__funder",
            "grant__application__team",
            "grant__application__bearing_structure",
            "grant__application__budget",
            "snapshot",
        )
        .get(pk=report.pk)
    )
    return found


def _tell(
    actor: Person, verb: str, report: ReportDue, changes: Mapping[str, Any], now: datetime
) -> None:
    application = report.grant.application
    Project.unscoped.filter(  # unscoped: the caller holds the report
        pk=report.project_id, last_activity_at__lt=now
    ).update(last_activity_at=now)
    record_event(
        actor=actor,
        verb=verb,
        subject=report,
        changes=changes,
        team_ids=[application.team_id] if application else team_ids_of(report.project),
        now=now,
    )
