"""One turn of the tasks in a process of its own: ``python -m tests.processes.run NOW task…``.

What a Celery worker would call, without the broker; NOW is the moment the portal believes in.
"""

import os
import sys
from datetime import datetime
from functools import partial


def main() -> None:
    """Run the named steps in order, at the given moment."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.processes.settings")
    import django

    django.setup()
    from msp_portal.kit.outbox.sending import deliver_due, sweep
    from msp_portal.kit.reminders.merging import send_due_reminders
    from msp_portal.kit.reminders.planning import plan_reminders

    now = datetime.fromisoformat(sys.argv[1])
    steps = {
        "deliver": partial(deliver_due, now=now),
        "sweep": partial(sweep, now=now),
        "plan": partial(plan_reminders, now=now),
        "gather": partial(send_due_reminders, now=now),
    }
    for name in sys.argv[2:]:
        sys.stdout.write(f"{name} {dict(steps[name]())}\n")


if __name__ == "__main__":
    main()
