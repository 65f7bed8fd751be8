"""Who is who in the demo: roles, addresses, passwords, codes and links, for people who try it."""

import time
from dataclasses import dataclass

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from coordination.models import Ask, Person
from coordination.services.asks import link_for_ask
from msp_portal.demo import data
from msp_portal.kit.links.services import link_url
from msp_portal.kit.scoping import Scope

CODE_SECONDS = 30


@dataclass(frozen=True, slots=True)
class Account:
    """One person one can be, and what is worth seeing as her. ``codes``: the present and the next code of her second factor."""

    role: str
    where: str
    see: str
    person: Person
    codes: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class LinkHolder:
    """A person without account; ``url`` is the page of what is asked of her, None once answered."""

    role: str
    where: str
    see: str
    person: Person
    url: str | None


def accounts() -> list[Account]:
    """The accounts of the demo that are in the database, in the order of the data file."""
    rows = data.read("people")["accounts"]
    known = _people([row["person"] for row in rows])
    secrets = {
        authenticator.user_id: get_adapter().decrypt(authenticator.data["secret"])
        for authenticator in Authenticator.objects.filter(
            user__in=known.values(), type=Authenticator.Type.TOTP
        )
    }
    return [
        Account(row["role"], row["where"], row["see"], person, _codes(secrets.get(person.pk)))
        for row in rows
        if (person := known.get(row["person"]))
    ]


def link_holders() -> list[LinkHolder]:
    """Those who answer by their link: for each, the first thing that waits for her."""
    rows = data.read("people")["by_link"]
    known = _people([row["person"] for row in rows])
    return [
        LinkHolder(row["role"], row["where"], row["see"], person, _waiting_url(person))
        for row in rows
        if (person := known.get(row["person"]))
    ]


def _waiting_url(person: Person) -> str | None:
    waiting = (
        Ask.objects.for_scope(Scope.of(person_id=person.pk))
        .filter(person=person, answered_at__isnull=True, closed_at__isnull=True)
        .first()
    )
    return link_url(link_for_ask(waiting)) if waiting else None


def email_of(key: str) -> str:
    """The address of a person of the data files, from her key."""
    for row in data.read("people")["people"]:
        if row["key"] == key:
            return str(row["email"])
    team, _, stem = key.partition("/")
    return f"{stem}@{team}.example.org"


def _people(keys: list[str]) -> dict[str, Person]:
    addresses = {email_of(key): key for key in keys}
    found = Person.objects.filter(email__in=addresses, illustration=True)
    return {addresses[person.email or ""]: person for person in found}


def _codes(secret: str | None) -> tuple[str, str] | None:
    """The codes of this half minute and of the next, as an application would show them."""
    if secret is None:
        return None
    step = int(time.time()) // CODE_SECONDS
    now, then = (format_hotp_value(hotp_value(secret, step + shift)) for shift in (0, 1))
    return now, then
