"""The journal: one verb per change, written in the transaction of the change.

Each app registers its verbs, with the French sentence that tells them, in its ``apps.py``::

    register_verbs({"project.opened": "a ouvert le projet « {subject} »"})

and its services call :func:`record_event` inside their ``transaction.atomic``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.prefetch import GenericPrefetch
from django.db import models, transaction
from django.db.models import QuerySet, prefetch_related_objects

from msp_portal.kit import clock
from msp_portal.kit.french import hour, long_date
from msp_portal.kit.models.events import Event
from msp_portal.kit.models.links import ActionLink

PORTAL = "Le portail"

_SUBJECT = "{subject}"
_sentences: dict[str, str] = {}


class UnknownVerbError(LookupError):
    """An act was recorded under a verb nobody registered: the journal could not tell it."""


def register_verbs(sentences: Mapping[str, str]) -> None:
    """Add verbs (``subject.action``) with what follows the actor's name in the journal.

    A sentence may hold ``{subject}``, and ``{name}`` for the new value of a change of that name
    (« a partagé {what} avec {organisation} »). Registering the same pair again changes nothing;
    another sentence for a known verb is refused.
    """
    for verb, sentence in sentences.items():
        if _sentences.setdefault(verb, sentence) != sentence:
            raise ValueError(f"Le verbe {verb} est déjà enregistré avec une autre phrase.")


def registered_verbs() -> Mapping[str, str]:
    """Every verb with its sentence (read only)."""
    return dict(_sentences)


def record_event(
    *,
    actor: models.Model | None,
    verb: str,
    subject: models.Model,
    changes: Mapping[str, Any] | None = None,
    team_ids: Iterable[int] = (),
    via_link: ActionLink | None = None,
    now: datetime | None = None,
) -> Event:
    """Write what ``actor`` (None: the portal itself) did to ``subject``.

    ``changes`` is ``{field: [old, new]}`` (see :func:`diff`); ``team_ids`` says who may read it.
    Raises ``UnknownVerbError``, and ``TransactionManagementError`` outside a transaction: an act
    and its event are written together or not at all.
    """
    if verb not in _sentences:
        raise UnknownVerbError(verb)
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError(
            "record_event() belongs inside the transaction of the change it tells."
        )
    event: Event = Event.objects.create(
        at=now or clock.now(),
        actor=actor,
        verb=verb,
        subject_type=ContentType.objects.get_for_model(subject),
        subject_id=subject.pk,
        changes=dict(changes or {}),
        team_ids=sorted(set(team_ids)),
        via_link=via_link,
    )
    return event


def _readable(events: QuerySet[Event]) -> QuerySet[Event]:
    # « Léa Martin (infirmière) » needs the profession: read with the actor, whatever the rows.
    return events.select_related("actor__profession", "subject_type")


def events_about(subject: models.Model) -> QuerySet[Event]:
    """What happened to ``subject``, latest first. The caller already may read the subject."""
    kind = ContentType.objects.get_for_model(subject)
    found = Event.unscoped.filter(  # unscoped: the caller holds the subject itself
        subject_type=kind, subject_id=subject.pk
    )
    return _readable(found)


def events_for_teams(team_ids: Iterable[int]) -> QuerySet[Event]:
    """The journal of these teams, latest first."""
    found = Event.unscoped.filter(  # unscoped: the teams are the scope
        team_ids__overlap=sorted(set(team_ids))
    )
    return _readable(found)


def diff(old: Mapping[str, Any], new: Mapping[str, Any]) -> dict[str, list[Any]]:
    """``{field: [old, new]}`` for the fields of ``new`` whose value differs from ``old``.

    A related object is kept as its key; a field absent from ``old`` counts as empty.
    """
    return {
        name: [_plain(old.get(name)), _plain(value)]
        for name, value in new.items()
        if old.get(name) != value
    }


def row_diff(row: models.Model, changes: Mapping[str, Any]) -> dict[str, list[Any]]:
    """``diff`` between a row as it is and what it is about to become."""
    return diff({name: getattr(row, name) for name in changes}, changes)


def _plain(value: Any) -> Any:
    if isinstance(value, models.Model):
        return value.pk
    if isinstance(value, set | frozenset):
        return sorted(value)
    return value


@dataclass(frozen=True, slots=True)
class JournalLine:
    """One line of the « Journal » page."""

    at: datetime
    who: str
    what: str
    event: Event

    def __str__(self) -> str:
        return f"{self.who} {self.what}, le {long_date(self.at)} à {hour(self.at)}."


def journal_line(event: Event) -> JournalLine:
    """Tell one event: « Léa Martin (infirmière) a ouvert le projet « Écrans », le … »."""
    actor = event.actor
    who = getattr(actor, "name_and_role", str(actor)) if actor else PORTAL
    sentence = _sentence(event)
    if _SUBJECT in sentence:
        sentence = sentence.replace(_SUBJECT, str(event.subject or "supprimé depuis"))
    for name, change in event.changes.items():
        if isinstance(change, list) and len(change) == 2:
            sentence = sentence.replace(f"{{{name}}}", str(change[1]))
    return JournalLine(at=event.at, who=who, what=sentence, event=event)


def journal(events: Iterable[Event]) -> list[JournalLine]:
    """Tell these events, in their order. One query for each kind of subject that is named."""
    told = list(events)
    named = [event for event in told if _SUBJECT in _sentence(event)]
    prefetch_related_objects(named, GenericPrefetch("subject", _named_subjects(named)))
    return [journal_line(event) for event in told]


def _sentence(event: Event) -> str:
    # A verb retired since: its events stay readable.
    return _sentences.get(event.verb, f"a agi ({event.verb})")


def _named_subjects(events: Iterable[Event]) -> list[QuerySet[Any]]:
    """How to read the subjects whose name is made of others' names (« Un mois sans tabac — ARS »):
    each model says in ``named_with`` which relations its ``__str__`` follows."""
    met = {event.subject_type.model_class() for event in events}
    return [
        model._base_manager.select_related(*relations)
        for model in met
        if model is not None and (relations := getattr(model, "named_with", ()))
    ]
