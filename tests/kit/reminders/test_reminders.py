"""From what is owed to one mail a day: planned, moved, withdrawn, merged, caught up."""

from datetime import datetime, timedelta

import pytest
from django.core import mail as outgoing
from django.db import connection
from django.test.utils import CaptureQueriesContext

from coordination.models import Person
from msp_portal.kit.links.services import mark_used
from msp_portal.kit.models import ActionLink, Mail, Reminder
from msp_portal.kit.outbox.sending import deliver_due
from msp_portal.kit.reminders import registry
from msp_portal.kit.reminders.merging import send_due_reminders
from msp_portal.kit.reminders.planning import plan_reminders, push_reminder
from msp_portal.kit.reminders.registry import ReminderSource, register_source
from tests.kit.support import PUSHED, THURSDAY, a_content_type, a_person, paris, waiting_link

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def lea() -> Person:
    return a_person("Léa", "lea@exemple.fr")


def everything(now: datetime) -> list[str]:
    """One turn of the clock: plan, gather, send. Returns the subjects that left, in order."""
    outgoing.outbox.clear()
    plan_reminders(now=now)
    send_due_reminders(now=now)
    deliver_due(now=now)
    return [message.subject for message in outgoing.outbox]


def links(person: Person, *dues: datetime) -> list[ActionLink]:
    return [
        waiting_link(person, due, about=a_content_type(number)) for number, due in enumerate(dues)
    ]


def test_planning_twice_changes_nothing(lea: Person) -> None:
    links(lea, paris("2026-03-17", 8))
    assert plan_reminders(now=THURSDAY)["planned"] == 1
    assert +plan_reminders(now=THURSDAY) == {}
    assert Reminder.objects.count() == 1


def test_a_reminder_of_sunday_is_due_on_friday(lea: Person) -> None:
    links(lea, paris("2026-03-22", 8))
    plan_reminders(now=THURSDAY)
    assert Reminder.objects.get().due_at == paris("2026-03-20", 8)


def test_it_leaves_on_its_day_and_once(lea: Person) -> None:
    links(lea, paris("2026-03-17", 8))
    assert everything(paris("2026-03-16", 8)) == []
    assert everything(paris("2026-03-17", 8)) == [("17\u00a0mars\u00a0: Répondre à la demande "
                                                  f"{a_content_type(0).pk}")]  # fmt: skip
    assert everything(paris("2026-03-17", 8, 1)) == []
    assert everything(paris("2026-03-18", 8)) == []


def test_everything_due_on_a_day_is_one_mail(lea: Person) -> None:
    links(lea, paris("2026-03-17", 8), paris("2026-03-17", 14), paris("2026-03-17", 16))
    (subject,) = everything(paris("2026-03-17", 8))
    assert "(et 2 autres)" in subject
    assert everything(paris("2026-03-17", 16, 30)) == []


def test_three_days_stopped_give_one_mail_not_ten(lea: Person) -> None:
    links(lea, *[paris("2026-03-17", 8) + day * DAY for day in range(3)])
    plan_reminders(now=THURSDAY)
    (subject,) = everything(paris("2026-03-19", 17))
    assert "(et 2 autres)" in subject
    assert Mail.objects.count() == 1


def test_what_was_never_planned_before_the_outage_is_caught_up_too(lea: Person) -> None:
    links(lea, paris("2026-03-17", 8))
    assert len(everything(paris("2026-03-20", 9))) == 1


def test_who_answered_between_planning_and_sending_receives_nothing(lea: Person) -> None:
    (link,) = links(lea, paris("2026-03-17", 8))
    plan_reminders(now=THURSDAY)
    send_due_reminders(now=paris("2026-03-17", 8))
    mark_used(link, now=paris("2026-03-17", 8))
    deliver_due(now=paris("2026-03-17", 8))
    assert outgoing.outbox == []
    reminder = Reminder.objects.get()
    assert (reminder.sent_at, reminder.drop_reason) == (None, "Elle a déjà répondu.")
    assert Mail.objects.get().state == "cancelled"


def test_only_what_is_still_useful_is_told(lea: Person) -> None:
    answered, waiting = links(lea, paris("2026-03-17", 8), paris("2026-03-17", 9))
    plan_reminders(now=THURSDAY)
    send_due_reminders(now=paris("2026-03-17", 8))
    mark_used(answered, now=paris("2026-03-17", 8))
    deliver_due(now=paris("2026-03-17", 8))
    (message,) = outgoing.outbox
    assert f"demande {waiting.about_id}" in message.body
    assert f"demande {answered.about_id}" not in message.body


def test_a_source_that_no_longer_yields_withdraws_and_may_come_back(lea: Person) -> None:
    (_link,) = links(lea, paris("2026-03-17", 8))
    plan_reminders(now=THURSDAY)
    ActionLink.objects.update(used_at=THURSDAY)
    assert plan_reminders(now=THURSDAY)["withdrawn"] == 1
    assert everything(paris("2026-03-17", 8)) == []
    ActionLink.objects.update(used_at=None)
    assert len(everything(paris("2026-03-17", 9))) == 1


def test_a_date_that_moves_is_told_at_its_new_date_only(lea: Person) -> None:
    links(lea, paris("2026-03-17", 8))
    plan_reminders(now=THURSDAY)
    ActionLink.objects.update(expires_at=paris("2026-03-19", 8))
    assert everything(paris("2026-03-17", 8)) == []
    assert len(everything(paris("2026-03-19", 8))) == 1


def test_two_late_reminders_of_one_thing_become_the_later(lea: Person) -> None:
    (link,) = links(lea, paris("2026-04-01", 8))
    for occurrence, due in (("a", "2026-03-10"), ("b", "2026-03-12")):
        push_reminder(source=PUSHED, recipient=lea, about=link, kind="answer",
                      occurrence=occurrence, due_at=paris(due, 8), now=paris(due, 8))  # fmt: skip
    (subject,) = everything(paris("2026-03-16", 8))
    assert "autre" not in subject
    assert list(Reminder.objects.order_by("occurrence").values_list("drop_reason", "sent_at")) == [
        ("Remplacé par un rappel plus récent de la même chose.", None),
        ("", paris("2026-03-16", 8)),
    ]


def test_a_pushed_line_waits_for_monday_and_shares_its_letter(lea: Person) -> None:
    first, second = links(lea, paris("2026-05-01", 8), paris("2026-05-02", 8))
    for link in (first, second):
        push_reminder(source=PUSHED, recipient=lea, about=link, kind="answer", now=THURSDAY)
    assert everything(paris("2026-03-13", 8)) == []
    assert everything(paris("2026-03-16", 8)) == ["Cette semaine\u00a0: 2 choses vous attendent"]


def test_after_the_letter_of_the_week_the_next_line_waits_for_the_next(lea: Person) -> None:
    first, second = links(lea, paris("2026-05-01", 8), paris("2026-05-02", 8))
    push_reminder(source=PUSHED, recipient=lea, about=first, kind="answer", now=THURSDAY)
    assert len(everything(paris("2026-03-16", 8))) == 1
    push_reminder(source=PUSHED, recipient=lea, about=second, kind="answer",
                  due_at=THURSDAY, now=paris("2026-03-16", 8))  # fmt: skip
    assert everything(paris("2026-03-20", 8)) == []
    assert len(everything(paris("2026-03-23", 8))) == 1


def test_nobody_is_reminded_of_her_own_act(lea: Person) -> None:
    (link,) = links(lea, paris("2026-05-01", 8))
    assert push_reminder(
        source=PUSHED, recipient=lea, about=link, kind="answer", about_act_of=lea
    ) is None  # fmt: skip
    assert not Reminder.objects.exists()


def test_a_useless_morning_does_not_silence_the_afternoon(lea: Person) -> None:
    (first,) = links(lea, paris("2026-03-17", 8))
    plan_reminders(now=THURSDAY)
    send_due_reminders(now=paris("2026-03-17", 8))
    mark_used(first, now=paris("2026-03-17", 8))
    deliver_due(now=paris("2026-03-17", 8))
    waiting_link(lea, paris("2026-03-17", 15), about=a_content_type(5))
    assert len(everything(paris("2026-03-17", 15))) == 1


def test_nothing_leaves_on_saturday_and_the_outage_ends_on_monday_with_one_mail(
    lea: Person,
) -> None:
    links(lea, paris("2026-03-13", 8), paris("2026-03-13", 9))
    plan_reminders(now=THURSDAY)
    assert everything(paris("2026-03-14", 10)) == []
    assert len(everything(paris("2026-03-16", 7, 30))) == 1


def test_each_person_has_her_own_mail(lea: Person) -> None:
    max_ = a_person("Max", "max@exemple.fr")
    for person in (lea, max_):
        waiting_link(person, paris("2026-03-17", 8))
    assert len(everything(paris("2026-03-17", 8))) == 2


def test_a_source_that_fails_does_not_stop_the_others(
    lea: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registry, "_sources", dict(registry._sources))

    def broken(since: datetime, until: datetime, now: datetime) -> list:
        raise RuntimeError("a source whose code fails")

    register_source(
        ReminderSource("test_failing", "Essai", lambda r: True, lambda r, now: None, broken)
    )
    links(lea, paris("2026-03-17", 8))
    counts = plan_reminders(now=THURSDAY)
    assert (counts["failed"], counts["planned"]) == (1, 1)


def test_planning_many_items_takes_a_bounded_number_of_queries(
    lea: Person, django_assert_max_num_queries: object
) -> None:
    with CaptureQueriesContext(connection) as nothing_owed:
        plan_reminders(now=THURSDAY)
    for number in range(200):
        waiting_link(a_person(f"P{number}"), paris("2026-03-17", 8))
    bound = len(nothing_owed) + 6
    with django_assert_max_num_queries(bound):
        assert plan_reminders(now=THURSDAY)["planned"] == 200
    with django_assert_max_num_queries(bound):
        plan_reminders(now=THURSDAY)


def test_the_mail_of_dates_is_short_and_tells_the_date_first(lea: Person) -> None:
    links(lea, *[paris("2026-03-17", 8 + n) for n in range(7)])
    everything(paris("2026-03-17", 8))
    (message,) = outgoing.outbox
    assert message.body.startswith("17\u00a0mars")
    html = message.alternatives[0][0]
    assert (
        html.count(
            'role="presentation" cellpadding="0" cellspacing="0" border="0" width="100%" style="margin:0 0 10px;"'
        )
        == 5
    )
    assert html.count("Répondre à la demande") >= 7
