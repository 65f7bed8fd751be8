"""Reminders by real workers: twice, two at once, three days stopped, answered meanwhile."""

from datetime import timedelta

import pytest

from coordination.models import Person
from msp_portal.kit.links.services import mark_used
from msp_portal.kit.models import ActionLink, Mail, Reminder
from tests.kit.support import a_content_type, a_person, paris, waiting_link
from tests.processes.conftest import Processes
from tests.processes.mail_server import MailServer

pytestmark = pytest.mark.processes
TUESDAY = paris("2026-03-17", 8)
FRIDAY = paris("2026-03-20", 9)
TURN = ("plan", "gather", "sweep")


def owed(person: Person, days: int) -> list[ActionLink]:
    """One thing due on each of these days, from Tuesday on."""
    return [
        waiting_link(person, TUESDAY + timedelta(days=n), about=a_content_type(n))
        for n in range(days)
    ]


def test_run_twice_it_leaves_once(processes: Processes, mail_server: MailServer) -> None:
    owed(a_person("Léa"), 1)
    for _run in range(2):
        processes.finish(processes.turn(TUESDAY, *TURN))
    assert len(mail_server.message_ids) == 1


def test_two_workers_at_once_write_one_mail_to_each_person(
    processes: Processes, mail_server: MailServer
) -> None:
    for number in range(40):
        owed(a_person(f"P{number}"), 3)
    late = TUESDAY + timedelta(days=2)
    processes.finish(*[processes.turn(late, *TURN) for _worker in range(2)])
    processes.finish(processes.turn(late, *TURN))
    assert len(mail_server.recipients) == 40
    assert len(set(mail_server.recipients)) == 40
    assert Reminder.objects.filter(sent_at__isnull=True).count() == 0
    assert Reminder.objects.count() == 120


def test_stopped_three_days_one_mail_tells_everything(
    processes: Processes, mail_server: MailServer
) -> None:
    owed(a_person("Léa"), 3)
    processes.finish(processes.turn(TUESDAY - timedelta(days=1), "plan"))
    processes.finish(processes.turn(FRIDAY, *TURN))
    (message,) = mail_server.accepted
    text = message.get_payload()[0].get_payload(decode=True).decode()
    assert text.count("Répondre à la demande") == 3


def test_who_answered_between_planning_and_sending_receives_nothing(
    processes: Processes, mail_server: MailServer
) -> None:
    (link,) = owed(a_person("Léa"), 1)
    owed(a_person("Max"), 1)
    processes.finish(processes.turn(TUESDAY, "plan", "gather"))
    mark_used(link, now=TUESDAY)
    processes.finish(processes.turn(TUESDAY, "sweep"))
    assert mail_server.recipients == ['"Max Martin" <max@exemple.fr>']
    assert Mail.objects.get(recipient=link.person).state == "cancelled"
