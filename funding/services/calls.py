"""Noting, correcting and completing calls.

Public names::

    note_call(*, actor, title, funder, closes_at, kind, team=None, federation=None, now=None, **more)
    edit_call(*, actor, call, expected_version, changes, base=None, now=None)
    remove_call(*, actor, call, now=None)
    add_standard_questions(*, actor, call, now=None)
    FunderSaid(name, region): a funder named by hand, known or not, for note_call

``team``: the call is that team's own; ``federation``: everybody reads it. Who may do so is
``funding.permissions``; the caller asks it first.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.models import Organisation, Person, Team
from funding.models import Call, CallQuestion
from funding.queries.standard import standard_questions
from msp_portal.kit import clock
from msp_portal.kit.events import record_event
from msp_portal.kit.locking import save_with_lists
from msp_portal.reference.models import CallKind, Region

LISTS = ("themes", "departments")
Moment = datetime | None


@dataclass(frozen=True, slots=True)
class FunderSaid:
    """A funder as somebody named it by hand; ``region``: hers, for a funder nobody knew."""

    name: str
    region: Region | None


@transaction.atomic
def note_call(
    *,
    actor: Person,
    title: str,
    funder: Organisation | FunderSaid,
    closes_at: datetime | None,
    kind: CallKind,
    team: Team | None = None,
    federation: Organisation | None = None,
    now: Moment = None,
    **more: Any,
) -> Call:
    """Write a call down: for one team, or for everybody when a federation keeps it.

    A funder nobody knew is written down with it. ``more`` holds any other column, and the lists of
    themes and departments. Raises
    ``ValidationError`` when it is neither a team's nor a federation's, or has no deadline though
    it should.
    """
    if (team is None) == (federation is None):
        raise ValidationError("Un appel est celui d’une équipe, ou celui de toutes.")
    filing = more.get("filing", Call.Filing.SINGLE_DATE)
    if filing == Call.Filing.SINGLE_DATE and not closes_at and not more.get("recurs_yearly"):
        raise ValidationError({"closes_at": "Un appel à date unique a une date limite."})
    moment = now or clock.now()
    lists = {name: more.pop(name) for name in LISTS if name in more}
    call: Call = Call.objects.create(
        title=title,
        funder=_known_funder(actor, funder, team, moment),
        closes_at=closes_at,
        kind=kind,
        owner_team=team,
        federation=federation,
        created_at=moment,
        created_by=actor,
        **more,
    )
    for name, rows in lists.items():
        getattr(call, name).set(rows)
    _record(actor, "call.noted", call, {}, moment)
    return call


@transaction.atomic
def edit_call(
    *,
    actor: Person,
    call: Call,
    expected_version: int,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    now: Moment = None,
) -> Call:
    """Write ``changes`` (columns and lists); the arguments are those of ``save_if_current``.

    Reminders follow a deadline that moves by themselves: they are planned from the call. Raises
    ``StaleSave`` when somebody changed the same thing meanwhile. Writes nothing when nothing
    changed.
    """
    current = Call.unscoped.select_for_update().get(pk=call.pk)  # unscoped: the caller holds it
    saved, told = save_with_lists(
        current, expected_version=expected_version, changes=changes, lists=LISTS, base=base
    )
    if told:
        _record(actor, "call.edited", saved, told, now or clock.now())
    return saved


@transaction.atomic
def remove_call(*, actor: Person, call: Call, now: Moment = None) -> None:
    """Take away a call noted by mistake. Raises ``ValidationError`` once it has served."""
    current = Call.unscoped.select_for_update().get(pk=call.pk)  # unscoped: the caller holds it
    if current.applications.exists():
        raise ValidationError("Cet appel a déjà servi : il ne peut plus être retiré.")
    _record(actor, "call.removed", current, {"title": [current.title, None]}, now or clock.now())
    current.delete()


@transaction.atomic
def add_standard_questions(*, actor: Person, call: Call, now: Moment = None) -> int:
    """Give the usual questions to a call that has none; returns how many were added.

    Two persons asking at once add them once.
    """
    Call.unscoped.select_for_update().get(pk=call.pk)  # unscoped: the caller holds it
    if call.questions.exists():
        return 0
    rows = [
        CallQuestion(
            call=call,
            label=question.label,
            help_text=question.help,
            source=question.source,
            required=question.required,
            position=place,
        )
        for place, question in enumerate(standard_questions())
    ]
    CallQuestion.objects.bulk_create(rows)
    _record(actor, "call.questions_standard", call, {}, now or clock.now())
    return len(rows)


def _known_funder(
    actor: Person, said: Organisation | FunderSaid, team: Team | None, moment: datetime
) -> Organisation:
    """The funder of this name, written down when nobody knew it; case and spaces do not matter."""
    if isinstance(said, Organisation):
        return said
    clean = " ".join(said.name.split())
    kinds = [Organisation.Kind.ARS, Organisation.Kind.CPAM, Organisation.Kind.FUNDER]
    found = Organisation.objects.filter(name__iexact=clean, kind__in=kinds).order_by("pk").first()
    if found:
        return found
    made, is_new = Organisation.objects.get_or_create(
        name=clean, kind=Organisation.Kind.FUNDER, region=said.region
    )
    if is_new:
        team_ids = [team.pk] if team else []
        record_event(actor=actor, verb="funder.noted", subject=made, team_ids=team_ids, now=moment)
    return made


def record_call_parts(*, actor: Person, call: Call, what: str, now: Moment = None) -> None:
    """Tell that the pieces, dates or questions of a call changed. Inside the caller's transaction."""
    _record(actor, "call.parts_edited", call, {"what": [None, what]}, now or clock.now())


def _record(
    actor: Person, verb: str, call: Call, changes: Mapping[str, Any], moment: datetime
) -> None:
    team_ids = [call.owner_team_id] if call.owner_team_id else []
    record_event(
        actor=actor, verb=verb, subject=call, changes=changes, team_ids=team_ids, now=moment
    )
