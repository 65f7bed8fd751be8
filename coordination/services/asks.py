"""Asking something of people who have no account, and knowing who answered (DECISIONS 7).

Each room says once, in ``apps.py``, how its asks reach people (``services.ask_kinds``)::

    register_ask_kind(AskKind(kind=Ask.Kind.ENGAGEMENT, about="projects.project",
                              link_action="projects.engagement", line=engagement_line))

then calls::

    ask_people(*, actor, team, kind, about, persons, message="", now=None) -> list[Ask]
    mark_answered(*, ask, now=None) -> Ask              # in the room's own transaction
    reopen_ask(*, ask) -> Ask                           # an answer was taken back
    remind_ask(*, actor, ask, now=None) -> Ask          # a human's relance
    close_ask(*, ask, now=None) -> Ask
    close_asks_about(*, kind, about, now=None) -> int
    link_for_ask(ask, now=None) -> ActionLink           # the link to hand over, or to write
    may_remind_now(ask, now) -> Allowed                 # from ask_kinds: shown before the button

The room's line or mail receives the ``Ask`` (``mail.about``). A mail's ``build`` returns None when
``ask.waits`` is false: nothing ever reaches who has answered.
"""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction

from coordination.models import Ask, Person, Team
from coordination.services.ask_kinds import (
    AskKind,
    ask_kind_of,
    declared_for,
    may_remind_now,
)
from msp_portal.kit import clock
from msp_portal.kit.events import record_event
from msp_portal.kit.links.services import issue_link, revoke_link
from msp_portal.kit.models import ActionLink
from msp_portal.kit.outbox.queueing import queue_mail
from msp_portal.kit.reminders.planning import push_reminder

ASK_SOURCE = "coordination.ask"  # lines pushed here; the planner owns those of the reminder
ASK_REMINDER_SOURCE = "coordination.ask_reminder"
ASK_LINE = "ask"


@transaction.atomic
def ask_people(
    *,
    actor: Person,
    team: Team,
    kind: str,
    about: models.Model,
    persons: Iterable[Person],
    message: str = "",
    now: datetime | None = None,
) -> list[Ask]:
    """Ask each of ``persons`` once; asking again writes only to who was not asked yet.

    Who has no address gets an ask without a mail: the screen offers to hand the link over. Who
    answered keeps her answer; an ask that was closed is opened again. Returns the ask of every
    person given, in their order.
    """
    moment = now or clock.now()
    declared = ask_kind_of(kind, about)
    everyone = {person.pk: person for person in persons}
    pattern = Ask(
        team=team,
        kind=kind,
        about_type=ContentType.objects.get_for_model(about),
        about_id=about.pk,
        message=message,
        asked_by=actor,
        asked_at=moment,
    )
    fresh = _write_new(pattern, about, list(everyone))
    asks = {ask.person_id: ask for ask in _asks_of(kind, about, everyone)}
    for person_id in fresh:
        ask = asks[person_id]
        ask.person = everyone[person_id]
        _send(actor, ask, declared, occurrence=f"{ask.asked_at:%Y-%m-%dT%H:%M:%S}", now=moment)
    if fresh:
        record_event(
            actor=actor,
            verb="ask.sent",
            subject=about,
            changes={"count": [None, len(fresh)], "persons": [[], sorted(fresh)]},
            team_ids=[team.pk],
            now=moment,
        )
    return [asks[person_id] for person_id in everyone]


@transaction.atomic
def mark_answered(*, ask: Ask, now: datetime | None = None) -> Ask:
    """Note that the answer came. The room records the answer and its event; this only stops us
    from asking. The first answer's moment is kept."""
    return _set_once(ask, "answered_at", now or clock.now())


@transaction.atomic
def reopen_ask(*, ask: Ask) -> Ask:
    """The answer was taken back: it waits again; no mail leaves for that."""
    Ask.unscoped.filter(pk=ask.pk).update(answered_at=None)  # unscoped: the caller holds the ask
    ask.refresh_from_db(fields=["answered_at"])
    return ask


@transaction.atomic
def remind_ask(*, actor: Person, ask: Ask, now: datetime | None = None) -> Ask:
    """A human's relance: counted, at most one a week. Refused with a ``ValidationError``."""
    moment = now or clock.now()
    locked = _locked(ask)
    allowed = may_remind_now(locked, moment)
    if not allowed:
        raise ValidationError(allowed.reason)
    locked.human_reminders += 1
    locked.last_reminded_at = moment
    locked.save(update_fields=["human_reminders", "last_reminded_at"])
    _send(
        actor,
        locked,
        declared_for(locked),
        occurrence=f"relance-{locked.human_reminders}",
        now=moment,
    )
    record_event(
        actor=actor,
        verb="ask.reminded",
        subject=locked.person,
        changes={"count": [locked.human_reminders - 1, locked.human_reminders]},
        team_ids=[locked.team_id],
        now=moment,
    )
    return locked


@transaction.atomic
def close_ask(*, ask: Ask, now: datetime | None = None) -> Ask:
    """Stop asking this person; her link says so kindly. Closing twice changes nothing."""
    moment = now or clock.now()
    ask = _set_once(ask, "closed_at", moment)
    revoke_links_of(ask, now=moment)
    return ask


def revoke_links_of(ask: Ask, *, now: datetime) -> None:
    """Close the links by which it was, or could still be, answered."""
    for link in _links([ask]):
        revoke_link(link, now=now)


@transaction.atomic
def close_asks_about(*, kind: str, about: models.Model, now: datetime | None = None) -> int:
    """Close what still waits about one thing (it was done, or dropped). Returns how many."""
    waiting = Ask.unscoped.filter(  # unscoped: the caller holds the thing asked about
        about_type=ContentType.objects.get_for_model(about),
        about_id=about.pk,
        kind=kind,
        answered_at__isnull=True,
        closed_at__isnull=True,
    )
    closed = [close_ask(ask=ask, now=now) for ask in waiting]
    return len(closed)


def link_for_ask(ask: Ask, now: datetime | None = None) -> ActionLink:
    """The link by which the person answers: the live one, or a new one when it has expired."""
    return issue_link(
        person=ask.person,
        action=declared_for(ask).link_action,
        about=ask,
        issued_by=ask.asked_by,
        now=now,
    )


def _write_new(pattern: Ask, about: models.Model, person_ids: list[int]) -> set[int]:
    """Write asks like ``pattern`` for who has none, open again those closed without an answer.

    Returns the persons now newly asked.
    """
    # Two persons sending at once: one after the other, so that nobody is written to twice.
    Team.objects.select_for_update(no_key=True).get(pk=pattern.team_id)
    known = {ask.person_id: ask for ask in _asks_of(pattern.kind, about, person_ids)}
    again = [ask for ask in known.values() if ask.closed_at and not ask.answered_at]
    Ask.unscoped.filter(pk__in=[ask.pk for ask in again]).update(  # unscoped: found just above
        closed_at=None,
        team_id=pattern.team_id,
        asked_by_id=pattern.asked_by_id,
        asked_at=pattern.asked_at,
        message=pattern.message,
        human_reminders=0,
        last_reminded_at=None,
    )
    new = [person_id for person_id in person_ids if person_id not in known]
    shared = (
        "kind", "team_id", "about_type_id", "about_id", "message", "asked_by_id", "asked_at"
    )  # fmt: skip
    Ask.objects.bulk_create(
        Ask(person_id=person_id, **{name: getattr(pattern, name) for name in shared})
        for person_id in new
    )
    return {*new, *(ask.person_id for ask in again)}


def _asks_of(kind: str, about: models.Model, person_ids: Iterable[int]) -> models.QuerySet[Ask]:
    return Ask.unscoped.filter(  # unscoped: the caller holds the thing asked about
        kind=kind,
        about_type=ContentType.objects.get_for_model(about),
        about_id=about.pk,
        person_id__in=list(person_ids),
    )


def _send(actor: Person, ask: Ask, declared: AskKind, *, occurrence: str, now: datetime) -> None:
    link_for_ask(ask, now)
    if not ask.person.email:
        return
    if declared.mail_kind:
        queue_mail(
            kind=declared.mail_kind,
            recipient=ask.person,
            about=ask,
            occurrence=occurrence,
            about_act_of=actor,
            now=now,
        )
    else:
        push_reminder(
            source=ASK_SOURCE,
            recipient=ask.person,
            about=ask,
            kind=ASK_LINE,
            occurrence=occurrence,
            about_act_of=actor,
            now=now,
        )


def _locked(ask: Ask) -> Ask:
    locked: Ask = (
        Ask.unscoped.select_for_update(of=("self",))  # unscoped: the caller holds the ask
        .select_related("person", "about_type")
        .get(pk=ask.pk)
    )
    return locked


def _set_once(ask: Ask, name: str, moment: datetime) -> Ask:
    Ask.unscoped.filter(pk=ask.pk, **{f"{name}__isnull": True}).update(  # unscoped: caller's ask
        **{name: moment}
    )
    ask.refresh_from_db(fields=[name])
    return ask


def _links(asks: Iterable[Ask]) -> models.QuerySet[ActionLink]:
    return ActionLink.objects.filter(
        about_type=ContentType.objects.get_for_model(Ask), about_id__in=[ask.pk for ask in asks]
    )
