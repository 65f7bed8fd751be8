"""How each kind of ask reaches people, and when: declared by the rooms in ``apps.py``.

Public names: :class:`AskKind`, :func:`register_ask_kind`, :func:`ask_kind_of`, :func:`told_at`,
:func:`automatic_reminder_at`, :func:`may_remind_now`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import models
from django.utils import timezone

from coordination.models import Ask
from msp_portal.kit import mail_budget
from msp_portal.kit.french import day_month
from msp_portal.kit.models.outbox import MailCategory
from msp_portal.kit.outbox.registry import mail_kind
from msp_portal.kit.permissions import YES, Allowed, no
from msp_portal.kit.reminders.registry import DigestLine
from msp_portal.kit.reminders.schedules import CHASE_EVERY, request_reminder_at


@dataclass(frozen=True, slots=True)
class AskKind:
    """How one kind of ask reaches people.

    ``about`` is the model asked about (« projects.project »), empty for any; ``link_action`` the
    action of the signed link (its ``about`` is the ``Ask``). By default an ask is a line of the
    Monday letter, one mail a week for a professional (DECISIONS 7): ``line`` words it and may
    offer one button per answer. With ``mail_kind`` it is a mail of its own, whose category says
    when it leaves: for partners, and for what cannot wait.
    """

    kind: str
    link_action: str
    about: str = ""
    mail_kind: str = ""
    line: Callable[[Ask, datetime], DigestLine] | None = None


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
    found = _kinds.get((str(kind), label)) or _kinds.get((str(kind), ""))
    if found is None:
        raise UnknownAskKindError(f"{kind} / {label}")
    return found


def declared_for(ask: Ask) -> AskKind:
    """The declaration this ask was made under."""
    return ask_kind_of(ask.kind, ask.about_type.model_class() or Ask)


def told_at(ask: Ask, asked_at: datetime) -> datetime:
    """When what is asked at ``asked_at`` reaches the person: at once, or next Monday at 8:00."""
    declared = declared_for(ask)
    category = mail_kind(declared.mail_kind).category if declared.mail_kind else MailCategory.WEEKLY
    return mail_budget.allowed_moment(category, asked_at, asked_at)


def automatic_reminder_at(ask: Ask) -> datetime:
    """The one automatic reminder: the first Monday letter four working days after being told."""
    wanted = request_reminder_at(told_at(ask, ask.asked_at))
    return mail_budget.allowed_moment(MailCategory.WEEKLY, wanted, wanted)


def may_remind_now(ask: Ask, now: datetime) -> Allowed:
    """Whether a human may write again: only to who has not answered, at most once a week."""
    if ask.answered_at:
        return no("Cette personne a déjà répondu.")
    if ask.closed_at:
        return no("Cette demande est fermée.")
    if not ask.person.email:
        return no("Cette personne n’a pas d’adresse : remettez-lui le lien.")
    automatic = automatic_reminder_at(ask)
    if now <= automatic:
        return no(
            f"Le portail rappellera cette demande de lui-même le {day_month(_day(automatic))} ; "
            "vous pourrez relancer ensuite."
        )
    if ask.last_reminded_at and now < ask.last_reminded_at + CHASE_EVERY:
        again = ask.last_reminded_at + CHASE_EVERY + timedelta(minutes=1)
        return no(f"Une relance par semaine au plus : la prochaine, le {day_month(_day(again))}.")
    return YES


def _day(moment: datetime) -> datetime:
    return timezone.localtime(moment)
