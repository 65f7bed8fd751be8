"""The one writer a GET may call (DECISIONS 9)."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import F, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from msp_portal.kit import clock
from msp_portal.kit.models.access_log import AccessLog
from msp_portal.kit.models.links import ActionLink


def log_access(
    kind: str,
    *,
    request: HttpRequest,
    link: ActionLink | None = None,
    person: models.Model | None = None,
    about: models.Model | None = None,
    now: datetime | None = None,
) -> None:
    """Note that a link or a person opened something. HEAD is not an opening and is not noted.

    Keeps the day, a count, and a fingerprint of the browser that changes every day; never an
    address. Raises ``ValueError`` when nobody is said.
    """
    if link is None and person is None:
        raise ValueError("log_access() needs a link or a person.")
    if request.method == "HEAD":
        return
    moment = now or clock.now()
    row: dict[str, Any] = {
        "kind": kind,
        "link_id": link.pk if link else None,
        "person_id": person.pk if person else (link.person_id if link else None),
        "about_type": ContentType.objects.get_for_model(about) if about else None,
        "about_id": about.pk if about else None,
        "day": timezone.localtime(moment).date(),
    }
    row["agent"] = _agent(request, row["day"].isoformat())
    same = _same(row)
    if same.update(count=F("count") + 1, last_at=moment):
        return
    new = AccessLog(**row, first_at=moment, last_at=moment, count=0)
    AccessLog.objects.bulk_create([new], ignore_conflicts=True)
    same.update(count=F("count") + 1, last_at=moment)


def _same(row: dict[str, Any]) -> QuerySet[AccessLog]:
    wanted = Q()
    for name, value in row.items():
        wanted &= Q(**{f"{name}__isnull": True}) if value is None else Q(**{name: value})
    return AccessLog.objects.filter(wanted)


def _agent(request: HttpRequest, day: str) -> str:
    name = request.headers.get("User-Agent", "")
    if not name:
        return ""
    digest = salted_hmac(f"access-log:{day}", name, secret=settings.SECRET_KEY)
    return digest.hexdigest()[:16]
