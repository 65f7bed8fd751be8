"""The outbox under what happens in life: two workers, kill -9, an outage, an empty Redis.

What is counted is what the mail server accepted: every mail once, by its Message-ID; twice only
for those shown as uncertain, and then under the same Message-ID.
"""

from datetime import timedelta

import psycopg
import pytest
from django.db import transaction

from coordination.models import Person
from msp_portal.kit.models import Mail
from msp_portal.kit.outbox.queueing import MailRequest, queue_mails
from tests.kit.support import NOTE, THURSDAY
from tests.processes.conftest import Processes, wait_until
from tests.processes.mail_server import MailServer

pytestmark = pytest.mark.processes
LATER = THURSDAY + timedelta(minutes=11)


def queue(number: int) -> list[str]:
    """Commit this many mails to as many persons; their Message-IDs."""
    people = Person.objects.bulk_create(
        Person(first_name=f"P{n}", last_name="Martin", email=f"p{n}@exemple.fr")
        for n in range(number)
    )
    with transaction.atomic():
        queue_mails([MailRequest(NOTE, person) for person in people], now=THURSDAY)
    return sorted(Mail.objects.values_list("message_id", flat=True))


def states() -> dict[str, int]:
    found: dict[str, int] = {}
    for state in Mail.objects.values_list("state", flat=True):
        found[state] = found.get(state, 0) + 1
    return found


def test_two_runs_one_after_the_other_send_each_mail_once(
    processes: Processes, mail_server: MailServer
) -> None:
    expected = queue(3)
    for _run in range(2):
        processes.finish(processes.turn(THURSDAY, "sweep"))
    assert sorted(mail_server.message_ids) == expected
    assert states() == {"sent": 3}


def test_two_workers_at_once_send_five_hundred_mails_once_each(
    processes: Processes, mail_server: MailServer
) -> None:
    expected = queue(500)
    mail_server.greeting.close()  # both are there before either begins
    workers = [processes.turn(THURSDAY, "sweep") for _worker in range(2)]
    wait_until(
        lambda: Mail.objects.filter(state="claimed").values("claimed_by").distinct().count() == 2,
        "both workers have claimed mails",
    )
    mail_server.greeting.opened.set()
    processes.finish(*workers)
    assert sorted(mail_server.message_ids) == expected
    assert states() == {"sent": 500}
    processes_at_work = {
        by.split(":")[1] for by in Mail.objects.values_list("claimed_by", flat=True)
    }
    assert len(processes_at_work) == 2


def test_killed_before_speaking_to_the_server_loses_nothing_and_doubles_nothing(
    processes: Processes, mail_server: MailServer
) -> None:
    expected = queue(5)
    mail_server.greeting.close()
    worker = processes.turn(THURSDAY, "sweep")
    wait_until(mail_server.greeting.reached.is_set, "the worker speaks to the server")
    assert states() == {"claimed": 5}
    processes.kill(worker)
    mail_server.greeting.opened.set()

    processes.finish(processes.turn(THURSDAY + timedelta(minutes=5), "sweep"))
    assert mail_server.message_ids == [], "the claim is respected while its worker may be alive"
    processes.finish(processes.turn(LATER, "sweep"))
    assert sorted(mail_server.message_ids) == expected
    assert not Mail.objects.filter(uncertain_at__isnull=False).exists()


def test_killed_between_the_yes_of_the_server_and_our_note_is_sent_once_more_and_shown(
    processes: Processes, mail_server: MailServer, other_connection: psycopg.Connection
) -> None:
    expected = queue(5)
    mail_server.accepting.close()
    worker = processes.turn(THURSDAY, "sweep")
    wait_until(mail_server.accepting.reached.is_set, "a message has arrived whole")
    # The worker has committed « given to the server ». Holding its row stops its next note.
    handed = Mail.objects.get(handed_at__isnull=False)
    other_connection.execute("SELECT 1 FROM kit_mail WHERE id = %s FOR UPDATE", [handed.pk])
    mail_server.accepting.opened.set()
    wait_until(mail_server.after_yes.is_set, "the server has said yes")
    processes.kill(worker)
    other_connection.rollback()
    assert mail_server.message_ids == [handed.message_id]
    assert states() == {"claimed": 5}

    processes.finish(processes.turn(LATER, "sweep"))
    assert states() == {"sent": 5}
    assert sorted(set(mail_server.message_ids)) == expected, "nothing lost"
    assert len(mail_server.message_ids) == 6
    assert mail_server.message_ids.count(handed.message_id) == 2, "the same identity"
    assert list(Mail.objects.filter(uncertain_at__isnull=False)) == [handed], "shown as such"


def test_killed_in_the_middle_of_a_message_is_sent_once(
    processes: Processes, mail_server: MailServer
) -> None:
    expected = queue(1)
    mail_server.accepting.close()
    worker = processes.turn(THURSDAY, "sweep")
    wait_until(mail_server.accepting.reached.is_set, "a message has arrived whole")
    processes.kill(worker)
    before = len(mail_server.message_ids)
    mail_server.accepting.opened.set()
    processes.finish(processes.turn(LATER, "sweep"))
    assert before == 0
    assert set(mail_server.message_ids) == set(expected)
    assert Mail.objects.get().may_be_double, "we cannot know what the server did with it"


def test_a_server_that_is_not_there_keeps_every_mail(
    processes: Processes, mail_server: MailServer
) -> None:
    expected = queue(4)
    port = processes.environment["SMTP_PORT"]
    processes.environment["SMTP_PORT"] = "9"
    for _run in range(2):
        processes.finish(processes.turn(THURSDAY, "sweep"))
    assert states() == {"queued": 4}
    processes.environment["SMTP_PORT"] = port
    processes.finish(processes.turn(THURSDAY, "sweep"))
    assert sorted(mail_server.message_ids) == expected
