"""What is not needed any more is forgotten, every night, a batch at a time.

* openings (``AccessLog``): a year, the longest the CNIL recommends for logs of access;
* mails of the demo's mailbox: thirty days.

Each function can run twice, late, or be killed in the middle: a batch is one short transaction.
"""

from datetime import datetime, timedelta

from django.db.models import QuerySet

from msp_portal.kit import clock
from msp_portal.kit.models.access_log import AccessLog
from msp_portal.kit.models.mailbox import DemoMail

OPENINGS_KEPT = timedelta(days=365)
DEMO_MAILS_KEPT = timedelta(days=30)
BATCH = 1_000


def forget_old_openings(*, now: datetime | None = None, batch: int = BATCH) -> int:
    """Delete the openings of more than a year ago; how many rows went."""
    before = (now or clock.now()) - OPENINGS_KEPT
    return _delete(AccessLog.objects.filter(last_at__lt=before), batch)


def forget_old_demo_mails(*, now: datetime | None = None, batch: int = BATCH) -> int:
    """Delete the mails of the demo's mailbox older than a month; how many went."""
    before = (now or clock.now()) - DEMO_MAILS_KEPT
    return _delete(DemoMail.objects.filter(at__lt=before), batch)


def _delete(rows: QuerySet[AccessLog] | QuerySet[DemoMail], batch: int) -> int:
    """A batch after the other: never a long lock on a table that every page writes to."""
    gone = 0
    while pks := list(rows.order_by("pk").values_list("pk", flat=True)[:batch]):
        gone += rows.model._default_manager.filter(pk__in=pks).delete()[0]
    return gone
