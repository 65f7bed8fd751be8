"""Who read what a team shares: the openings of the regional data, told to the team."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Q, Sum

from coordination.models import Organisation, Share
from msp_portal.kit.models import AccessLog


@dataclass(frozen=True, slots=True)
class Reading:
    """One organisation opened its data: how often since it may see these, and when last."""

    organisation: str
    times: int
    last_at: datetime


def readings_of_shares(shares: Iterable[Share]) -> list[Reading]:
    """The funders that opened their data since something of these shares was open to them.

    What a federation may pass on counts for the ARS of its region. The log says that the data were
    opened, on the portal or by link, not which line was looked at. Two queries at most.
    """
    listed = list(shares)
    if not listed:
        return []
    since = min(share.since for share in listed)
    regions = {share.organisation.region_id for share in listed if share.may_pass_on}
    told = Q(pk__in={share.organisation_id for share in listed})
    told |= Q(kind=Organisation.Kind.ARS, region_id__in=regions - {None})
    names = dict(Organisation.objects.filter(told).values_list("pk", "name"))
    found: Any = (
        AccessLog.objects.filter(
            about_type=ContentType.objects.get_for_model(Organisation),
            about_id__in=names,
            last_at__gte=since,
        )
        .order_by()
        .values("about_id")
        .annotate(times=Sum("count"), latest=Max("last_at"))
    )
    readings = [Reading(names[row["about_id"]], row["times"], row["latest"]) for row in found]
    return sorted(readings, key=lambda reading: reading.last_at, reverse=True)
