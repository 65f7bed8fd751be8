"""The outbox against the same statements with nothing around them, on a copy of its table.

Queued: the portal's way, from requests to rows, against ``executemany`` of rows made beforehand.
Claimed: batches taken with their budget and their lease, against one bare UPDATE a batch. Handing
a mail to the server is noted mail by mail, whatever the batch: that is what makes at most one mail
doubtful when a worker dies, and no batch is timed against it.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from time import perf_counter
from typing import Any

from django.db import connection, transaction

from coordination.models import Person
from msp_portal.bench.goals import Measure
from msp_portal.bench.measures.stage import Size
from msp_portal.bench.throwaway import using
from msp_portal.kit import clock
from msp_portal.kit.models.outbox import Mail
from msp_portal.kit.outbox import claiming
from msp_portal.kit.outbox.queueing import MailRequest, queue_mails
from msp_portal.kit.outbox.registry import MailKind, register_mail

MAILS = 10_000
BATCH = 1_000
TIMES = 3
KIND = "bench.nothing"
_COPY = "bench_mail"
_COLUMNS = (
    "kind", "category", "recipient_id", "to_address", "occurrence", "message_id", "not_before",
    "created_at", "state", "attempts", "claimed_by", "subject_sent", "reason",
)  # fmt: skip
_INSERT = (
    f"INSERT INTO {_COPY} ({', '.join(_COLUMNS)}) VALUES ({', '.join(['%s'] * len(_COLUMNS))})"  # noqa: S608
)
_CLAIM = f"""
    UPDATE {_COPY} SET state = 'claimed', claimed_at = now(), claimed_by = 'measures'
    WHERE id IN (
        SELECT id FROM {_COPY} WHERE state = 'queued' AND not_before <= now()
        ORDER BY not_before, id LIMIT {BATCH} FOR UPDATE SKIP LOCKED
    )
    RETURNING id
"""  # noqa: S608


def measure_outbox(size: Size) -> dict[str, Measure]:
    """Goals 19 and 20: mails a second, ours over bare, each the best of a few."""
    register_mail(MailKind(KIND, "Mesures", _says_nothing, "bench"))
    with using(size.database):
        people = list(Person.objects.order_by("pk")[:BATCH])
        with connection.cursor() as cursor:
            cursor.execute(f"CREATE TABLE {_COPY} (LIKE kit_mail INCLUDING ALL)")
        try:
            own = [_own(people, run) for run in range(TIMES)]
            bare = [_bare(people, run) for run in range(TIMES)]
        finally:
            with connection.cursor() as cursor:
                cursor.execute(f"DROP TABLE {_COPY}")
            Mail.objects.filter(kind=KIND).delete()
    return {
        "19": _rates(min(one[0] for one in own), min(one[0] for one in bare)),
        "20": _rates(min(one[1] for one in own), min(one[1] for one in bare)),
    }


def _says_nothing(_mail: Mail, _now: datetime) -> None:
    """What the mails of the measures say: they never leave."""


def _own(people: list[Person], run: int) -> tuple[float, float]:
    """Seconds to queue, then to claim, the mails of one run, as the portal does."""
    requests = [
        MailRequest(KIND, people[place % len(people)], occurrence=f"{run}-{place}")
        for place in range(MAILS)
    ]

    def queue() -> None:
        with transaction.atomic():
            queue_mails(requests)

    return _seconds(queue), _seconds(_claim_all)


def _claim_all() -> None:
    now = clock.now() + timedelta(minutes=1)
    while claiming.claim_due(now=now, limit=BATCH).mails:
        pass


def _bare(people: list[Person], run: int) -> tuple[float, float]:
    now = clock.now()
    rows: list[tuple[Any, ...]] = [
        (KIND, "asked", people[place % len(people)].pk, "", f"{run}-{place}", f"<{run}-{place}>",
         now, now, "queued", 0, "", "", "")
        for place in range(MAILS)
    ]  # fmt: skip

    def queue() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.executemany(_INSERT, rows)

    def claim() -> None:
        while True:
            with transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(_CLAIM)
                if not cursor.fetchall():
                    return

    return _seconds(queue), _seconds(claim)


def _seconds(work: Callable[[], object]) -> float:
    began = perf_counter()
    work()
    return perf_counter() - began


def _rates(own: float, bare: float) -> Measure:
    return Measure(bare / own, f"{MAILS / own:.0f} courriels/s contre {MAILS / bare:.0f}")
