"""The reading links a federation gave, and what became of each."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.db.models import Max, Min, QuerySet, Sum

from coordination.models import Organisation
from msp_portal.kit.models import ActionLink
from msp_portal.region.permissions import LINKED_KINDS

DATA_LINK = "region.data"


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
