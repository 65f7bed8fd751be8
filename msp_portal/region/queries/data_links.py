"""The reading links a federation gave, and what became of each; who read a project's data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Min, QuerySet, Sum

from coordination.models import Organisation
from msp_portal.kit.models import AccessLog, ActionLink
from msp_portal.region.permissions import LINKED_KINDS

DATA_LINK = "region.data"
READ_KINDS = ("link", "region")


def receivers(region_ids: Iterable[str | None]) -> QuerySet[Organisation]:
    """The organisations a federation of these regions may give a link to."""
    return Organisation.objects.filter(
        kind__in=LINKED_KINDS, region_id__in=[code for code in region_ids if code]
    ).order_by("kind", "name", "pk")


def links_given(organisations: QuerySet[Organisation]) -> QuerySet[ActionLink]:
    """Every link given to these organisations, alive or not, with its openings. One query, two
    with ``prefetch_related("about")``."""
    return (
        ActionLink.objects.filter(
            action=DATA_LINK,
            about_type=ContentType.objects.get_for_model(Organisation),
            about_id__in=organisations.values("pk"),
        )
        .select_related("issued_by__profession")
        .prefetch_related("about")
        .annotate(
            opened=Sum("openings__count"),
            first_opened=Min("openings__first_at"),
            last_opened=Max("openings__last_at"),
        )
        .order_by("-issued_at", "-pk")
    )


def link_state(link: ActionLink, now: datetime) -> str:
    """« ouvert », « fermé », « expiré », « remplacé »."""
    if link.revoked_at:
        return "fermé"
    if link.replaced_at:
        return "remplacé"
    return "ouvert" if link.is_alive(now) else "expiré"


@dataclass(frozen=True, slots=True)
class Reading:
    """One organisation read the region's data: how often, and when last."""

    organisation: str
    times: int
    last_at: datetime


def readings_since(organisation_ids: Iterable[int], since: datetime) -> list[Reading]:
    """Who, of these organisations, opened its data since a moment: what a team is told of the
    projects it shares. Two queries."""
    kind = ContentType.objects.get_for_model(Organisation)
    found: Any = (
        AccessLog.objects.filter(
            kind__in=READ_KINDS,
            about_type=kind,
            about_id__in=list(organisation_ids),
            last_at__gte=since,
        )
        .order_by()
        .values("about_id")
        .annotate(times=Sum("count"), latest=Max("last_at"))
    )
    rows = list(found)
    names = dict(
        Organisation.objects.filter(pk__in=[row["about_id"] for row in rows]).values_list(
            "pk", "name"
        )
    )
    readings = [Reading(names[row["about_id"]], row["times"], row["latest"]) for row in rows]
    return sorted(readings, key=lambda reading: reading.last_at, reverse=True)
