"""Reads of what was asked: who has answered, who has not yet.

Public names: :func:`waiting_asks`, :func:`waiting_asks_of`, :func:`asks_about`.
"""

from django.contrib.contenttypes.models import ContentType
from django.db import models
from django.db.models import QuerySet

from coordination.models import Ask, Person
from msp_portal.kit.scoping import Scope


def _with_people(asks: QuerySet[Ask]) -> QuerySet[Ask]:
    return asks.select_related("person__profession", "team", "asked_by__profession")


def waiting_asks(scope: Scope) -> QuerySet[Ask]:
    """Asks of the scope's teams, and to the scope's person, that still wait; oldest first."""
    waiting = Ask.objects.for_scope(scope).filter(answered_at__isnull=True, closed_at__isnull=True)
    return _with_people(waiting)


def waiting_asks_of(person: Person) -> QuerySet[Ask]:
    """What is asked of this person and still waits for her."""
    return waiting_asks(Scope.of(person_id=person.pk)).filter(person=person)


def asks_about(scope: Scope, about: models.Model, kind: str) -> QuerySet[Ask]:
    """Everything asked of this kind about one thing: answered, closed and waiting."""
    asks = Ask.objects.for_scope(scope).filter(
        about_type=ContentType.objects.get_for_model(about), about_id=about.pk, kind=kind
    )
    return _with_people(asks)
