"""What runs by itself, and how often. A run that was not started in its turn is forgotten
(``expires``): after an outage one run catches up, not a queue of them."""

from celery.schedules import crontab

MINUTE = 60.0

CELERY_BEAT_SCHEDULE: dict[str, dict[str, object]] = {
    "sweep-outbox": {
        "task": "kit.sweep_outbox",
        "schedule": MINUTE,
        "options": {"expires": 55},
    },
    "sweep-documents": {
        "task": "kit.sweep_documents",
        "schedule": MINUTE,
        "options": {"expires": 55},
    },
    "plan-reminders": {
        "task": "kit.plan_reminders",
        "schedule": 10 * MINUTE,
        "options": {"expires": 9 * MINUTE},
    },
    "send-due-reminders": {
        "task": "kit.send_due_reminders",
        "schedule": MINUTE,
        "options": {"expires": 55},
    },
    "tidy": {
        "task": "kit.tidy",
        "schedule": crontab(hour="3", minute="20"),
        "options": {"expires": 20 * 3600},
    },
    "protect-secrets": {
        "task": "coordination.protect_secrets",
        "schedule": crontab(hour="3", minute="40"),
        "options": {"expires": 20 * 3600},
    },
    "close-asks-of-leavers": {
        "task": "coordination.close_asks_of_leavers",
        "schedule": crontab(hour="0", minute="10"),
        "options": {"expires": 20 * 3600},
    },
}
