"""Applications, decisions, grants, and the reports they make due: by the acts people do."""

from typing import Any

from coordination.models import Person
from funding.models import Application, ApplicationPiece, Decision, Grant, Instalment, ReportDue
from funding.services.applications import open_application, settle_application
from funding.services.decisions import Payment, note_instalment_received, record_grant
from funding.services.filing import file_application
from funding.services.planning import steps_of
from funding.services.reports import send_report
from msp_portal.demo import data
from msp_portal.demo.world import World

Row = dict[str, Any]


def load_applications(world: World) -> None:
    """Every application of the data files, at its stage."""
    for row in data.projects():
        for content in row.get("applications", []):
            author = world.people[content["responsible"]]
            application = _draft(world, row, content, author)
            if "filed" in content:
                application = _file(world, application, content, author)
            if "decision" in content:
                report = _decide(world, application, content, author)
                world.reports[row["key"], content["key"]] = report
            world.applications[row["key"], content["key"]] = application


def _draft(world: World, row: Row, content: Row, author: Person) -> Application:
    """Opened; what is still a draft has its steps before the deadline."""
    created = world.moment(content["created"])
    application = open_application(
        actor=author,
        call=world.calls[content["call"]],
        project=world.projects[row["key"]],
        team=world.teams[row["lead_team"]],
        with_plan="filed" not in content,
        now=created,
    )
    for step in steps_of(application):
        step.owner, step.owner_accepted_at = author, created
        step.save(update_fields=["owner", "owner_accepted_at"])
    return settle_application(
        actor=author,
        application=application,
        expected_version=application.version,
        changes={
            "bearing_structure": world.structures[row["lead_team"]],
            "budget": world.budgets[row["key"], content.get("budget", "budget")],
            "amount_requested": content["amount"],
        },
        now=created,
    )


def _file(world: World, application: Application, content: Row, author: Person) -> Application:
    """Filed with its proof, and frozen."""
    filed = world.moment(content["filed"])
    ApplicationPiece.objects.bulk_create(
        ApplicationPiece(
            application=application,
            piece=piece,
            sent_otherwise="Envoyée par courriel au financeur",
            provided_at=filed,
            provided_by=author,
        )
        for piece in application.call.pieces.filter(required=True)
    )
    return file_application(
        actor=author,
        application=application,
        filed_at=filed,
        reference=content["reference"],
        now=filed,
    )


def _decide(world: World, application: Application, content: Row, author: Person) -> ReportDue:
    decision, granted = content["decision"], content["grant"]
    grant = record_grant(
        actor=author,
        application=application,
        decided_on=world.day(decision["decided"]),
        amount=granted["amount"],
        period_start=world.day(granted["start"]),
        period_end=world.day(granted["end"]),
        reference=granted["reference"],
        instalments=[
            Payment(payment["kind"], payment["amount"], world.day(payment["expected"]))
            for payment in granted["instalments"]
        ],
        now=world.moment(decision["decided"]),
    )
    grant.illustration = True
    grant.save(update_fields=["illustration"])
    Decision.objects.for_scope(world.scope_of(application.team)).filter(
        application=application
    ).update(reason=decision.get("reason", ""))
    _receive(world, grant, granted, author)
    return _report(world, grant, granted["report"], author)


def _receive(world: World, grant: Grant, granted: Row, author: Person) -> None:
    received = [payment.get("received") for payment in granted["instalments"]]
    rows: list[Instalment] = list(grant.instalments.order_by("pk"))
    for instalment, day in zip(rows, received, strict=True):
        if day:
            note_instalment_received(
                actor=author,
                instalment=instalment,
                received_on=world.day(day),
                now=world.moment(day),
            )


def _report(world: World, grant: Grant, content: Row, author: Person) -> ReportDue:
    """The report the grant made due; the convention of the demo sets its day."""
    report: ReportDue = grant.reports_due.get()
    report.due_on = world.day(content["due"])
    report.gap_text = content.get("gap", "")
    report.save(update_fields=["due_on", "gap_text"])
    if "sent" in content:
        return send_report(actor=author, report=report, now=world.moment(content["sent"]))
    return report
