"""What was sent, frozen as the rooms freeze it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from capitalisation.models import ExperienceSheet
from coordination.models import Person
from funding.models import Application, ReportDue
from msp_portal.kit.models.snapshots import Snapshot
from msp_portal.kit.snapshots import freeze


def freeze_application(*, actor: Person, application: Application, now: datetime) -> Snapshot:
    """The application as it was filed."""
    data: Mapping[str, Any] = {
        "call": application.call.title,
        "project": application.project.title,
        "amount_requested": application.amount_requested,
        "answers": [
            {"question": answer.question.label, "text": answer.text}
            for answer in application.answers.select_related("question")
        ],
    }
    return freeze(actor=actor, kind="funding.application", about=application, data=data, now=now)


def freeze_report(*, actor: Person, report: ReportDue, now: datetime) -> Snapshot:
    """The report as it was sent."""
    data: Mapping[str, Any] = {
        "project": report.project.title,
        "period": [report.period_start, report.period_end],
        "amount_granted": report.grant.amount,
    }
    return freeze(actor=actor, kind="funding.report", about=report, data=data, now=now)


def freeze_sheet(*, actor: Person, sheet: ExperienceSheet, now: datetime) -> Snapshot:
    """The sheet as it was published."""
    data: Mapping[str, Any] = {
        "title": sheet.title,
        "summary": sheet.summary,
        "sections": {section.key: section.text for section in sheet.sections.all()},
    }
    return freeze(actor=actor, kind="capitalisation.sheet", about=sheet, data=data, now=now)
