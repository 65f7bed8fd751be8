"""Who is in a team: added without an account, with a role and its dates.

Public names::

    add_member(*, actor, team, first_name, last_name, profession=None, function="", email="",
               role=PROFESSIONAL, since=None, now=None) -> TeamMembership
    add_members(*, actor, team, new, now=None) -> list[TeamMembership]      # NewMember rows
    correct_member(*, actor, team, person, ..., now=None) -> Person
    start_role(*, actor, person, team, role, since, now) -> TeamMembership
    end_role(*, actor, membership, until=None, now=None) -> TeamMembership
    resume_role(*, actor, membership, now=None) -> TeamMembership

Refusals are ``ValidationError`` with a sentence for the screen.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.models import DatedRole, Person, Team, TeamMembership
from msp_portal.kit import clock
from msp_portal.kit.events import diff, record_event
from msp_portal.reference.models import Profession

Role = TeamMembership.Role


@dataclass(frozen=True, slots=True)
class NewMember:
    """One person of a list to add."""

    first_name: str
    last_name: str
    profession: Profession | None = None
    function: str = ""
    email: str = ""


@transaction.atomic
def add_member(
    *,
    actor: Person,
    team: Team,
    first_name: str,
    last_name: str,
    profession: Profession | None = None,
    function: str = "",
    email: str = "",
    role: str = Role.PROFESSIONAL,
    since: date | None = None,
    now: datetime | None = None,
) -> TeamMembership:
    """Add somebody to the team, without an account. Nothing is written to her.

    An address already known is the same person: she is added under the name she already has.
    """
    moment = now or clock.now()
    _one_at_a_time(team)
    person = _known(email) or _namesake(team, first_name, last_name, moment)
    if person is None:
        person = _create_person(first_name, last_name, profession, function, email)
    elif email and person.email is None:
        person.email = email.strip().lower()
        person.full_clean(exclude=["password"])
        person.save(update_fields=["email"])
    day = since or timezone.localtime(moment).date()
    return start_role(
        actor=actor, person=person, team=team, role=role, since=day, now=moment, verb="member.added"
    )


@transaction.atomic
def add_members(
    *, actor: Person, team: Team, new: Iterable[NewMember], now: datetime | None = None
) -> list[TeamMembership]:
    """Add everybody of a list, or nobody when one of them is refused."""
    return [
        add_member(
            actor=actor,
            team=team,
            first_name=each.first_name,
            last_name=each.last_name,
            profession=each.profession,
            function=each.function,
            email=each.email,
            now=now,
        )
        for each in new
    ]


@transaction.atomic
def start_role(
    *,
    actor: Person,
    person: Person,
    team: Team,
    role: str,
    since: date,
    now: datetime,
    verb: str = "member.added",
) -> TeamMembership:
    """Give a role from ``since``. Refused when she already holds it."""
    _one_at_a_time(team)
    held = TeamMembership.unscoped.filter(  # unscoped: the caller holds the team
        DatedRole.in_force(since), person=person, team=team, role=role
    )
    if held.exists():
        raise ValidationError(f"{person.full_name} a déjà ce rôle dans l’équipe.")
    membership: TeamMembership = TeamMembership.objects.create(
        person=person, team=team, role=role, since=since
    )
    record_event(
        actor=actor,
        verb=verb,
        subject=person,
        changes={"role": [None, role], "since": [None, since]},
        team_ids=[team.pk],
        now=now,
    )
    return membership


@transaction.atomic
def end_role(
    *,
    actor: Person,
    membership: TeamMembership,
    until: date | None = None,
    now: datetime | None = None,
) -> TeamMembership:
    """Note the last day of a role (today by default). A team keeps somebody who coordinates."""
    moment = now or clock.now()
    day = until or timezone.localtime(moment).date()
    _one_at_a_time(membership.team)
    membership.refresh_from_db()
    if day < membership.since:
        raise ValidationError("Le rôle ne peut pas finir avant d’avoir commencé.")
    if membership.role == Role.COORDINATOR and not _others_coordinate(membership, day):
        raise ValidationError(
            "C’est la seule personne qui coordonne l’équipe : invitez d’abord la suivante."
        )
    old, membership.until = membership.until, day
    membership.save(update_fields=["until"])
    _record(actor, "member.ended", membership, old, moment)
    return membership


@transaction.atomic
def resume_role(
    *, actor: Person, membership: TeamMembership, now: datetime | None = None
) -> TeamMembership:
    """Take back the end of a role. Refused when the same role was given again meanwhile."""
    moment = now or clock.now()
    _one_at_a_time(membership.team)
    membership.refresh_from_db()
    again = TeamMembership.unscoped.filter(  # unscoped: the caller holds the membership
        person_id=membership.person_id,
        team_id=membership.team_id,
        role=membership.role,
        until__isnull=True,
    ).exclude(pk=membership.pk)
    if again.exists():
        raise ValidationError("Ce rôle a déjà été redonné à cette personne.")
    old, membership.until = membership.until, None
    if old is not None:
        membership.save(update_fields=["until"])
        _record(actor, "member.resumed", membership, old, moment)
    return membership


@transaction.atomic
def correct_member(
    *,
    actor: Person,
    team: Team,
    person: Person,
    first_name: str,
    last_name: str,
    profession: Profession | None,
    function: str,
    email: str,
    now: datetime | None = None,
) -> Person:
    """Correct how a member without account is named and reached. With an account, she does it."""
    if person.can_sign_in:
        raise ValidationError("Cette personne a un compte : elle corrige elle-même sa fiche.")
    new = {
        "first_name": first_name.strip(),
        "last_name": last_name.strip(),
        "profession": profession,
        "function": function.strip(),
        "email": email.strip().lower() or None,
    }
    changes = diff({name: getattr(person, name) for name in new}, new)
    if changes:
        for name, value in new.items():
            setattr(person, name, value)
        person.full_clean(exclude=["password"])
        person.save(update_fields=list(new))
        record_event(
            actor=actor,
            verb="person.corrected",
            subject=person,
            changes={name: change for name, change in changes.items() if name != "email"},
            team_ids=[team.pk],
            now=now,
        )
    return person


def _one_at_a_time(team: Team) -> None:
    Team.objects.select_for_update(no_key=True).get(pk=team.pk)


def _known(email: str) -> Person | None:
    address = email.strip().lower()
    return Person.objects.filter(email=address).first() if address else None


def _namesake(team: Team, first_name: str, last_name: str, moment: datetime) -> Person | None:
    """The same name in this very team is the same person: adding twice makes no double."""
    today = timezone.localtime(moment).date()
    found = TeamMembership.unscoped.filter(  # unscoped: the caller holds the team
        DatedRole.in_force(today),
        team=team,
        person__first_name__iexact=first_name.strip(),
        person__last_name__iexact=last_name.strip(),
    ).select_related("person")
    membership = found.first()
    return membership.person if membership else None


def _create_person(
    first_name: str, last_name: str, profession: Profession | None, function: str, email: str
) -> Person:
    return Person.objects.create_user(
        email=email,
        first_name=first_name.strip(),
        last_name=last_name.strip(),
        profession=profession,
        function=function.strip(),
    )


def _others_coordinate(membership: TeamMembership, day: date) -> bool:
    others = TeamMembership.unscoped.filter(  # unscoped: the caller holds the membership
        team_id=membership.team_id, role=Role.COORDINATOR, until__isnull=True, since__lte=day
    )
    return others.exclude(person_id=membership.person_id).exists()


def _record(
    actor: Person, verb: str, membership: TeamMembership, old: date | None, moment: datetime
) -> None:
    record_event(
        actor=actor,
        verb=verb,
        subject=membership.person,
        changes={"role": [membership.role, membership.role], "until": [old, membership.until]},
        team_ids=[membership.team_id],
        now=moment,
    )
