"""Asking once, reminding once, stopping as soon as the answer came."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError

from coordination.emails import asks as ask_mails
from coordination.models import Ask
from coordination.queries.asks import asks_about, waiting_asks, waiting_asks_of
from coordination.services import ask_kinds
from coordination.services.ask_kinds import (
    AskKind,
    UnknownAskKindError,
    automatic_reminder_at,
    may_remind_now,
    register_ask_kind,
    told_at,
)
from coordination.services.asks import (
    ask_people,
    close_ask,
    close_asks_about,
    link_for_ask,
    mark_answered,
    remind_ask,
    reopen_ask,
)
from coordination.services.invitations import INVITATION
from msp_portal.kit.models import ActionLink, Event, Mail, Reminder
from msp_portal.kit.outbox.sending import sweep
from msp_portal.kit.reminders.merging import send_due_reminders
from msp_portal.kit.reminders.planning import plan_reminders
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")

# A Tuesday morning, in a week without holiday.
TUESDAY = datetime(2026, 9, 8, 10, 0, tzinfo=PARIS)
NEXT_MONDAY = datetime(2026, 9, 14, 8, 0, tzinfo=PARIS)
MONDAY_AFTER = datetime(2026, 9, 21, 8, 0, tzinfo=PARIS)


@pytest.fixture(autouse=True)
def opinion_kind(monkeypatch):
    """A room that asks for an opinion about a team, in the Monday letter."""
    kind = AskKind(kind=Ask.Kind.OPINION, about="coordination.team", link_action=INVITATION)
    monkeypatch.setitem(ask_kinds._kinds, (Ask.Kind.OPINION.value, "coordination.team"), kind)
    return kind


@pytest.fixture
def nurse(team):
    return PersonFactory(first_name="Nadia", member_of=team)


def ask(owner, team, *persons, now=TUESDAY, message=""):
    return ask_people(
        actor=owner, team=team, kind=Ask.Kind.OPINION, about=team, persons=persons,
        message=message, now=now,
    )  # fmt: skip


def run_the_portal(now):
    plan_reminders(now=now)
    send_due_reminders(now=now)
    sweep(now=now)


def test_asking_twice_asks_once(owner, team, nurse, mailoutbox):
    first = ask(owner, team, nurse)
    again = ask(owner, team, nurse, now=TUESDAY + timedelta(hours=1))
    assert [a.pk for a in first] == [a.pk for a in again]
    assert Reminder.objects.count() == 1
    assert Event.unscoped.filter(verb="ask.sent").count() == 1


def test_an_ask_leaves_in_the_monday_letter_with_its_link(owner, team, nurse, mailoutbox):
    (one,) = ask(owner, team, nurse)
    run_the_portal(NEXT_MONDAY - timedelta(minutes=1))
    assert mailoutbox == []
    run_the_portal(NEXT_MONDAY)
    assert [message.to for message in mailoutbox] == [[f'"{nurse.full_name}" <{nurse.email}>']]
    link = ActionLink.objects.get(about_id=one.pk, person=nurse)
    assert f"/lien/invitation/{link.pk}-" in mailoutbox[0].body


def test_one_automatic_reminder_the_monday_four_working_days_after(owner, team, nurse, mailoutbox):
    (one,) = ask(owner, team, nurse)
    assert told_at(one, one.asked_at) == NEXT_MONDAY
    assert automatic_reminder_at(one) == MONDAY_AFTER
    for week in range(6):
        run_the_portal(NEXT_MONDAY + timedelta(weeks=week))
    assert len(mailoutbox) == 2


def test_who_answered_between_planning_and_sending_is_not_reminded(owner, team, nurse, mailoutbox):
    (one,) = ask(owner, team, nurse)
    run_the_portal(NEXT_MONDAY)
    plan_reminders(now=MONDAY_AFTER - timedelta(days=1))
    mark_answered(ask=one, now=MONDAY_AFTER - timedelta(hours=2))
    send_due_reminders(now=MONDAY_AFTER)
    sweep(now=MONDAY_AFTER)
    assert len(mailoutbox) == 1


def test_nobody_is_written_to_about_her_own_ask(owner, team, mailoutbox):
    ask(owner, team, owner)
    run_the_portal(NEXT_MONDAY)
    run_the_portal(MONDAY_AFTER)
    assert mailoutbox == []
    assert waiting_asks_of(owner).count() == 1


def test_who_has_no_address_gets_a_link_to_hand_over(owner, team, mailoutbox):
    secretary = PersonFactory(first_name="Sam", email=None, member_of=team)
    (one,) = ask(owner, team, secretary)
    run_the_portal(NEXT_MONDAY)
    assert mailoutbox == []
    assert link_for_ask(one, TUESDAY).person == secretary
    assert "remettez-lui le lien" in may_remind_now(one, MONDAY_AFTER + timedelta(days=9)).reason


def test_a_human_may_remind_once_a_week_and_never_who_answered(owner, team, nurse):
    (one,) = ask(owner, team, nurse)
    assert "de lui-même le 21\u00a0septembre" in may_remind_now(one, NEXT_MONDAY).reason
    after = MONDAY_AFTER + timedelta(days=1)
    reminded = remind_ask(actor=owner, ask=one, now=after)
    assert (reminded.human_reminders, reminded.last_reminded_at) == (1, after)
    with pytest.raises(ValidationError, match="Une relance par semaine au plus"):
        remind_ask(actor=owner, ask=one, now=after + timedelta(days=6))
    assert remind_ask(actor=owner, ask=one, now=after + timedelta(days=8)).human_reminders == 2
    mark_answered(ask=one, now=after + timedelta(days=9))
    with pytest.raises(ValidationError, match="a déjà répondu"):
        remind_ask(actor=owner, ask=one, now=after + timedelta(days=30))


def test_the_first_answer_keeps_its_moment_and_may_be_taken_back(owner, team, nurse):
    (one,) = ask(owner, team, nurse)
    mark_answered(ask=one, now=TUESDAY + timedelta(hours=1))
    assert mark_answered(ask=one, now=TUESDAY + timedelta(hours=5)).answered_at == (
        TUESDAY + timedelta(hours=1)
    )
    assert reopen_ask(ask=one).waits


def test_closing_stops_the_letter_and_the_link_and_asking_again_reopens(
    owner, team, nurse, mailoutbox
):
    (one,) = ask(owner, team, nurse)
    close_ask(ask=one, now=TUESDAY + timedelta(hours=1))
    run_the_portal(NEXT_MONDAY)
    assert mailoutbox == []
    assert not ActionLink.objects.filter(about_id=one.pk, revoked_at__isnull=True).exists()
    (again,) = ask(owner, team, nurse, now=NEXT_MONDAY + timedelta(hours=2))
    assert again.pk == one.pk
    assert again.waits
    run_the_portal(NEXT_MONDAY + timedelta(weeks=1))
    assert len(mailoutbox) == 1


def test_closing_what_was_asked_about_leaves_answers_alone(owner, team, nurse, teammate):
    answered, waiting = ask(owner, team, nurse, teammate)
    mark_answered(ask=answered, now=TUESDAY)
    assert close_asks_about(kind=Ask.Kind.OPINION, about=team, now=TUESDAY) == 1
    answered.refresh_from_db()
    waiting.refresh_from_db()
    assert (answered.closed_at, waiting.closed_at) == (None, TUESDAY)


def test_asks_are_seen_by_the_team_and_the_person_asked_only(
    owner, team, nurse, stranger, scope_of
):
    (one,) = ask(owner, team, nurse)
    assert list(waiting_asks(scope_of(owner))) == [one]
    assert list(asks_about(scope_of(nurse), team, Ask.Kind.OPINION)) == [one]
    assert not waiting_asks(scope_of(stranger)).exists()


def test_what_no_room_declared_cannot_be_asked(owner, team, nurse):
    with pytest.raises(UnknownAskKindError):
        ask_people(actor=owner, team=team, kind=Ask.Kind.FIGURE, about=team, persons=[nurse])


def test_a_kind_declared_twice_differently_is_refused(opinion_kind):
    register_ask_kind(opinion_kind)
    other = AskKind(kind=Ask.Kind.OPINION, about="coordination.team", link_action="autre")
    with pytest.raises(ValueError, match="déjà déclarée"):
        register_ask_kind(other)


def test_a_mail_of_its_own_leaves_when_its_category_allows(
    owner, team, nurse, monkeypatch, opinion_kind
):
    kind = AskKind(
        kind=Ask.Kind.OPINION, about="coordination.team", link_action=INVITATION,
        mail_kind="coordination.support_asked",
    )  # fmt: skip
    monkeypatch.setitem(ask_kinds._kinds, (Ask.Kind.OPINION.value, "coordination.team"), kind)
    (one,) = ask(owner, team, nurse)
    assert Mail.objects.get(recipient=nurse).not_before == TUESDAY
    assert told_at(one, TUESDAY) == TUESDAY


def test_the_reminder_of_a_vanished_thing_is_useless(owner, team, nurse):
    (one,) = ask(owner, team, nurse)
    reminder = Reminder.objects.get(recipient=nurse)
    assert ask_mails.still_useful(reminder) is True
    close_ask(ask=one, now=TUESDAY)
    reminder = Reminder.objects.get(recipient=nurse)
    assert ask_mails.still_useful(reminder) == "La demande a été fermée."
