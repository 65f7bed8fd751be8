"""The dates of the community, and what teams have just let her organisation see."""

from collections.abc import Iterator
from datetime import timedelta

from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from coordination.models import CommunityEvent, Share
from msp_portal.kit.scoping import Scope
from msp_portal.kit.today import (
    FETCHED,
    Part,
    TodayLine,
    TodayReader,
    TodaySource,
    place_of,
    register_today_source,
    with_places,
)

AHEAD = timedelta(days=14)
RECENT = timedelta(days=30)


def community_dates(reader: TodayReader) -> Iterator[TodayLine]:
    """The rendez-vous of her federations within two weeks."""
    mine = Q(federation__teams__in=reader.scope.team_ids) | Q(
        federation__in=reader.scope.organisation_ids
    )
    events = CommunityEvent.objects.filter(
        mine, date__range=(reader.day, reader.day + AHEAD)
    ).order_by("date", "pk")
    for event in events.distinct()[:FETCHED]:
        yield TodayLine(
            part=Part.DATE,
            pk=event.pk,
            text=event.title,
            url=reverse("coordination:community"),
            day=event.date,
            note=f"Communauté, avec {event.partner}" if event.partner else "Communauté",
            about=event,
        )


def shares_received(reader: TodayReader) -> Iterator[TodayLine]:
    """What teams opened to her organisations in the last thirty days, and that still holds."""
    if not reader.scope.organisation_ids:
        return
    scope = Scope.of(organisation_ids=reader.scope.organisation_ids)
    shares = (
        Share.objects.for_scope(scope)
        .filter(Share.in_force(reader.day), since__gte=reader.now - RECENT, since__lte=reader.now)
        .select_related("team")
        .order_by("-since", "-pk")
    )
    for share in with_places(shares, "thing")[:FETCHED]:
        place = place_of(share.thing)
        title = place.title if place else ""
        yield TodayLine(
            part=Part.NEWS,
            pk=share.pk,
            text=f"{share.team.name} vous montre {share.get_what_display()} : {title}",
            # A project opens on its page; the rest is read frozen, in the view of the region.
            url=place.url if place and share.what == Share.What.PROJECT else "",
            day=timezone.localtime(share.since).date(),
            about=share,
        )


def register() -> None:
    """Called when Django starts."""
    register_today_source(TodaySource("coordination.community", community_dates))
    register_today_source(TodaySource("coordination.shares", shares_received))
