"""The planner: keeps the rows of what is owed equal to what the sources say.

Run every few minutes, twice at once, or after three days of silence: the rows end the same.
"""

import logging
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from itertools import islice

from django.contrib.contenttypes.models import ContentType
from django.db import connection, models, transaction
from django.db.models import Q

from msp_portal.kit import clock, mail_budget
from msp_portal.kit.models.reminders import Reminder
from msp_portal.kit.reminders.registry import (
    ReminderItem,
    ReminderSource,
    reminder_source,
    reminder_sources,
)

log = logging.getLogger(__name__)

BACK = timedelta(days=15)  # an outage shorter than this loses nothing
AHEAD = timedelta(days=14)  # quiet hours move a date at most a few days earlier
BATCH = 1000

Key = tuple[str, int, int, str, int]


def plan_reminders(*, now: datetime | None = None) -> Counter[str]:
    """Ask every source what it owes and adjust the rows. A failing source stops no other."""
    moment = now or clock.now()
    counts: Counter[str] = Counter()
    for source in reminder_sources():
        try:
            with transaction.atomic():
                counts += _plan_source(source, moment)
        except Exception:
            log.exception("reminders.source_failed: %s", source.key)
            counts["failed"] += 1
    return counts


def push_reminder(
    *,
    source: str,
    recipient: models.Model,
    about: models.Model,
    kind: str,
    occurrence: str = "",
    due_at: datetime | None = None,
    about_act_of: models.Model | None = None,
    now: datetime | None = None,
) -> Reminder | None:
    """A line owed because something happened, written by a service in its transaction.

    Pushing the same line again returns it. ``about_act_of``: nobody is told of her own act.
    """
    if about_act_of is not None and about_act_of.pk == recipient.pk:
        return None
    moment = now or clock.now()
    item = ReminderItem(due_at or moment, recipient.pk, about, kind, occurrence)
    row = _row(reminder_source(source), item, moment)
    Reminder.objects.bulk_create([row], ignore_conflicts=True)
    return Reminder.objects.get(
        source=source,
        kind=kind,
        about_type=row.about_type,
        about_id=row.about_id,
        occurrence=occurrence,
        recipient_id=row.recipient_id,
    )


def _plan_source(source: ReminderSource, now: datetime) -> Counter[str]:
    counts: Counter[str] = Counter()
    if source.due is None or not _only_planner_of(source):
        return counts
    since, until = now - BACK, now + AHEAD
    seen: set[int] = set()
    for batch in _batches(source.due(since, until, now)):
        counts += _upsert(source, batch, now, seen)
    window = _open_rows().filter(source=source.key, wanted_at__gte=since, wanted_at__lte=until)
    gone = [pk for pk in window.values_list("pk", flat=True).iterator() if pk not in seen]
    counts["withdrawn"] += Reminder.objects.filter(pk__in=gone).update(withdrawn_at=now)
    return counts


def _only_planner_of(source: ReminderSource) -> bool:
    """False when another worker is planning this source at this moment (until our commit)."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_try_advisory_xact_lock(hashtext(%s))", [f"reminders:{source.key}"]
        )
        return bool(cursor.fetchone()[0])


def _open_rows() -> models.QuerySet[Reminder]:
    return Reminder.objects.filter(
        Q(mail__isnull=True),
        sent_at__isnull=True,
        dropped_at__isnull=True,
        withdrawn_at__isnull=True,
    )


def _batches(items: Iterable[ReminderItem]) -> Iterator[list[ReminderItem]]:
    rest = iter(items)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _upsert(
    source: ReminderSource, items: list[ReminderItem], now: datetime, seen: set[int]
) -> Counter[str]:
    wanted = {_key(row): row for row in (_row(source, item, now) for item in items)}
    known = _known(source, wanted.values())
    new = [row for key, row in wanted.items() if key not in known]
    changed = []
    for key, row in known.items():
        target = wanted[key]
        seen.add(row.pk)
        unsent = row.sent_at is None and row.dropped_at is None and row.mail_id is None
        if unsent and (row.wanted_at != target.wanted_at or row.withdrawn_at is not None):
            row.wanted_at, row.due_at, row.withdrawn_at = target.wanted_at, target.due_at, None
            changed.append(row)
    Reminder.objects.bulk_create(new, ignore_conflicts=True)
    Reminder.objects.bulk_update(changed, ["wanted_at", "due_at", "withdrawn_at"])
    seen.update(row.pk for row in _known(source, new).values())
    return Counter(planned=len(new), moved=len(changed))


def _known(source: ReminderSource, rows: Iterable[Reminder]) -> dict[Key, Reminder]:
    listed = {_key(row) for row in rows}
    if not listed:
        return {}
    found = Reminder.objects.filter(
        source=source.key,
        about_id__in={key[2] for key in listed},
        recipient_id__in={key[4] for key in listed},
    )
    return {_key(row): row for row in found if _key(row) in listed}


def _key(row: Reminder) -> Key:
    return (row.kind, row.about_type_id, row.about_id, row.occurrence, row.recipient_id)


def _row(source: ReminderSource, item: ReminderItem, now: datetime) -> Reminder:
    return Reminder(
        source=source.key,
        kind=item.kind,
        category=source.category,
        recipient_id=item.recipient_id,
        about_type=ContentType.objects.get_for_model(item.about),
        about_id=item.about.pk,
        occurrence=item.occurrence,
        wanted_at=item.due_at,
        due_at=mail_budget.allowed_moment(source.category, item.due_at, now),
        planned_at=now,
    )
