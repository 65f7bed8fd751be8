"""A mail is written once, in the transaction of the act, and rings once."""

from collections.abc import Iterator
from datetime import timedelta
from unittest.mock import patch

import pytest
from django.db import IntegrityError, connection, transaction

from msp_portal.kit.models import Mail
from msp_portal.kit.outbox import bell
from msp_portal.kit.outbox.queueing import MailRequest, queue_mail, queue_mails
from msp_portal.kit.outbox.registry import UnknownMailKindError
from tests.kit.support import DATED_NOTE, NOTE, THURSDAY, WEEKLY_NOTE, a_person, paris

pytestmark = pytest.mark.django_db


@pytest.fixture
def rung() -> Iterator[list[object]]:
    """How often a worker was called."""
    calls: list[object] = []
    with patch("msp_portal.kit.tasks.ring_outbox.apply_async", lambda **k: calls.append(k)):
        yield calls


def test_the_same_mail_asked_twice_is_one_row() -> None:
    lea = a_person()
    first = queue_mail(kind=NOTE, recipient=lea, about=lea, occurrence="a", now=THURSDAY)
    again = queue_mail(kind=NOTE, recipient=lea, about=lea, occurrence="a", now=THURSDAY)
    assert first == again
    assert Mail.objects.count() == 1


def test_another_occurrence_object_or_person_is_another_mail() -> None:
    lea, max_ = a_person("Léa"), a_person("Max")
    queue_mail(kind=NOTE, recipient=lea, about=lea, occurrence="a", now=THURSDAY)
    queue_mail(kind=NOTE, recipient=lea, about=lea, occurrence="b", now=THURSDAY)
    queue_mail(kind=NOTE, recipient=lea, about=max_, occurrence="a", now=THURSDAY)
    queue_mail(kind=NOTE, recipient=max_, about=lea, occurrence="a", now=THURSDAY)
    assert Mail.objects.values("message_id").distinct().count() == 4


def test_without_object_the_same_mail_is_still_one_row() -> None:
    lea = a_person()
    queue_mail(kind=NOTE, recipient=lea, now=THURSDAY)
    queue_mail(kind=NOTE, recipient=lea, now=THURSDAY)
    assert Mail.objects.count() == 1


def test_a_bare_address_is_one_recipient_whatever_its_case() -> None:
    queue_mail(kind=NOTE, to_address="Mairie@Exemple.fr", now=THURSDAY)
    queue_mail(kind=NOTE, to_address="mairie@exemple.fr ", now=THURSDAY)
    assert [mail.to_address for mail in Mail.objects.all()] == ["mairie@exemple.fr"]


def test_a_mail_to_nobody_is_refused() -> None:
    with pytest.raises(ValueError, match="à une personne"):
        queue_mail(kind=NOTE)


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(UnknownMailKindError):
        queue_mail(kind="nobody_declared_it", recipient=a_person())


def test_nobody_is_written_to_about_her_own_act() -> None:
    lea, max_ = a_person("Léa"), a_person("Max")
    assert queue_mail(kind=NOTE, recipient=lea, about_act_of=lea, now=THURSDAY) is None
    assert queue_mail(kind=NOTE, recipient=max_, about_act_of=lea, now=THURSDAY)
    assert list(Mail.objects.values_list("recipient", flat=True)) == [max_.pk]


def test_weekly_and_dated_mails_wait_for_their_hour() -> None:
    saturday = paris("2026-03-14", 10)
    lea = a_person()
    weekly = queue_mail(kind=WEEKLY_NOTE, recipient=lea, now=saturday)
    dated = queue_mail(kind=DATED_NOTE, recipient=lea, now=saturday)
    asked = queue_mail(kind=NOTE, recipient=lea, now=saturday)
    assert weekly
    assert dated
    assert asked
    assert weekly.not_before == paris("2026-03-16", 8)
    assert dated.not_before == paris("2026-03-16", 7, 30)
    assert asked.not_before == saturday


def test_many_mails_are_written_in_few_statements(django_assert_max_num_queries: object) -> None:
    people = [a_person(f"P{number}") for number in range(60)]
    requests = [MailRequest(NOTE, person, about=person) for person in people]
    queue_mail(kind=NOTE, recipient=people[0], about=people[0], now=THURSDAY)
    with django_assert_max_num_queries(4):
        assert queue_mails(requests, now=THURSDAY) == 60
    assert Mail.objects.count() == 60


def test_the_bell_rings_once_after_commit(
    rung: list[object], django_capture_on_commit_callbacks: object
) -> None:
    lea = a_person()
    with django_capture_on_commit_callbacks(execute=True):
        for occurrence in "abc":
            queue_mail(kind=NOTE, recipient=lea, occurrence=occurrence, now=THURSDAY)
        assert rung == [], "not before the commit"
    assert len(rung) == 1


def test_a_mail_for_later_does_not_ring(
    rung: list[object], django_capture_on_commit_callbacks: object
) -> None:
    later = THURSDAY + timedelta(days=2)
    with django_capture_on_commit_callbacks(execute=True) as callbacks:
        queue_mail(kind=NOTE, recipient=a_person(), not_before=later, now=THURSDAY)
    assert callbacks == []
    assert rung == []


@pytest.mark.django_db(transaction=True)
def test_what_is_rolled_back_leaves_no_mail_and_no_ring(rung: list[object]) -> None:
    with transaction.atomic():
        queue_mail(kind=NOTE, recipient=a_person())
        transaction.set_rollback(True)
    assert not Mail.objects.exists()
    assert rung == []


@pytest.mark.django_db(transaction=True)
def test_a_mail_outside_a_transaction_is_refused() -> None:
    with pytest.raises(transaction.TransactionManagementError):
        queue_mail(kind=NOTE, recipient=a_person())
    assert not Mail.objects.exists()


def test_a_broker_that_is_down_does_not_break_the_act() -> None:
    with patch(
        "msp_portal.kit.tasks.ring_outbox.apply_async", side_effect=ConnectionError("redis")
    ):
        bell.ring()


@pytest.mark.parametrize(
    "change",
    [
        "state = 'sent'",
        "state = 'claimed'",
        "claimed_at = now()",
        "state = 'cancelled', closed_at = now()",  # says no reason
        "state = 'uncertain'",
        "budget_day = '2026-03-12'",
    ],
)
def test_the_database_refuses_states_without_their_dates(change: str) -> None:
    queue_mail(kind=NOTE, recipient=a_person(), now=THURSDAY)
    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE kit_mail SET {change}")  # noqa: S608
