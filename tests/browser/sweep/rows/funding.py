"""Rows of the funding: a draft, a filed application, a call the federation keeps, a report."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from funding.models import Application, Call, CallPiece, CallQuestion, ReportDue
from funding.services.applications import open_application
from funding.services.filing import file_application
from msp_portal.kit import clock
from projects.models import Project
from tests.browser.sweep.addresses import Address
from tests.browser.sweep.persons import DIETITIAN, FEDERATION
from tests.browser.sweep.rows.base import Kwargs, person, pk, some

READER = DIETITIAN
READERS = {
    "funding:call_new": FEDERATION,
    "funding:call_edit": FEDERATION,
    "funding:call_parts": FEDERATION,
}
QUERIES: dict[str, str] = {}


@cache
def draft() -> Application:
    """An application that is not filed."""
    return some(Application.unscoped.filter(state="BROUILLON").first())


def any_row(address: Address) -> Kwargs:
    """The call, the report or the application that the address is about."""
    name = address.name
    if "call" in name.partition(":")[2]:
        kept = Call.unscoped.filter(federation__name__startswith="ESSORT")
        return {**pk(kept.first()), "part": "pieces"}
    if "report" in name:
        return pk(ReportDue.unscoped.order_by("due_on").first())
    call = draft().call
    return {
        "pk": draft().pk,
        "question": some(CallQuestion.objects.filter(call=call).first()).pk,
        "piece": some(CallPiece.objects.filter(call=call).first()).pk,
    }


def _filed(_address: Address) -> Kwargs:
    """An application whose decision is awaited."""
    dietitian = person(DIETITIAN)
    project = Project.unscoped.get(title__contains="Prévention alcool")
    other = Call.unscoped.exclude(applications__project=project).order_by("-closes_at").first()
    opened = open_application(
        actor=dietitian, call=some(other), project=project, team=project.teams.first()
    )
    filed = file_application(
        actor=dietitian, application=opened, filed_at=clock.now(), reference="2027-118"
    )
    return pk(filed)


ROWS: dict[str, Callable[[Address], Kwargs]] = {
    "funding:project_fundings": lambda _: pk(draft().project),
    "funding:decision": _filed,
}
