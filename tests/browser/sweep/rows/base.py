"""What the rows of every room use."""

from __future__ import annotations

from typing import Any, TypeVar

from django.db import models

from coordination.models import Ask, Person
from coordination.services.asks import link_for_ask
from msp_portal.kit.links.tokens import token_of
from msp_portal.kit.models import ActionLink

Kwargs = dict[str, Any]
Row = TypeVar("Row", bound=models.Model)


def person(address: str) -> Person:
    """A person of the demo, by her address."""
    return Person.objects.get(email=address)


def some(row: Row | None) -> Row:
    """The row, or a failure that says the demo has none any more."""
    assert row is not None, "The demo has no such row any more."
    return row


def pk(row: models.Model | None) -> Kwargs:
    """The address of a row by its number."""
    return {"pk": some(row).pk}


def token(link: ActionLink) -> Kwargs:
    """The address of a link that was given."""
    return {"token": token_of(link)}


def asked(kind: str, about: str) -> Ask:
    """Somebody who was asked, and has not answered."""
    waiting = Ask.unscoped.filter(kind=kind, about_type__model=about, closed_at=None)
    return some(waiting.filter(answered_at=None).first())


def ask_link(kind: str, about: str) -> Kwargs:
    """The address by which she answers."""
    return token(link_for_ask(asked(kind, about)))
