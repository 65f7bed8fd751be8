"""What the funder decided: money and the report it makes due, or a refusal with its reason.

Public names::

    record_grant(*, actor, application, decided_on, amount, period_start, period_end,
                 reference="", instalments=(), now=None) -> Grant
    record_refusal(*, actor, application, decided_on, reason, now=None) -> Decision
    withdraw_decision(*, actor, application, now=None) -> Application
    note_instalment_received(*, actor, instalment, received_on, now=None) -> Instalment
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from coordination.models import Person
from funding.models import Application, Decision, Grant, Instalment, ReportDue
from funding.services.drafts import locked_application, tell_application
from msp_portal.kit import clock
from msp_portal.reference.calendar import add_months

NOT_FILED = "La décision se note après le dépôt."
REPORT_SENT = "Un compte rendu a déjà été envoyé : la décision ne se retire plus."


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment the funder announced."""

    kind: str
    amount: int
    expected_on: date | None = None


@transaction.atomic
def record_grant(
    *,
    actor: Person,
    application: Application,
    decided_on: date,
    amount: int,
    period_start: date,
    period_end: date,
    reference: str = "",
    instalments: Iterable[Payment] = (),
    now: datetime | None = None,
) -> Grant:
    """Granted: the money, its exercise, its payments, and the report it makes due.

    The report is owed ``report_months_after`` months after the end of the exercise: computed once,
    here, from the exercise alone. Another report being late never moves it.
    """
    moment = now or clock.now()
    current = _filed(application)
    if period_end < period_start:
        raise ValidationError({"period_end": "L’exercice finit avant de commencer."})
    if amount <= 0:
        raise ValidationError({"amount": "Le montant accordé est en euros, au-dessus de zéro."})
    payments = list(instalments)
    if sum(payment.amount for payment in payments) > amount:
        raise ValidationError("Les versements dépassent le montant accordé.")
    decided = {"outcome": Decision.Outcome.GRANTED, "decided_on": decided_on}
    _decide(actor, current, decided, moment)
    grant: Grant = Grant.objects.create(
        project=current.project,
        application=current,
        funder=current.call.funder,
        amount=amount,
        granted_on=decided_on,
        period_start=period_start,
        period_end=period_end,
        reference=" ".join(reference.split()),
    )
    _expect(grant, payments)
    due_on = _owe_report(grant, current, moment)
    told = {"amount": [None, amount], "report_due_on": [None, due_on]}
    tell_application(actor, "application.granted", current, told, moment)
    return grant


@transaction.atomic
def record_refusal(
    *,
    actor: Person,
    application: Application,
    decided_on: date,
    reason: str,
    now: datetime | None = None,
) -> Decision:
    """Refused. The reason, or « pas de motif donné », is kept: refusals are told to the funders."""
    moment = now or clock.now()
    reason = reason.strip()
    if not reason:
        raise ValidationError(
            {"reason": "Notez le motif, ou « pas de motif donné » : cela aussi se compte."}
        )
    current = _filed(application)
    decided = {
        "outcome": Decision.Outcome.REFUSED,
        "decided_on": decided_on,
        "reason": reason,
    }
    decision = _decide(actor, current, decided, moment)
    tell_application(actor, "application.refused", current, {"reason": [None, reason]}, moment)
    return decision


@transaction.atomic
def withdraw_decision(
    *, actor: Person, application: Application, now: datetime | None = None
) -> Application:
    """The decision was noted by mistake: the application is only filed again.

    Raises ``ValidationError`` once a report was sent.
    """
    moment = now or clock.now()
    current = locked_application(application)
    decisions = Decision.unscoped.filter(application=current)  # unscoped: the row locked above
    if not decisions.exists():
        return current
    grants = Grant.unscoped.filter(application=current)  # unscoped: same
    reports = ReportDue.unscoped.filter(grant__in=grants)  # unscoped: same
    if reports.filter(sent_at__isnull=False).exists():
        raise ValidationError(REPORT_SENT)
    reports.delete()
    grants.delete()
    decisions.delete()
    _set_state(current, Application.State.FILED)
    tell_application(actor, "application.decision_withdrawn", current, {}, moment)
    return current


@transaction.atomic
def note_instalment_received(
    *,
    actor: Person,
    instalment: Instalment,
    received_on: date | None,
    now: datetime | None = None,
) -> Instalment:
    """The money came on that day (None: it has not come after all)."""
    moment = now or clock.now()
    if received_on and received_on > timezone.localtime(moment).date():
        raise ValidationError({"received_on": "Cette date est à venir."})
    instalment.received_on = received_on
    instalment.save(update_fields=["received_on"])
    application = instalment.grant.application
    if application is not None:
        told: dict[str, Any] = {"amount": [None, instalment.amount], "on": [None, received_on]}
        tell_application(actor, "application.paid", application, told, moment)
    return instalment


def _expect(grant: Grant, payments: Iterable[Payment]) -> None:
    Instalment.objects.bulk_create(
        Instalment(
            project=grant.project,
            grant=grant,
            kind=payment.kind,
            amount=payment.amount,
            expected_on=payment.expected_on,
        )
        for payment in payments
    )


def _owe_report(grant: Grant, application: Application, now: datetime) -> date:
    """The report the grant makes due, from the end of its exercise alone."""
    report: ReportDue = ReportDue.objects.create(
        project=grant.project,
        grant=grant,
        period_start=grant.period_start,
        period_end=grant.period_end,
        due_on=add_months(grant.period_end, application.call.report_months_after),
        responsible=application.responsible,
        updated_at=now,
    )
    return report.due_on


def _filed(application: Application) -> Application:
    current = locked_application(application)
    if current.state != Application.State.FILED:
        raise ValidationError(NOT_FILED)
    return current


def _decide(
    actor: Person, application: Application, decided: Mapping[str, Any], now: datetime
) -> Decision:
    if decided["decided_on"] > timezone.localtime(now).date():
        raise ValidationError({"decided_on": "Cette date est à venir."})
    decision: Decision = Decision.objects.create(
        project=application.project,
        application=application,
        recorded_at=now,
        recorded_by=actor,
        **decided,
    )
    granted = decision.outcome == Decision.Outcome.GRANTED
    _set_state(application, Application.State.GRANTED if granted else Application.State.REFUSED)
    return decision


def _set_state(application: Application, state: str) -> None:
    application.state = state
    Application.unscoped.filter(pk=application.pk).update(  # unscoped: the row locked above
        state=state, version=models.F("version") + 1
    )
    application.version += 1
