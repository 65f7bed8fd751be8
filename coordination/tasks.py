"""Celery tasks of this room."""

from celery import shared_task

from coordination.services import secrets_at_rest


@shared_task(name="coordination.protect_secrets", ignore_result=True)
def protect_secrets() -> None:
    """Every night: second factors under the present key (nothing to do on ordinary nights)."""
    secrets_at_rest.protect_secrets()
