"""Applications, decisions, grants, instalments and the reports they make due."""

from typing import Any

from funding.models import (
    Application,
    ApplicationAnswer,
    ApplicationPiece,
    Decision,
    Grant,
    Instalment,
    ReportDue,
)
from msp_portal.demo import data
from msp_portal.demo.loaders.frozen import freeze_application, freeze_report
from msp_portal.demo.world import World
from projects.models import Project

Row = dict[str, Any]


def load_applications(world: World) -> None:
    """Every application of the data files, at its stage."""
    for row in data.projects():
        for content in row.get("applications", []):
            application = _draft(world, row, content)
            world.applications[row["key"], content["key"]] = application
            if "filed" in content:
                _file(world, application, content)
            if "decision" in content:
                _decide(world, row, application, content)


def _draft(world: World, row: Row, content: Row) -> Application:
    project = world.projects[row["key"]]
    created = world.moment(content["created"])
    author = world.people[content["responsible"]]
    application: Application = Application.objects.create(
        project=project,
        call=world.calls[content["call"]],
        team=world.teams[row["lead_team"]],
        bearing_structure=world.structures[row["lead_team"]],
        budget=world.budgets[row["key"], content.get("budget", "budget")],
        amount_requested=content["amount"],
        responsible=author,
        created_at=created,
        created_by=author,
    )
    ApplicationAnswer.objects.bulk_create(
        ApplicationAnswer(
            application=application, question=question, updated_at=created, updated_by=author
        )
        for question in application.call.questions.all()
    )
    ApplicationPiece.objects.bulk_create(
        ApplicationPiece(
            application=application,
            piece=piece,
            sent_otherwise="Envoyée par courriel au financeur",
            provided_at=created,
            provided_by=author,
        )
        for piece in application.call.pieces.filter(required=True)
        if "filed" in content
    )
    return application


def _file(world: World, application: Application, content: Row) -> None:
    filed = world.moment(content["filed"])
    author = world.people[content["responsible"]]
    application.filed_at = filed
    application.filed_by = author
    application.filing_reference = content["reference"]
    application.snapshot = freeze_application(actor=author, application=application, now=filed)
    application.state = content["state"]
    application.save()


def _decide(world: World, row: Row, application: Application, content: Row) -> None:
    decision = content["decision"]
    decided_on = world.day(decision["decided"])
    Decision.objects.create(
        project=application.project,
        application=application,
        outcome=decision["outcome"],
        decided_on=decided_on,
        reason=decision.get("reason", ""),
        recorded_at=world.moment(decision["decided"]),
        recorded_by=application.responsible,
    )
    grant = _grant(world, application, content["grant"], decided_on)
    report = _report(world, application.project, grant, content["grant"]["report"])
    world.reports[row["key"], content["key"]] = report


def _grant(world: World, application: Application, content: Row, decided_on: Any) -> Grant:
    grant: Grant = Grant.objects.create(
        project=application.project,
        application=application,
        funder=world.organisations[content["funder"]],
        amount=content["amount"],
        granted_on=decided_on,
        period_start=world.day(content["start"]),
        period_end=world.day(content["end"]),
        reference=content["reference"],
        illustration=True,
    )
    Instalment.objects.bulk_create(
        Instalment(
            project=application.project,
            grant=grant,
            kind=instalment["kind"],
            amount=instalment["amount"],
            expected_on=world.day(instalment["expected"]),
            received_on=world.day(instalment.get("received")),
        )
        for instalment in content["instalments"]
    )
    return grant


def _report(world: World, project: Project, grant: Grant, content: Row) -> ReportDue:
    responsible = world.people[content["responsible"]]
    sent = world.moment(content.get("sent"))
    report: ReportDue = ReportDue.objects.create(
        project=project,
        grant=grant,
        period_start=grant.period_start,
        period_end=grant.period_end,
        due_on=world.day(content["due"]),
        responsible=responsible,
        gap_text=content.get("gap", ""),
        updated_at=sent or world.moment("today -10"),
    )
    if sent:
        report.sent_at = sent
        report.sent_by = responsible
        report.snapshot = freeze_report(actor=responsible, report=report, now=sent)
        report.save()
    return report
