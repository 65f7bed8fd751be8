"""A real Celery worker: the doorbell is heard, and an emptied Redis loses nothing."""

import pytest
import redis
from django.conf import LazySettings
from django.db import transaction

from coordination.models import Person
from msp_portal.kit.models import Mail
from msp_portal.kit.outbox.queueing import queue_mail
from msp_portal.kit.tasks import sweep_outbox
from tests.kit.support import NOTE, a_person
from tests.processes.conftest import Processes, wait_until
from tests.processes.mail_server import MailServer

pytestmark = pytest.mark.processes


def queue_one(person: Person, occurrence: str) -> None:
    with transaction.atomic():
        queue_mail(kind=NOTE, recipient=person, occurrence=occurrence)


def start_worker(processes: Processes) -> None:
    processes.start("celery", "-A", "msp_portal", "worker", "--pool=solo", "--loglevel=warning",
                    "--without-gossip", "--without-mingle", "--without-heartbeat")  # fmt: skip


def all_sent() -> bool:
    return not Mail.objects.exclude(state="sent").exists()


def test_a_mail_leaves_when_its_transaction_commits(
    processes: Processes, mail_server: MailServer
) -> None:
    start_worker(processes)
    queue_one(a_person("Léa"), "a")
    wait_until(all_sent, "the worker heard the bell")
    assert len(mail_server.message_ids) == 1


def test_an_emptied_redis_loses_no_mail_and_doubles_none(
    processes: Processes, mail_server: MailServer, settings: LazySettings
) -> None:
    lea = a_person("Léa")
    for occurrence in "abc":
        queue_one(lea, occurrence)  # three bells wait in Redis; no worker is there
    broker = redis.Redis.from_url(settings.REDIS_URL)
    assert broker.llen("celery") == 3
    broker.flushdb()
    assert broker.dbsize() == 0
    assert Mail.objects.filter(state="queued").count() == 3

    start_worker(processes)
    sweep_outbox.delay()  # what beat sends every minute
    wait_until(all_sent, "the sweep sent what no bell announced")
    assert sorted(mail_server.message_ids) == sorted(
        Mail.objects.values_list("message_id", flat=True)
    )
