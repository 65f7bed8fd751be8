"""Celery tasks of the mechanisms. Each can run twice, late, or not at all: the rows decide."""

from celery import shared_task

from msp_portal.kit import tidying
from msp_portal.kit.files import orphans
from msp_portal.kit.outbox import sending
from msp_portal.kit.reminders import merging, planning


@shared_task(name="kit.ring_outbox", ignore_result=True)
def ring_outbox() -> None:
    """The doorbell: a mail was just written."""
    sending.deliver_due()


@shared_task(name="kit.sweep_outbox", ignore_result=True)
def sweep_outbox() -> None:
    """The guarantee: every minute, everything due, and what dead workers held."""
    sending.sweep()


@shared_task(name="kit.plan_reminders", ignore_result=True)
def plan_reminders() -> None:
    """Keep the rows of reminders equal to what their sources say."""
    planning.plan_reminders()


@shared_task(name="kit.send_due_reminders", ignore_result=True)
def send_due_reminders() -> None:
    """Gather what is due into the mails of the day and of the week."""
    merging.send_due_reminders()


@shared_task(name="kit.tidy", ignore_result=True)
def tidy() -> None:
    """Every night: forget what has been kept long enough, and contents that no row knows."""
    tidying.forget_old_openings()
    tidying.forget_old_demo_mails()
    orphans.sweep_orphan_files()
