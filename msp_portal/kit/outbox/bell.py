"""The doorbell: tells a worker that a mail waits. The one-minute sweep is the guarantee."""

import logging

from django.db import transaction

log = logging.getLogger(__name__)


def ring() -> None:
    """Ask a worker to deliver now. A broker that does not answer costs a minute, never a mail."""
    from msp_portal.kit.tasks import ring_outbox

    try:
        ring_outbox.apply_async(retry=False, expires=60)
    except Exception as error:  # any transport error: the row is written, the sweep will send it
        log.warning("outbox.bell_unheard: %s", error)


def ring_after_commit() -> None:
    """Ring once after the present transaction, however many mails it queued."""
    waiting = transaction.get_connection().run_on_commit
    if not any(entry[1] is ring for entry in waiting):
        transaction.on_commit(ring)
