"""Granted: the money and the report it makes due, dated once and for all. Refused: the reason."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from coordination.models import Person
from funding.models import Application, Call, Decision, Grant, Instalment, ReportDue
from funding.services.decisions import (
    Payment,
    note_instalment_received,
    record_grant,
    record_refusal,
    withdraw_decision,
)
from funding.services.filing import file_application
from funding.services.reports import send_report
from msp_portal.kit import clock

pytestmark = pytest.mark.django_db


@pytest.fixture
def filed(draft: Application, owner: Person) -> Application:
    return file_application(actor=owner, application=draft, filed_at=clock.now(), reference="D-17")


def granted(application: Application, actor: Person, **changes: object) -> Grant:
    terms = {
        "decided_on": clock.today(),
        "amount": 900,
        "period_start": date(2026, 1, 1),
        "period_end": date(2026, 12, 31),
        "reference": "Conv 12",
    }
    return record_grant(actor=actor, application=application, **{**terms, **changes})


def test_a_grant_makes_a_report_due_six_months_after_the_exercise(
    filed: Application, owner: Person
) -> None:
    grant = granted(filed, owner)
    report = ReportDue.unscoped.get()  # unscoped: tests
    filed.refresh_from_db()
    assert filed.state == Application.State.GRANTED
    assert (grant.amount, grant.funder) == (900, filed.call.funder)
    assert (report.due_on, report.responsible) == (date(2027, 6, 30), owner)
    assert (report.period_start, report.period_end) == (grant.period_start, grant.period_end)


@pytest.mark.parametrize(
    ("months", "end", "due"),
    [
        (3, date(2026, 11, 30), date(2027, 2, 28)),
        (6, date(2027, 8, 31), date(2028, 2, 29)),
        (0, date(2026, 12, 31), date(2026, 12, 31)),
        (12, date(2026, 6, 15), date(2027, 6, 15)),
    ],
)
def test_the_delay_is_that_of_the_call(
    months: int, end: date, due: date, filed: Application, owner: Person
) -> None:
    Call.unscoped.filter(pk=filed.call_id).update(report_months_after=months)  # unscoped: tests
    granted(filed, owner, period_end=end)
    assert ReportDue.unscoped.get().due_on == due  # unscoped: tests


def test_a_report_sent_late_moves_no_date(filed: Application, owner: Person) -> None:
    """A date of report never drifts because another one, or itself, is late."""
    granted(filed, owner)
    report = ReportDue.unscoped.get()  # unscoped: tests
    due = report.due_on
    late = clock.now() + timedelta(days=900)
    send_report(actor=owner, report=report, now=late)
    report.refresh_from_db()
    assert (report.due_on, report.sent_at) == (due, late)


def test_payments_are_kept_and_noted_when_they_come(filed: Application, owner: Person) -> None:
    granted(
        filed, owner, instalments=[Payment("ACOMPTE", 600, date(2026, 3, 1)), Payment("SOLDE", 300)]
    )
    first, second = Instalment.unscoped.order_by("pk")  # unscoped: tests
    assert (first.amount, second.amount) == (600, 300)
    note_instalment_received(actor=owner, instalment=first, received_on=clock.today())
    first.refresh_from_db()
    assert first.received_on == clock.today()
    with pytest.raises(ValidationError):
        note_instalment_received(
            actor=owner, instalment=second, received_on=clock.today() + timedelta(days=1)
        )


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": 0},
        {"period_end": date(2025, 1, 1)},
        {"decided_on": date(2099, 1, 1)},
        {"instalments": [Payment("ACOMPTE", 901)]},
    ],
)
def test_terms_that_cannot_be_are_refused_and_nothing_is_written(
    changes: dict[str, object], filed: Application, owner: Person
) -> None:
    with pytest.raises(ValidationError):
        granted(filed, owner, **changes)
    filed.refresh_from_db()
    assert filed.state == Application.State.FILED
    assert not Decision.unscoped.exists()  # unscoped: tests


def test_a_refusal_keeps_its_reason(filed: Application, owner: Person) -> None:
    with pytest.raises(ValidationError):
        record_refusal(actor=owner, application=filed, decided_on=clock.today(), reason=" ")
    decision = record_refusal(
        actor=owner, application=filed, decided_on=clock.today(), reason="Hors territoire"
    )
    filed.refresh_from_db()
    assert filed.state == Application.State.REFUSED
    assert decision.reason == "Hors territoire"
    assert not ReportDue.unscoped.exists()  # unscoped: tests


def test_a_decision_is_noted_once_and_only_after_the_filing(
    draft: Application, owner: Person
) -> None:
    with pytest.raises(ValidationError, match="après le dépôt"):
        granted(draft, owner)
    file_application(actor=owner, application=draft, filed_at=clock.now(), reference="D-1")
    granted(draft, owner)
    with pytest.raises(ValidationError):
        granted(draft, owner)
    assert Grant.unscoped.count() == 1  # unscoped: tests


def test_a_decision_noted_by_mistake_takes_its_report_away(
    filed: Application, owner: Person
) -> None:
    granted(filed, owner, instalments=[Payment("ACOMPTE", 600)])
    withdraw_decision(actor=owner, application=filed)
    filed.refresh_from_db()
    assert filed.state == Application.State.FILED
    for model in (Decision, Grant, Instalment, ReportDue):
        assert not model.unscoped.exists()  # unscoped: tests
    granted(filed, owner)


def test_it_is_not_withdrawn_once_a_report_was_sent(filed: Application, owner: Person) -> None:
    granted(filed, owner)
    send_report(actor=owner, report=ReportDue.unscoped.get())  # unscoped: tests
    with pytest.raises(ValidationError, match="déjà été envoyé"):
        withdraw_decision(actor=owner, application=filed)
    assert Grant.unscoped.exists()  # unscoped: tests
