"""The open calls of everybody as a calendar feed (RFC 5545)."""

from datetime import datetime, timedelta
from typing import Any

from django.urls import reverse
from icalendar import Calendar, Event

from funding.models import CallDate
from funding.queries.calls import Filters, list_open
from msp_portal.kit.french import moment

LASTS = timedelta(minutes=30)  # a closing hour is a moment; calendars want a length


def calls_feed(filters: Filters, now: datetime, site: str) -> bytes:
    """One event per deadline and per other date to come. ``site`` begins the addresses.

    Only calls that a federation keeps for everybody: a team's own are never in a feed that asks
    no account.
    """
    calendar = Calendar()
    calendar.add("prodid", "-//Portail des projets de prévention//Appels//FR")
    calendar.add("version", "2.0")
    calendar.add("x-wr-calname", "Appels à projets ouverts")
    calendar.add("x-published-ttl", "PT6H")
    for call in list_open(filters, now):
        url = f"{site.rstrip('/')}{reverse('funding:call', args=[call.pk])}"
        if call.deadline is not None:
            calendar.add_component(_deadline(call, url, now))
        for day in call.dates.all():
            if day.date >= now.date() and day.kind != CallDate.Kind.ROUND:
                calendar.add_component(_other_date(call, day, url, now))
    content: bytes = calendar.to_ical()
    return content


def _deadline(call: Any, url: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"appel-{call.pk}-{call.deadline:%Y%m%d%H%M}@portail")
    event.add("dtstamp", now)
    event.add("dtstart", call.deadline - LASTS)
    event.add("dtend", call.deadline)
    event.add("summary", f"Date limite : {call.title} ({call.funder.name})")
    event.add("description", f"À déposer avant le {moment(call.deadline)}.\n{url}")
    event.add("url", url)
    return event


def _other_date(call: Any, day: CallDate, url: str, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"appel-{call.pk}-date-{day.pk}@portail")
    event.add("dtstamp", now)
    event.add("dtstart", day.date)
    event.add("summary", f"{day.get_kind_display()} : {call.title}")
    event.add("description", f"{day.label}\n{url}".strip())
    event.add("url", url)
    return event
