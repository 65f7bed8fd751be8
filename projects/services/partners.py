"""Partners of a project: organisations and persons, with or without somebody to write to."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.models import Ask, Person
from coordination.services.asks import close_asks_about
from msp_portal.kit import clock
from msp_portal.kit.events import row_diff
from msp_portal.kit.models import Event
from projects.models import Partner, Project
from projects.services.part_changes import save_part
from projects.services.project_activity import record_project_event
from projects.services.project_removal import remove_row

KNOWN_ALREADY = "Ce projet a déjà un partenaire de ce nom."


@dataclass(frozen=True, slots=True)
class ContactSaid:
    """Somebody to write to, as typed. All empty: nobody."""

    first_name: str = ""
    last_name: str = ""
    function: str = ""
    email: str = ""

    def __bool__(self) -> bool:
        return bool(self.first_name or self.last_name or self.function or self.email)


@transaction.atomic
def save_partner(
    *,
    actor: Person,
    project: Project,
    changes: Mapping[str, Any],
    contact: ContactSaid | None = None,
    partner: Partner | None = None,
    expected_version: int = 0,
    base: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> Partner:
    """Add a partner, or correct it. ``contact`` None leaves the contact as it is.

    A contact is a person without account. An address already known is that person, under the name
    she already has: nobody is renamed from here. Raises ``ValidationError`` for a name the project
    already has, ``StaleSave`` when somebody corrected the same part meanwhile.
    """
    moment = now or clock.now()
    Project.unscoped.select_for_update().get(pk=project.pk)  # unscoped: the caller holds it
    _check_name(project, partner, changes)
    values = dict(changes)
    if contact is not None:
        values["contact"] = _contact_person(partner.contact if partner else None, contact)
    if partner is None:
        made: Partner = Partner.objects.create(project=project, **values)
        record_project_event(
            actor=actor, project=project, verb="partner.added", subject=made, now=moment
        )
        return made
    current = Partner.unscoped.get(pk=partner.pk)  # unscoped: the caller holds it
    told = row_diff(current, values)
    if not told:
        return current
    if "contact" in told and current.contact_id is not None:
        close_asks_about(kind=Ask.Kind.OPINION, about=current, now=moment)
    base = {**base, "contact": current.contact} if base is not None else None
    return save_part(
        actor=actor,
        part=current,
        verb="partner.edited",
        expected_version=expected_version,
        changes=values,
        base=base,
        now=moment,
    )


@transaction.atomic
def remove_partner(*, actor: Person, partner: Partner, now: datetime | None = None) -> Event:
    """Take a partner out of the project; nobody is written to any more about it."""
    close_asks_about(kind=Ask.Kind.OPINION, about=partner, now=now)
    return remove_row(actor=actor, row=partner, verb="partner.removed", now=now)


def _check_name(project: Project, partner: Partner | None, changes: Mapping[str, Any]) -> None:
    if "name" not in changes:
        return
    others = Partner.unscoped.filter(  # unscoped: the caller holds the project
        project=project, name__iexact=changes["name"]
    )
    if partner is not None:
        others = others.exclude(pk=partner.pk)
    if others.exists():
        raise ValidationError({"name": KNOWN_ALREADY})


def _contact_person(known: Person | None, said: ContactSaid) -> Person | None:
    """The person meant: the one already there, one known by her address, or a new one."""
    if not said:
        return None
    email = said.email.strip().lower()
    if known is not None and _is_same(known, said, email):
        return known
    found = Person.objects.filter(email=email).first() if email else None
    if found is not None:
        return found
    return Person.objects.create_user(
        email or None,
        first_name=said.first_name.strip(),
        last_name=said.last_name.strip(),
        function=said.function.strip(),
    )


def _is_same(known: Person, said: ContactSaid, email: str) -> bool:
    return (known.email or "", known.first_name, known.last_name, known.function) == (
        email,
        said.first_name.strip(),
        said.last_name.strip(),
        said.function.strip(),
    )
