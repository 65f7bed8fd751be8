"""The portal's clock: the one place that says what time it is.

Services and tasks take ``now`` as a parameter where a test must choose it, and default to this
module. In the demo the clock may be shifted by whole days (``./dev run --today DATE``), so that
a call, a campaign or a report falls due while one watches. SQL ``now()`` is never used for
business dates: it would ignore the shift.
"""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.utils import timezone


def now() -> datetime:
    """The present moment, aware, shifted in the demo only."""
    return timezone.now() + timedelta(days=settings.CLOCK_OFFSET_DAYS)


def today() -> date:
    """The present day in Paris."""
    return timezone.localtime(now()).date()
