"""Calls for projects, with their dates, pieces and questions."""

from datetime import datetime, time
from typing import Any

from django.utils import timezone

from funding.models import Call, CallDate, CallPiece, CallQuestion
from msp_portal.demo import data
from msp_portal.demo.world import World

Row = dict[str, Any]
CLOSING_HOUR = time(17)
END_OF_DAY = time(23, 59)  # the study gives the day of the real calls, not the hour


def load_calls(world: World) -> None:
    """Real calls as they were, and calls of illustration that one can answer today."""
    for row in data.read("calls"):
        call = _call(world, row)
        world.calls[row["key"]] = call
        call.themes.set(row.get("themes", []))
        call.departments.set(call.funder.departments.all())
        _parts(world, row, call)


def _call(world: World, row: Row) -> Call:
    closes = world.day(row.get("closes"))
    hour = CLOSING_HOUR if row.get("illustration") else END_OF_DAY
    published = world.day(row.get("published"))
    call: Call = Call.objects.create(
        title=row["title"],
        funder=world.organisations[row["funder"]],
        kind_id=row["kind"],
        filing=row.get("filing", Call.Filing.SINGLE_DATE),
        year=world.year(row.get("year")),
        published_on=published,
        opens_on=world.day(row.get("opens")),
        closes_at=timezone.make_aware(datetime.combine(closes, hour)) if closes else None,
        recurs_yearly=row.get("recurs", False),
        platform_id=row.get("platform"),
        context=row.get("context", ""),
        eligible_text=row.get("eligible", ""),
        amount_min=row.get("amount_min"),
        amount_max=row.get("amount_max"),
        rate_max=row.get("rate_max"),
        support_text=row.get("support", ""),
        federation=world.organisations[row.get("federation", "essort")],
        illustration=row.get("illustration", False),
        created_at=world.moment(published or closes or "closed 01-01"),
        created_by=world.people["charge-mission-essort"],
    )
    return call


def _parts(world: World, row: Row, call: Call) -> None:
    CallDate.objects.bulk_create(
        CallDate(
            call=call,
            kind=part["kind"],
            date=world.day(part["date"]),
            label=part.get("label", ""),
            position=place,
        )
        for place, part in enumerate(row.get("dates", []))
    )
    CallPiece.objects.bulk_create(
        CallPiece(
            call=call, label=part["label"], required=part.get("required", True), position=place
        )
        for place, part in enumerate(row.get("pieces", []))
    )
    CallQuestion.objects.bulk_create(
        CallQuestion(
            call=call,
            label=part["label"],
            source=part["source"],
            max_chars=part["max"],
            position=place,
        )
        for place, part in enumerate(row.get("questions", []))
    )
