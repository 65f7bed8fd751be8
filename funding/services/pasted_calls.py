"""Writing down a call that was pasted and read over: the call, its parts, and the answer to it.

Public name: :func:`note_pasted_call`.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from coordination.models import Organisation, Person, Team
from funding.models import Application, Call, CallDate, CallPiece, CallQuestion
from funding.services.applications import open_application
from funding.services.calls import FunderSaid, note_call
from msp_portal.kit import clock
from msp_portal.reference.models import CallKind
from projects.models import Project


@dataclass(frozen=True)
class PastedParts:
    """What hangs from the call: (kind, day, label), piece labels, (question, most characters)."""

    dates: Sequence[tuple[str, date, str]] = ()
    pieces: Sequence[str] = ()
    questions: Sequence[tuple[str, int | None]] = ()


@dataclass(frozen=True)
class Noted:
    """The call, and the application when a project answers it at once."""

    call: Call
    application: Application | None = field(default=None)


@transaction.atomic
def note_pasted_call(
    *,
    actor: Person,
    title: str,
    funder: Organisation | FunderSaid,
    closes_at: datetime | None,
    kind: CallKind,
    team: Team | None,
    federation: Organisation | None,
    parts: PastedParts,
    more: Mapping[str, Any],
    project: Project | None = None,
    answering_team: Team | None = None,
    now: datetime | None = None,
) -> Noted:
    """All of it, or nothing. With a project, its application opens with its backward plan.

    Who may do so is ``funding.permissions``; the caller asks it first. Raises ``ValidationError``
    as ``note_call`` and ``open_application`` do.
    """
    moment = now or clock.now()
    call = note_call(
        actor=actor,
        title=title,
        funder=funder,
        closes_at=closes_at,
        kind=kind,
        team=team,
        federation=federation,
        now=moment,
        **more,
    )
    _write_parts(call, parts)
    if project is None or answering_team is None:
        return Noted(call)
    application = open_application(
        actor=actor, call=call, project=project, team=answering_team, now=moment
    )
    return Noted(call, application)


def _write_parts(call: Call, parts: PastedParts) -> None:
    CallDate.objects.bulk_create(
        CallDate(call=call, kind=kind, date=day, label=label, position=place)
        for place, (kind, day, label) in enumerate(parts.dates)
    )
    CallPiece.objects.bulk_create(
        CallPiece(call=call, label=label, position=place)
        for place, label in enumerate(parts.pieces)
    )
    CallQuestion.objects.bulk_create(
        CallQuestion(call=call, label=label, max_chars=most, position=place)
        for place, (label, most) in enumerate(parts.questions)
    )
