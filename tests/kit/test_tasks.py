"""The clock of the portal calls tasks that exist, often enough, and forgets missed turns."""

from unittest.mock import patch

import pytest
from django.conf import settings

from msp_portal.celery import app
from msp_portal.kit import tasks


@pytest.fixture(autouse=True)
def _loaded() -> None:
    app.loader.import_default_modules()


def test_every_scheduled_task_exists() -> None:
    names = {str(entry["task"]) for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert names
    assert names <= set(app.tasks)


def test_the_sweep_that_guarantees_delivery_runs_every_minute() -> None:
    (sweep,) = [
        entry
        for entry in settings.CELERY_BEAT_SCHEDULE.values()
        if entry["task"] == "kit.sweep_outbox"
    ]
    assert sweep["schedule"] == 60


def test_a_turn_that_was_missed_is_forgotten_before_the_next() -> None:
    for name, entry in settings.CELERY_BEAT_SCHEDULE.items():
        if isinstance(entry["schedule"], float):
            assert entry["options"]["expires"] < entry["schedule"], name


@pytest.mark.parametrize(
    ("task", "called"),
    [
        (tasks.ring_outbox, "msp_portal.kit.outbox.sending.deliver_due"),
        (tasks.sweep_outbox, "msp_portal.kit.outbox.sending.sweep"),
        (tasks.plan_reminders, "msp_portal.kit.reminders.planning.plan_reminders"),
        (tasks.send_due_reminders, "msp_portal.kit.reminders.merging.send_due_reminders"),
    ],
)
def test_each_task_does_its_one_thing(task: object, called: str) -> None:
    with patch(called) as done:
        task()
    done.assert_called_once_with()
