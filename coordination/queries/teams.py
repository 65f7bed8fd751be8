"""Reads of the page of a team.

Public names: :func:`team_members`, :func:`coordinators_of`, :func:`open_invitations`,
:func:`people_of_team`.
"""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from coordination.models import DatedRole, Invitation, Organisation, Person, Team, TeamMembership
from msp_portal.kit.scoping import Scope

Role = TeamMembership.Role
UNKNOWN = "Profession non précisée"


@dataclass(slots=True)
class MemberLine:
    """One person of the team with her roles; past roles apart."""

    person: Person
    current: list[TeamMembership] = field(default_factory=list)
    past: list[TeamMembership] = field(default_factory=list)


@dataclass(slots=True)
class Members:
    """The team by profession, in the order of the list; who left, apart."""

    by_profession: list[tuple[str, list[MemberLine]]]
    left: list[MemberLine]
    count: int


def _memberships(scope: Scope, team: Team) -> QuerySet[TeamMembership]:
    return (
        TeamMembership.objects.for_scope(scope)
        .filter(team=team)
        .select_related("person__profession")
        .order_by("person__last_name", "person__first_name", "person_id", "since", "pk")
    )


def team_members(scope: Scope, team: Team, day: date) -> Members:
    """Everybody, read in one query."""
    lines: dict[int, MemberLine] = {}
    for membership in _memberships(scope, team):
        line = lines.setdefault(membership.person_id, MemberLine(membership.person))
        over = membership.until is not None and membership.until < day
        (line.past if over else line.current).append(membership)
    present = [line for line in lines.values() if line.current]
    groups: dict[tuple[int, str], list[MemberLine]] = {}
    for line in present:
        profession = line.person.profession
        key = (profession.position, profession.label) if profession else (10_000, UNKNOWN)
        groups.setdefault(key, []).append(line)
    return Members(
        by_profession=[(key[1], groups[key]) for key in sorted(groups)],
        left=[line for line in lines.values() if not line.current],
        count=len(present),
    )


def people_of_team(scope: Scope, team: Team, day: date) -> QuerySet[Person]:
    """Who is in the team on ``day``, for a list of choices."""
    in_force = TeamMembership.objects.for_scope(scope).filter(DatedRole.in_force(day), team=team)
    return Person.objects.filter(pk__in=in_force.values("person_id")).select_related("profession")


def coordinators_of(team: Team, day: date) -> list[Person]:
    """Who coordinates or leads the team: known to its members and to its federation."""
    steering = TeamMembership.unscoped.filter(  # unscoped: the one fact a federation knows
        DatedRole.in_force(day), team=team, role__in=[Role.COORDINATOR, Role.LEADER]
    )
    return list(
        Person.objects.filter(pk__in=steering.values("person_id")).select_related("profession")
    )


def open_invitations(place: Team | Organisation) -> QuerySet[Invitation]:
    """Invitations into this place that wait for an answer."""
    where = {"team": place} if isinstance(place, Team) else {"organisation": place}
    return Invitation.objects.filter(
        **where, accepted_at__isnull=True, withdrawn_at__isnull=True
    ).select_related("person", "invited_by")
