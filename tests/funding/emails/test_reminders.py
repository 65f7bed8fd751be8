"""Reminders: to who is responsible, only while of use, read again when the mail leaves."""

from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.core import mail as outgoing
from django.utils import timezone

from coordination.models import Person, Team, TeamMembership
from funding.emails.reminders import CALLS, NEW, NEW_LATE, REPORTS
from funding.models import Application, Call, ReportDue
from funding.services.applications import abandon_application, settle_application
from funding.services.decisions import record_grant
from funding.services.filing import file_application
from funding.services.reports import send_report
from msp_portal.kit.models import Reminder
from msp_portal.kit.outbox.sending import deliver_due
from msp_portal.kit.reminders.merging import send_due_reminders
from msp_portal.kit.reminders.planning import plan_reminders
from tests.factories import ApplicationFactory, CallFactory, DepartmentFactory, TeamFactory
from tests.kit.support import paris

pytestmark = pytest.mark.django_db
# A Tuesday at 8:00, far from any holiday, and a deadline on a Thursday at noon.
NOW = paris("2026-03-03", 8)
DEADLINE = paris("2026-04-02", 12)


@pytest.fixture(autouse=True)
def _now():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def open_call(team: Team, funder) -> Call:
    return CallFactory(
        title="Mois sans tabac", closes_at=DEADLINE, funder=funder,
        federation=team.federation, created_at=NOW - timedelta(days=40),
    )  # fmt: skip


@pytest.fixture
def kept(open_call: Call, project, owner: Person, teammate: Person) -> Application:
    """A draft the coordinator opened; a teammate is responsible of it."""
    return ApplicationFactory(
        call=open_call, project=project, responsible=teammate, created_by=owner,
        created_at=NOW - timedelta(days=20),
    )  # fmt: skip


def planned(source: str) -> list[tuple[str, date]]:
    plan_reminders(now=timezone.now())
    rows = Reminder.objects.filter(source=source, withdrawn_at__isnull=True).order_by("due_at")
    return [
        (row.occurrence.partition(":")[0], timezone.localtime(row.due_at).date()) for row in rows
    ]


def leaving(now: datetime) -> list:
    """One turn of the clock at ``now``; what left."""
    outgoing.outbox.clear()
    with time_machine.travel(now, tick=False):
        plan_reminders(now=now)
        send_due_reminders(now=now)
        deliver_due(now=now)
    return list(outgoing.outbox)


# ---- Drafts ---------------------------------------------------------------------------------


def test_a_draft_is_recalled_thirty_fifteen_seven_two_and_zero_days_before(
    kept: Application,
) -> None:
    steps: dict[str, date] = {}
    for weeks in range(6):
        with time_machine.travel(NOW - timedelta(days=15) + timedelta(days=7 * weeks), tick=False):
            steps.update(planned(CALLS))
    assert steps == {
        "J-30": date(2026, 3, 3),
        "J-15": date(2026, 3, 18),
        "J-7": date(2026, 3, 26),
        "J-2": date(2026, 3, 31),
        "J0": date(2026, 4, 2),
    }


def test_it_goes_to_the_person_responsible_alone(
    kept: Application, owner: Person, teammate: Person
) -> None:
    (message,) = leaving(paris("2026-03-18", 8))
    assert teammate.email in message.to[0]
    assert "NON déposé" in message.body
    assert "2\u00a0avril 2026 à 12\u00a0h, heure de Paris" in message.body
    assert f"/dossiers/{kept.pk}/" in message.body


def test_the_mail_is_short_and_its_first_lines_hold_the_date(kept: Application) -> None:
    (message,) = leaving(paris("2026-03-31", 8))
    words = message.body.split()
    assert len(words) <= 120
    assert "avril" in " ".join(message.body.splitlines()[:4])


def test_a_draft_filed_between_planning_and_sending_is_not_recalled(
    kept: Application, owner: Person
) -> None:
    day = paris("2026-03-18", 8)
    with time_machine.travel(day, tick=False):
        plan_reminders(now=day)
        send_due_reminders(now=day)
        file_application(actor=owner, application=kept, filed_at=day, reference="D-1")
        outgoing.outbox.clear()
        deliver_due(now=day)
    assert outgoing.outbox == []
    reasons = Reminder.objects.filter(source=CALLS).values_list("drop_reason", flat=True)
    assert "Le dossier n’est plus à déposer." in reasons
    assert not Reminder.objects.filter(source=CALLS, sent_at__isnull=False).exists()


def test_a_draft_given_up_is_recalled_no_more(kept: Application, owner: Person) -> None:
    abandon_application(actor=owner, application=kept, reason="Délai trop court")
    assert leaving(paris("2026-03-18", 8)) == []


def test_when_the_responsible_changes_the_new_one_is_told(
    kept: Application, owner: Person, teammate: Person
) -> None:
    plan_reminders(now=NOW)
    settle_application(
        actor=owner, application=kept, expected_version=kept.version, changes={"responsible": owner}
    )
    (message,) = leaving(paris("2026-03-18", 8))
    assert owner.email in message.to[0]


def test_a_deadline_that_moves_is_told_and_the_old_steps_are_not(
    kept: Application, open_call: Call
) -> None:
    day = paris("2026-03-18", 8)
    with time_machine.travel(day, tick=False):
        plan_reminders(now=day)
        send_due_reminders(now=day)
        Call.unscoped.filter(pk=open_call.pk).update(  # unscoped: tests
            closes_at=DEADLINE + timedelta(days=7)
        )
    bodies = [message.body for message in leaving(day)]
    bodies += [message.body for message in leaving(paris("2026-03-25", 8))]
    assert bodies
    assert all("9\u00a0avril 2026" in body for body in bodies)
    assert not any("jeudi 2\u00a0avril" in body for body in bodies)


def test_nobody_is_told_of_a_draft_she_has_just_opened(
    open_call: Call, project, owner: Person
) -> None:
    ApplicationFactory(
        call=open_call, project=project, responsible=owner, created_by=owner,
        created_at=NOW + timedelta(days=16),
    )  # fmt: skip
    with time_machine.travel(NOW + timedelta(days=16, minutes=5), tick=False):
        assert [step for step, _day in planned(CALLS)] == ["J-7", "J-2", "J0"]


def test_known_late_it_is_told_at_once_to_another_than_who_opened_it(
    open_call: Call, project, owner: Person, teammate: Person
) -> None:
    late = paris("2026-03-30", 10)
    ApplicationFactory(
        call=open_call, project=project, responsible=teammate, created_by=owner, created_at=late
    )
    (message,) = leaving(late + timedelta(minutes=5))
    assert teammate.email in message.to[0]


def test_a_missed_day_is_caught_up(kept: Application) -> None:
    """The portal was stopped on the day itself: it leaves at the next turn."""
    (message,) = leaving(paris("2026-03-19", 9))
    assert "Mois sans tabac" in message.body


# ---- New calls ------------------------------------------------------------------------------


def new_call(team: Team, days: int, **more: object) -> Call:
    return CallFactory(
        title="Appel neuf", closes_at=NOW + timedelta(days=days), created_at=NOW,
        federation=team.federation, **more,
    )  # fmt: skip


def told_of(source: str) -> set[int]:
    plan_reminders(now=NOW + timedelta(minutes=1))
    return set(Reminder.objects.filter(source=source).values_list("recipient_id", flat=True))


def test_a_call_known_late_is_told_at_once_and_the_others_on_monday(
    team: Team, owner: Person, teammate: Person
) -> None:
    new_call(team, 20)
    new_call(team, 60)
    assert told_of(NEW_LATE) == {owner.pk}
    assert told_of(NEW) == {owner.pk}
    late, weekly = Reminder.objects.get(source=NEW_LATE), Reminder.objects.get(source=NEW)
    assert timezone.localtime(late.due_at).date() == NOW.date()
    assert timezone.localtime(weekly.due_at).weekday() == 0


def test_a_call_of_other_departments_concerns_nobody_here(team: Team, owner: Person) -> None:
    new_call(team, 20).departments.add(DepartmentFactory(code="29", name="Finistère"))
    assert told_of(NEW_LATE) == set()


def test_a_team_s_own_call_is_told_to_its_other_coordinators_alone(
    team: Team, owner: Person, teammate: Person, stranger: Person
) -> None:
    TeamMembership.unscoped.filter(person=teammate).update(role="COORDINATOR")  # unscoped: tests
    new_call(team, 20, owner_team=team, created_by=owner)
    assert told_of(NEW_LATE) == {teammate.pk}


def test_a_team_that_already_answers_is_not_told(
    team: Team, project, owner: Person, teammate: Person
) -> None:
    call = new_call(team, 20)
    plan_reminders(now=NOW)
    ApplicationFactory(call=call, project=project, responsible=owner, created_by=owner)
    assert leaving(NOW + timedelta(hours=1)) == []
    assert TeamFactory()


# ---- Reports --------------------------------------------------------------------------------


@pytest.fixture
def report(kept: Application, owner: Person) -> ReportDue:
    filed = file_application(actor=owner, application=kept, filed_at=NOW, reference="D-1")
    record_grant(
        actor=owner, application=filed, decided_on=NOW.date(), amount=900,
        period_start=date(2026, 1, 1), period_end=date(2026, 3, 31),
    )  # fmt: skip
    return ReportDue.unscoped.get()  # unscoped: tests


def test_a_report_is_recalled_ninety_thirty_fifteen_and_seven_days_before(
    report: ReportDue, teammate: Person
) -> None:
    assert report.due_on == date(2026, 9, 30)
    steps: dict[str, date] = {}
    for weeks in range(32):
        with time_machine.travel(NOW + timedelta(days=7 * weeks), tick=False):
            steps.update(planned(REPORTS))
    assert steps == {
        "J-90": date(2026, 7, 2),
        "J-30": date(2026, 8, 31),
        "J-15": date(2026, 9, 15),
        "J-7": date(2026, 9, 23),
    }
    assert set(Reminder.objects.filter(source=REPORTS).values_list("recipient_id", flat=True)) == {
        teammate.pk
    }


def test_a_report_sent_between_planning_and_sending_is_not_recalled(
    report: ReportDue, owner: Person
) -> None:
    day = paris("2026-09-15", 8)
    with time_machine.travel(day, tick=False):
        plan_reminders(now=day)
        send_due_reminders(now=day)
        send_report(actor=owner, report=report, now=day)
        outgoing.outbox.clear()
        deliver_due(now=day)
    assert outgoing.outbox == []


def test_the_mail_of_a_report_says_to_whom_and_when(report: ReportDue) -> None:
    (message,) = leaving(paris("2026-09-15", 8))
    assert str(report.grant.funder) in message.body
    assert "mercredi 30\u00a0septembre 2026" in message.body
    assert len(message.body.split()) <= 120
