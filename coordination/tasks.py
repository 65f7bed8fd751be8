"""Celery tasks of this room."""

from celery import shared_task

from coordination.services import leavers, secrets_at_rest


@shared_task(name="coordination.protect_secrets", ignore_result=True)
def protect_secrets() -> None:
    """Every night: second factors under the present key (nothing to do on ordinary nights)."""
    secrets_at_rest.protect_secrets()


@shared_task(name="coordination.close_asks_of_leavers", ignore_result=True)
def close_asks_of_leavers() -> None:
    """Every night: who left a team yesterday is no longer asked anything by it."""
    leavers.close_asks_of_leavers()
