"""What becomes of a mail: sent, put off, given up, uncertain; never lost, never silent."""

import smtplib
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend

from coordination.models import Person
from msp_portal.kit.links.services import mark_used
from msp_portal.kit.models import Mail
from msp_portal.kit.outbox import claiming
from msp_portal.kit.outbox.queueing import queue_mail
from msp_portal.kit.outbox.reading import mails_of
from msp_portal.kit.outbox.sending import MAX_ATTEMPTS, backoff, deliver_due, sweep
from msp_portal.kit.outbox.transport import DeliveryUnknownError
from tests.kit.support import (
    BROKEN,
    DATED_NOTE,
    NOTE,
    THURSDAY,
    WEEKLY_NOTE,
    a_person,
    paris,
    waiting_link,
)

pytestmark = pytest.mark.django_db
MINUTE = timedelta(minutes=1)


class Server(BaseEmailBackend):
    """A mail server that does what the test says, in turn; then accepts."""

    script: list[Exception] = []
    opening: list[Exception] = []
    received: list[EmailMessage] = []

    def open(self) -> None:
        if Server.opening:
            raise Server.opening.pop(0)

    def send_messages(self, email_messages: Any) -> int:
        if Server.script:
            raise Server.script.pop(0)
        Server.received.extend(email_messages)
        return len(email_messages)


@pytest.fixture(autouse=True)
def server(settings: LazySettings) -> type[Server]:
    settings.EMAIL_BACKEND = f"{__name__}.Server"
    Server.script, Server.opening, Server.received = [], [], []
    return Server


def queued(person: Person | None = None, kind: str = NOTE, **options: Any) -> Mail:
    mail = queue_mail(
        kind=kind, recipient=person or a_person(), now=options.pop("now", THURSDAY), **options
    )
    assert mail is not None
    return mail


def state(mail: Mail) -> str:
    mail.refresh_from_db()
    return str(mail.state)


def test_a_mail_leaves_once_with_its_identity(server: type[Server]) -> None:
    mail = queued()
    assert deliver_due(now=THURSDAY) == {"sent": 1}
    assert deliver_due(now=THURSDAY) == {}
    (message,) = server.received
    assert message.message()["Message-ID"] == mail.message_id
    assert message.to == ['"Léa Martin" <lea@exemple.fr>']
    mail.refresh_from_db()
    assert (mail.state, mail.sent_at, mail.attempts) == ("sent", THURSDAY, 1)
    assert mail.subject_sent == "Vos liens, à nouveau"
    assert mail.to_address.endswith("@exemple.fr")


def test_a_mail_for_tomorrow_waits() -> None:
    mail = queued(not_before=THURSDAY + timedelta(days=1))
    assert deliver_due(now=THURSDAY) == {}
    assert state(mail) == "queued"


def test_who_has_answered_meanwhile_receives_nothing(server: type[Server]) -> None:
    lea = a_person()
    link = waiting_link(lea, paris("2026-04-01"))
    mail = queued(lea, about=link)
    mark_used(link, now=THURSDAY)
    deliver_due(now=THURSDAY)
    assert server.received == []
    mail.refresh_from_db()
    assert (mail.state, mail.reason) == ("cancelled", "Elle a déjà répondu.")


def test_a_mail_about_what_no_longer_exists_is_not_sent(server: type[Server]) -> None:
    other = a_person("Max")
    mail = queued(about=other)
    other.delete()
    deliver_due(now=THURSDAY)
    assert (state(mail), server.received) == ("cancelled", [])


def test_a_person_without_address_is_told_as_such(server: type[Server]) -> None:
    mail = queued(a_person(address=None))
    deliver_due(now=THURSDAY)
    mail.refresh_from_db()
    assert (mail.state, server.received) == ("failed", [])
    assert "pas d’adresse" in mail.reason


def test_a_recipient_refused_for_good_fails_with_the_words_of_the_server(
    server: type[Server],
) -> None:
    refused, fine = queued(a_person("Max")), queued(a_person("Léa"))
    server.script = [smtplib.SMTPRecipientsRefused({"max@exemple.fr": (550, b"no such user")})]
    deliver_due(now=THURSDAY)
    refused.refresh_from_db()
    assert (refused.state, refused.sent_at) == ("failed", None)
    assert "550 no such user" in refused.reason
    assert state(fine) == "sent"


def test_a_recipient_refused_for_now_is_tried_again_later(server: type[Server]) -> None:
    mail = queued()
    server.script = [smtplib.SMTPDataError(451, b"greylisted")]
    deliver_due(now=THURSDAY)
    assert state(mail) == "queued"
    assert mail.not_before == THURSDAY + backoff(1)
    assert deliver_due(now=THURSDAY + 4 * MINUTE) == {}
    assert deliver_due(now=THURSDAY + 6 * MINUTE) == {"sent": 1}


def test_attempts_are_bounded(server: type[Server]) -> None:
    mail = queued()
    server.script = [smtplib.SMTPDataError(451, b"later")] * (MAX_ATTEMPTS + 5)
    now = THURSDAY
    for _try in range(MAX_ATTEMPTS + 3):
        deliver_due(now=now)
        now += timedelta(hours=13)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("failed", MAX_ATTEMPTS)


def test_when_the_server_is_down_every_mail_stays_queued_and_nothing_is_counted(
    server: type[Server],
) -> None:
    mails = [queued(a_person(f"P{number}")) for number in range(3)]
    for _run in range(MAX_ATTEMPTS + 2):
        server.opening = [ConnectionRefusedError("no server")]
        assert deliver_due(now=THURSDAY) == {"waiting": 3}
    assert {(state(mail), mail.attempts) for mail in mails} == {("queued", 0)}
    assert deliver_due(now=THURSDAY) == {"sent": 3}


def test_one_mail_that_upsets_the_server_does_not_hold_back_the_others(
    server: type[Server],
) -> None:
    poison, fine = queued(a_person("Max")), queued(a_person("Léa"))
    server.script = [smtplib.SMTPServerDisconnected("before the message")]
    deliver_due(now=THURSDAY)
    assert deliver_due(now=THURSDAY + MINUTE) == {"sent": 1}
    assert (state(poison), state(fine)) == ("queued", "sent")


def test_a_lost_answer_is_uncertain_and_sent_once_more_under_the_same_identity(
    server: type[Server],
) -> None:
    lea = a_person()
    mail = queued(lea)
    server.script = [DeliveryUnknownError("timed out")]
    deliver_due(now=THURSDAY, batch=1)
    mail.refresh_from_db()
    assert mail.uncertain_at == THURSDAY
    deliver_due(now=THURSDAY + MINUTE)
    assert (state(mail), mail.may_be_double) == ("sent", True)
    assert [m.message()["Message-ID"] for m in server.received] == [mail.message_id]
    assert mails_of(lea).written[0].state_words == "envoyé, peut-être reçu deux fois"


def test_after_two_lost_answers_the_mail_is_left_and_shown_uncertain(
    server: type[Server],
) -> None:
    mail = queued()
    server.script = [DeliveryUnknownError("timed out")] * 3
    for minutes in range(6):
        sweep(now=THURSDAY + minutes * 15 * MINUTE)
    assert (state(mail), mail.attempts) == ("uncertain", 2)
    assert mail.closed_at is not None
    assert "sans réponse" in mail.reason


def test_a_kind_whose_code_fails_does_not_stop_the_others() -> None:
    broken, fine = queued(kind=BROKEN), queued(a_person("Max"))
    deliver_due(now=THURSDAY)
    assert (state(broken), state(fine)) == ("queued", "sent")
    assert "Erreur du portail" in broken.reason
    now = THURSDAY
    for _try in range(MAX_ATTEMPTS):
        now += timedelta(hours=13)
        deliver_due(now=now)
    assert state(broken) == "failed"


# ---- The budget ------------------------------------------------------------------------------


def test_two_weekly_mails_to_one_person_leave_a_week_apart() -> None:
    lea = a_person()
    first = queued(lea, kind=WEEKLY_NOTE, occurrence="a")
    second = queued(lea, kind=WEEKLY_NOTE, occurrence="b")
    monday = paris("2026-03-16", 8)
    assert deliver_due(now=monday) == {"sent": 1}
    assert deliver_due(now=monday + timedelta(days=4)) == {}
    assert [state(first), state(second)] == ["sent", "queued"]
    assert deliver_due(now=monday + timedelta(days=7)) == {"sent": 1}


def test_two_dated_mails_to_one_person_leave_a_day_apart() -> None:
    lea = a_person()
    queued(lea, kind=DATED_NOTE, occurrence="a")
    queued(lea, kind=DATED_NOTE, occurrence="b")
    assert deliver_due(now=THURSDAY) == {"sent": 1}
    assert deliver_due(now=paris("2026-03-13", 8)) == {"sent": 1}


def test_a_mail_that_proved_useless_does_not_spend_the_budget() -> None:
    lea = a_person()
    link = waiting_link(lea, paris("2026-04-01"))
    useless = queued(lea, kind=DATED_NOTE, about=link)
    mark_used(link, now=THURSDAY)
    deliver_due(now=THURSDAY)
    useful = queued(lea, kind=DATED_NOTE, occurrence="b")
    deliver_due(now=THURSDAY)
    assert [state(useless), state(useful)] == ["cancelled", "sent"]


def test_after_an_outage_that_ends_on_saturday_only_what_was_asked_for_leaves() -> None:
    dated = queued(a_person("Max"), kind=DATED_NOTE)
    asked = queued(a_person("Léa"))
    deliver_due(now=paris("2026-03-14", 11))
    assert [state(dated), state(asked)] == ["queued", "sent"]
    deliver_due(now=paris("2026-03-16", 7, 30))
    assert state(dated) == "sent"


# ---- Workers that die ------------------------------------------------------------------------


def claimed(mail: Mail, now: datetime) -> str:
    return claiming.claim_due(now=now, limit=10).token


def test_a_claim_never_handed_over_goes_back_to_the_queue() -> None:
    mail = queued()
    claimed(mail, THURSDAY)
    sweep(now=THURSDAY + 9 * MINUTE)
    assert state(mail) == "claimed", "its worker may still be at it"
    sweep(now=THURSDAY + 11 * MINUTE)
    mail.refresh_from_db()
    assert (mail.state, mail.uncertain_at, mail.attempts) == ("sent", None, 1)


def test_a_claim_handed_over_and_not_noted_is_uncertain_then_sent_once_more() -> None:
    mail = queued()
    token = claimed(mail, THURSDAY)
    assert claiming.note_handing(mail, token, address="lea@exemple.fr", now=THURSDAY)
    sweep(now=THURSDAY + 11 * MINUTE)
    mail.refresh_from_db()
    assert (mail.state, mail.attempts) == ("sent", 2)
    assert mail.uncertain_at == THURSDAY + 11 * MINUTE


def test_a_slow_worker_whose_mail_was_taken_back_does_not_hand_it_over() -> None:
    mail = queued()
    slow = claimed(mail, THURSDAY)
    sweep(now=THURSDAY + 11 * MINUTE)
    assert not claiming.note_handing(mail, slow, address="lea@exemple.fr", now=THURSDAY)


def test_a_late_note_of_the_first_worker_does_not_touch_the_second() -> None:
    mail = queued()
    first = claimed(mail, THURSDAY)
    claiming.note_handing(mail, first, address="lea@exemple.fr", now=THURSDAY)
    claiming.recover_stale_claims(now=THURSDAY + 11 * MINUTE)
    second = claimed(mail, THURSDAY + 11 * MINUTE)
    mail.subject_sent = "Essai"
    assert claiming.note_sent([mail], first, now=THURSDAY) == 0
    assert claiming.note_handing(mail, second, address="lea@exemple.fr", now=THURSDAY)
    assert claiming.note_sent([mail], second, now=THURSDAY + 11 * MINUTE) == 1
