"""Calls, applications, reports: a call kept for everybody is read by who has an account; what a
team answers is read by that team alone; a report sent and shared, by its funder."""

from datetime import date

from coordination.models import Organisation
from funding.models import Call, Instalment, ReportDue
from funding.services.applications import abandon_application
from funding.services.decisions import Payment, record_grant
from funding.services.filing import file_application
from funding.services.pieces import give_piece
from funding.services.reports import send_report
from msp_portal.kit import clock
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    CallPieceFactory,
    CallQuestionFactory,
    ProjectFactory,
)
from tests.kit.files.samples import pdf

SIGN_IN = {"anonymous": "login", "guest_link": "login"}
EVERYBODY = {**SIGN_IN, "*": 200}
# Read by every member of the team that answers.
TEAM = {**SIGN_IN, "owner": 200, "teammate": 200, "*": 404}
# Changed by its coordination and by who carries the project.
CARRIER = {**TEAM, "teammate": 403}
DONE = {**CARRIER, "owner": "redirect"}
TEAM_DONE = {**TEAM, "owner": "redirect", "teammate": "redirect"}
NOT_BY_GET = {**SIGN_IN, "*": 405}
# A call is kept up to date by its own federation.
KEEPER = {**SIGN_IN, "federation": 200, "*": 403}
KEPT = {**KEEPER, "federation": "redirect"}


def _call(world, **more):
    return CallFactory(federation=world.federation, **more)


def call(world, audience):
    return {"pk": _call(world).pk}


def own_call(world, audience):
    return {"pk": CallFactory(owner_team=world.team, federation=None).pk}


def parts(world, audience):
    return {**call(world, audience), "part": "pieces"}


def no_rows(world, audience):
    return {"version": "1", "form-TOTAL_FORMS": "0", "form-INITIAL_FORMS": "0"}


def _draft(world, **more):
    """A new draft each time: an act leaves nothing to the next audience."""
    project = ProjectFactory(team=world.team)
    return ApplicationFactory(project=project, call=_call(world), team=world.team, **more)


def draft(world, audience):
    return {"pk": _draft(world).pk}


def answer(world, audience):
    application = _draft(world)
    return {
        "pk": application.pk,
        "question": CallQuestionFactory(call=application.call, source="").pk,
    }


def piece(world, audience):
    application = _draft(world)
    return {"pk": application.pk, "piece": CallPieceFactory(call=application.call).pk}


def given_piece(world, audience):
    from django.core.files.uploadedfile import SimpleUploadedFile

    application = _draft(world)
    wanted = CallPieceFactory(call=application.call)
    give_piece(
        actor=world.person("owner"),
        application=application,
        piece=wanted,
        uploaded=SimpleUploadedFile("rib.pdf", pdf()),
    )
    return {"pk": application.pk, "piece": wanted.pk}


def _filed(world, **more):
    return file_application(
        actor=world.person("owner"),
        application=_draft(world),
        filed_at=clock.now(),
        **(more or {"reference": "D-1"}),
    )


def filed(world, audience):
    return {"pk": _filed(world).pk}


def proved(world, audience):
    from django.core.files.uploadedfile import SimpleUploadedFile

    return {"pk": _filed(world, proof=SimpleUploadedFile("accuse.pdf", pdf())).pk}


def given_up(world, audience):
    application = _draft(world)
    abandon_application(
        actor=world.person("owner"), application=application, reason="Délai trop court"
    )
    return {"pk": application.pk}


def _granted(world):
    application = _filed(world)
    record_grant(
        actor=world.person("owner"),
        application=application,
        decided_on=clock.today(),
        amount=900,
        period_start=date(2026, 1, 1),
        period_end=date(2026, 12, 31),
        instalments=[Payment("ACOMPTE", 500)],
    )
    return application


def granted(world, audience):
    return {"pk": _granted(world).pk}


def payment(world, audience):
    application = _granted(world)
    return {"pk": Instalment.unscoped.get(grant__application=application).pk}


def _report(world):
    return ReportDue.unscoped.get(grant__application=_granted(world))


def report(world, audience):
    return {"pk": _report(world).pk}


def shared_report(world, audience):
    """Sent and shown to its funder, the CPAM of this world."""
    found = _report(world)
    assert world.cpam.kind == Organisation.Kind.CPAM
    Call.unscoped.filter(pk=found.grant.application.call_id).update(funder=world.cpam)
    type(found.grant).unscoped.filter(pk=found.grant_id).update(funder=world.cpam)
    send_report(actor=world.person("owner"), report=found, share=True)
    return {"pk": found.pk}


def project(world, audience):
    return {"pk": world.project.pk}


def offer(world, audience):
    return {"offer": f"{world.project.pk}-{world.team.pk}"}


NOTER = {**SIGN_IN, "owner": 200, "teammate": 200, "stranger": 200, "federation": 200,
         "other_federation": 200, "*": 403}  # fmt: skip

LINES = [
    {"name": "funding:calls", "expect": EVERYBODY},
    # A calendar has no account: only calls kept for everybody are in it.
    {"name": "funding:calls_ics", "expect": {"*": 200}},
    {"name": "funding:call", "kwargs": call, "expect": EVERYBODY},
    {"name": "funding:call", "kwargs": own_call, "expect": TEAM},
    {"name": "funding:call_new", "expect": NOTER},
    # Understood in part: the form comes back filled, nothing is written.
    {
        "name": "funding:call_new",
        "method": "post",
        "data": lambda world, audience: {"line": "cancers"},
        "expect": {name: 422 if code == 200 else code for name, code in NOTER.items()},
    },
    {"name": "funding:call_paste", "expect": NOTER},
    # Nothing to read: the page comes back, nothing is written.
    {
        "name": "funding:call_paste",
        "method": "post",
        "data": lambda world, audience: {"text": ""},
        "expect": {name: 422 if code == 200 else code for name, code in NOTER.items()},
    },
    {"name": "funding:call_edit", "kwargs": call, "expect": KEEPER},
    {"name": "funding:call_edit", "kwargs": own_call, "expect": TEAM},
    {"name": "funding:call_parts", "kwargs": parts, "expect": KEEPER},
    {
        "name": "funding:call_parts",
        "kwargs": parts,
        "method": "post",
        "data": no_rows,
        "expect": KEPT,
    },
    {"name": "funding:call_standard", "kwargs": call, "method": "post", "expect": KEPT},
    {"name": "funding:call_standard", "kwargs": call, "expect": NOT_BY_GET},
    {"name": "funding:call_remove", "kwargs": call, "method": "post", "expect": KEPT},
    {"name": "funding:call_remove", "kwargs": own_call, "method": "post", "expect": TEAM_DONE},
    {
        "name": "funding:call_answer",
        "kwargs": call,
        "expect": {**SIGN_IN, "owner": 200, "teammate": 200, "stranger": 200, "*": 403},
    },
    {
        "name": "funding:call_answer",
        "kwargs": call,
        "method": "post",
        "data": offer,
        "expect": {**SIGN_IN, "owner": "redirect", "*": 403},
    },
    {"name": "funding:application", "kwargs": draft, "expect": TEAM},
    {"name": "funding:application", "kwargs": filed, "expect": TEAM},
    {"name": "funding:answer", "kwargs": answer, "expect": TEAM},
    {
        "name": "funding:answer",
        "kwargs": answer,
        "method": "post",
        "data": lambda world, audience: {"text": "Oui.", "initial-text": "", "version": "1"},
        "expect": TEAM_DONE,
    },
    {"name": "funding:piece", "kwargs": piece, "expect": TEAM},
    {
        "name": "funding:piece",
        "kwargs": piece,
        "method": "post",
        "data": lambda world, audience: {"sent_otherwise": "Par courrier"},
        "expect": TEAM_DONE,
    },
    {"name": "funding:piece_file", "kwargs": given_piece, "expect": TEAM},
    {
        "name": "funding:piece_remove",
        "kwargs": given_piece,
        "method": "post",
        "expect": TEAM_DONE,
    },
    {"name": "funding:application_settle", "kwargs": draft, "expect": CARRIER},
    {"name": "funding:application_sign", "kwargs": draft, "expect": CARRIER},
    {
        "name": "funding:application_sign",
        "kwargs": draft,
        "method": "post",
        "data": lambda world, audience: {"signed_on": clock.today().isoformat()},
        "expect": DONE,
    },
    {"name": "funding:application_plan", "kwargs": draft, "method": "post", "expect": DONE},
    {"name": "funding:application_pdf", "kwargs": draft, "method": "post", "expect": TEAM_DONE},
    {"name": "funding:application_abandon", "kwargs": draft, "expect": CARRIER},
    {
        "name": "funding:application_abandon",
        "kwargs": draft,
        "method": "post",
        "data": lambda world, audience: {"reason": "Délai trop court"},
        "expect": DONE,
    },
    {"name": "funding:application_resume", "kwargs": given_up, "method": "post", "expect": DONE},
    {"name": "funding:application_file", "kwargs": draft, "expect": CARRIER},
    {
        "name": "funding:application_file",
        "kwargs": draft,
        "method": "post",
        "data": lambda world, audience: {
            "day": "2026-01-05",
            "hour": "12:00",
            "reference": "D-1",
        },
        "expect": DONE,
    },
    {"name": "funding:filing_proof", "kwargs": proved, "expect": TEAM},
    {"name": "funding:filing_withdraw", "kwargs": filed, "method": "post", "expect": DONE},
    {"name": "funding:decision", "kwargs": filed, "expect": CARRIER},
    {
        "name": "funding:decision",
        "kwargs": filed,
        "method": "post",
        "data": lambda world, audience: {
            "refus": "1",
            "decided_on": clock.today().isoformat(),
            "reason": "Hors territoire",
        },
        "expect": DONE,
    },
    {"name": "funding:decision_withdraw", "kwargs": granted, "method": "post", "expect": DONE},
    {"name": "funding:instalment", "kwargs": payment, "method": "post", "expect": DONE},
    {"name": "funding:report", "kwargs": report, "expect": TEAM},
    {"name": "funding:report", "kwargs": shared_report, "expect": {**TEAM, "cpam": 200}},
    {
        "name": "funding:report",
        "kwargs": shared_report,
        "method": "post",
        "data": lambda world, audience: {
            "gap_text": "",
            "initial-gap_text": "",
            "responsible": "",
            "initial-responsible": "",
            "version": "2",
        },
        # Who received it reads it; nothing she sends changes it.
        "expect": {**TEAM_DONE, "cpam": 200},
    },
    {"name": "funding:report_send", "kwargs": report, "expect": CARRIER},
    {"name": "funding:report_send", "kwargs": shared_report, "method": "post", "expect": DONE},
    {"name": "funding:report_pdf", "kwargs": report, "method": "post", "expect": TEAM_DONE},
    {"name": "funding:project_fundings", "kwargs": project, "expect": TEAM},
]
