"""Asking something of people who have no account, and knowing who answered (DECISIONS 7).

Each room says once, in ``apps.py``, how its asks reach people::

    register_ask_kind(AskKind(
        kind=Ask.Kind.ENGAGEMENT, about="projects.project",
        mail_kind="projects.engagement_ask", link_action="engagement",
    ))

then calls::

    ask_people(*, actor, team, kind, about, persons, message="", now=None) -> list[Ask]
    mark_answered(*, actor, ask, now=None) -> Ask       # in the room's own transaction
    reopen_ask(*, actor, ask, now=None) -> Ask          # an answer was taken back
    remind_ask(*, actor, ask, now=None) -> Ask          # a human's relance
    may_remind_now(ask, now) -> Allowed                 # shown before the button
    close_ask(*, actor, ask, now=None) -> Ask
    close_asks_about(*, actor, kind, about, now=None) -> int

The mail kind receives the ``Ask`` as ``mail.about``; its link is ``link_for_ask(ask)``. Its
``build`` returns None when ``ask.waits`` is false: a reminder never reaches who has answered.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils import timezone

from coordination.models import Ask, Person, Team
from msp_portal.kit import clock
from msp_portal.kit.events import record_event
from msp_portal.kit.french import day_month
from msp_portal.kit.links import issue_link, revoke_link
from msp_portal.kit.models import ActionLink
from msp_portal.kit.outbox.queueing import queue_mail
from msp_portal.kit.permissions import YES, Allowed, no
from msp_portal.reference.calendar import add_working_days

AUTOMATIC_REMINDER_WORKING_DAYS = 4
BETWEEN_REMINDERS = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class AskKind:
    """How one kind of ask reaches people.

    ``about`` is the model asked about (« projects.project »), empty for any; ``mail_kind`` a kind
    declared to the outbox; ``link_action`` the action of the signed link.
    """

    kind: str
    mail_kind: str
    link_action: str
    about: str = ""


class UnknownAskKindError(LookupError):
    """Something was asked in a way no room declared."""


_kinds: dict[tuple[str, str], AskKind] = {}


def register_ask_kind(ask_kind: AskKind) -> None:
    """Declare how a kind of ask reaches people; the same declaration twice changes nothing."""
    key = (str(ask_kind.kind), ask_kind.about)
    if _kinds.setdefault(key, ask_kind) != ask_kind:
        raise ValueError(f"La demande {key} est déjà déclarée autrement.")


def ask_kind_of(kind: str, about: models.Model | type[models.Model]) -> AskKind:
    """The declaration for this kind about this model; raises ``UnknownAskKindError``."""
    label = about._meta.label_lower
    found = _kinds.get((kind, label)) or _kinds.get((kind, ""))
    if found is None:
        raise UnknownAskKindError(f"{kind} / {label}")
    return found


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
    fresh = _write_new(actor, team, kind, about, everyone, message, moment)
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
def mark_answered(*, actor: Person, ask: Ask, now: datetime | None = None) -> Ask:
    """Note that the answer came. The room records the answer and its event; this only stops us
    from asking. The first answer's moment is kept."""
    return _set_once(ask, "answered_at", now or clock.now())


@transaction.atomic
def reopen_ask(*, actor: Person, ask: Ask, now: datetime | None = None) -> Ask:
    """The answer was taken back: it waits again; no mail leaves for that."""
    Ask.unscoped.filter(pk=ask.pk).update(answered_at=None)  # unscoped: the caller holds the ask
    ask.refresh_from_db(fields=["answered_at"])
    return ask


def automatic_reminder_day(ask: Ask) -> date:
    """The day of the one automatic reminder: four working days after asking."""
    asked_on = timezone.localtime(ask.asked_at).date()
    return add_working_days(asked_on, AUTOMATIC_REMINDER_WORKING_DAYS)


def may_remind_now(ask: Ask, now: datetime) -> Allowed:
    """Whether a human may write again: only to who has not answered, at most once a week."""
    if ask.answered_at:
        return no("Cette personne a déjà répondu.")
    if ask.closed_at:
        return no("Cette demande est fermée.")
    if not ask.person.email:
        return no("Cette personne n’a pas d’adresse : remettez-lui le lien.")
    automatic = automatic_reminder_day(ask)
    if timezone.localtime(now).date() <= automatic:
        return no(
            f"Le portail rappellera cette demande de lui-même le {day_month(automatic)} ; "
            "vous pourrez relancer ensuite."
        )
    if ask.last_reminded_at and now < ask.last_reminded_at + BETWEEN_REMINDERS:
        again = timezone.localtime(ask.last_reminded_at + BETWEEN_REMINDERS).date()
        return no(f"Une relance par semaine au plus : la prochaine, le {day_month(again)}.")
    return YES


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
    declared = ask_kind_of(locked.kind, locked.about_type.model_class() or Ask)
    _send(actor, locked, declared, occurrence=f"relance-{locked.human_reminders}", now=moment)
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
def close_ask(*, actor: Person, ask: Ask, now: datetime | None = None) -> Ask:
    """Stop asking this person; her link says so kindly. Closing twice changes nothing."""
    moment = now or clock.now()
    ask = _set_once(ask, "closed_at", moment)
    for link in _links([ask]):
        revoke_link(link, actor=actor, now=moment)
    return ask


@transaction.atomic
def close_asks_about(
    *, actor: Person, kind: str, about: models.Model, now: datetime | None = None
) -> int:
    """Close what still waits about one thing (it was done, or dropped). Returns how many."""
    waiting = Ask.unscoped.filter(  # unscoped: the caller holds the thing asked about
        about_type=ContentType.objects.get_for_model(about),
        about_id=about.pk,
        kind=kind,
        answered_at__isnull=True,
        closed_at__isnull=True,
    )
    closed = [close_ask(actor=actor, ask=ask, now=now) for ask in waiting]
    return len(closed)


def link_for_ask(ask: Ask) -> ActionLink | None:
    """The link alive by which the person answers; None when the ask was closed."""
    return _links([ask]).filter(revoked_at__isnull=True, replaced_at__isnull=True).first()


def _write_new(
    actor: Person,
    team: Team,
    kind: str,
    about: models.Model,
    everyone: dict[int, Person],
    message: str,
    moment: datetime,
) -> set[int]:
    """Write asks for who has none, open again those closed unanswered. Returns whose."""
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)  # two senders: one after the other
    known = {ask.person_id: ask for ask in _asks_of(kind, about, everyone)}
    closed = [ask.pk for ask in known.values() if ask.closed_at and not ask.answered_at]
    again = {ask.person_id for ask in known.values() if ask.pk in closed}
    if closed:
        Ask.unscoped.filter(pk__in=closed).update(  # unscoped: rows found just above
            closed_at=None,
            team=team,
            asked_by=actor,
            asked_at=moment,
            message=message,
            human_reminders=0,
            last_reminded_at=None,
        )
    new = [person_id for person_id in everyone if person_id not in known]
    Ask.objects.bulk_create(
        Ask(
            kind=kind,
            team=team,
            person_id=person_id,
            about_type=ContentType.objects.get_for_model(about),
            about_id=about.pk,
            message=message,
            asked_by=actor,
            asked_at=moment,
        )
        for person_id in new
    )
    return {*new, *again}


def _asks_of(kind: str, about: models.Model, person_ids: Iterable[int]) -> models.QuerySet[Ask]:
    return Ask.unscoped.filter(  # unscoped: the caller holds the thing asked about
        kind=kind,
        about_type=ContentType.objects.get_for_model(about),
        about_id=about.pk,
        person_id__in=list(person_ids),
    )


def _send(actor: Person, ask: Ask, declared: AskKind, *, occurrence: str, now: datetime) -> None:
    issue_link(person=ask.person, action=declared.link_action, about=ask, issued_by=actor, now=now)
    if ask.person.email:
        queue_mail(
            kind=declared.mail_kind,
            recipient=ask.person,
            about=ask,
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
