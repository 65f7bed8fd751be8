"""Second factors written before secrets were locked, or under a key that is going.

Public names::

    protect_secrets(*, batch=500) -> int
"""

from typing import Any

import structlog
from allauth.mfa.models import Authenticator
from django.db import transaction

from msp_portal.kit.secrecy import LostSecretError, is_locked, relock

log = structlog.get_logger(__name__)
BATCH = 500
# Where allauth keeps them: the TOTP key, and the seed of the recovery codes.
NAMES = ("secret", "seed")


def protect_secrets(*, batch: int = BATCH) -> int:
    """Put every secret under the present key; how many were moved.

    Can run twice or be killed: a row is moved alone, under its lock, so that a recovery code used
    meanwhile is not forgotten.
    """
    moved, last = 0, 0
    while rows := list(Authenticator.objects.filter(pk__gt=last).order_by("pk")[:batch]):
        last = rows[-1].pk
        moved += sum(_protect(row.pk) for row in rows if _bare(row.data))
    return moved


def _bare(data: dict[str, Any]) -> list[str]:
    return [name for name in NAMES if name in data and not is_locked(data[name])]


@transaction.atomic
def _protect(pk: int) -> bool:
    row = Authenticator.objects.select_for_update().filter(pk=pk).first()
    names = _bare(row.data) if row else []
    if row is None or not names:
        return False
    try:
        row.data.update({name: relock(row.data[name]) for name in names})
    except LostSecretError:
        log.exception("second_factor.lost", authenticator=pk)
        return False
    row.save(update_fields=["data"])
    return True
