"""Who one is for the portal on a given day: the scope of a person, and her roles."""

from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Exists
from django.http import HttpRequest

from coordination.models import (
    DatedRole,
    Organisation,
    OrganisationMembership,
    Person,
    Team,
    TeamMembership,
)
from msp_portal.kit import clock
from msp_portal.kit.scoping import NOBODY, Scope
from msp_portal.reference.models import Region


@dataclass(frozen=True)
class Standing:
    """A person's teams and organisations in force on one day, read once per request (2 queries)."""

    person: Person | None
    teams: tuple[Team, ...] = ()
    team_roles: frozenset[tuple[int, str]] = frozenset()
    organisations: tuple[Organisation, ...] = ()
    scope: Scope = NOBODY
    has_second_factor: bool = False

    def roles_in(self, team_id: int) -> frozenset[str]:
        """Roles (``TeamMembership.Role`` values) held in this team."""
        return frozenset(role for held_in, role in self.team_roles if held_in == team_id)

    def coordinates(self, team_id: int) -> bool:
        """Whether she coordinates or leads this team."""
        steering = {TeamMembership.Role.COORDINATOR, TeamMembership.Role.LEADER}
        return bool(self.roles_in(team_id) & steering)

    @property
    def federations(self) -> tuple[Organisation, ...]:
        """Regional federations she works for."""
        return tuple(org for org in self.organisations if org.is_federation)

    @property
    def funders(self) -> tuple[Organisation, ...]:
        """ARS, CPAM or other funders she works for."""
        return tuple(org for org in self.organisations if org.is_funder)

    @property
    def home_region(self) -> Region | None:
        """The region of her first team, else of her federation. One query for a team."""
        if self.teams:
            return self.teams[0].department.region
        return next((federation.region for federation in self.federations), None)

    @property
    def sees_region(self) -> bool:
        """Whether the menu offers « Région »."""
        return bool(self.federations or self.funders)


ANONYMOUS = Standing(person=None)


def standing_of(person: Person, day: date) -> Standing:
    """The teams, organisations and scope of ``person`` on ``day``. Two queries."""
    memberships = list(
        TeamMembership.objects.for_scope(Scope.of(person_id=person.pk))
        .filter(DatedRole.in_force(day), person=person)
        .select_related("team__department")
        .order_by("team__name", "pk")
    )
    totp = Authenticator.objects.filter(user=person, type=Authenticator.Type.TOTP)
    posts = list(
        OrganisationMembership.objects.filter(DatedRole.in_force(day), person=person)
        .annotate(second_factor=Exists(totp))
        .select_related("organisation__region")
        .order_by("organisation__name", "pk")
    )
    teams = tuple({m.team_id: m.team for m in memberships}.values())
    organisations = tuple({p.organisation_id: p.organisation for p in posts}.values())
    return Standing(
        person=person,
        teams=teams,
        team_roles=frozenset((m.team_id, m.role) for m in memberships),
        organisations=organisations,
        scope=Scope.of(
            person_id=person.pk,
            team_ids=(team.pk for team in teams),
            organisation_ids=(org.pk for org in organisations),
        ),
        # Asked apart only for an administrator who works for no organisation.
        has_second_factor=any(p.second_factor for p in posts)
        if posts or not person.is_staff
        else totp.exists(),
    )


def standing_for(request: HttpRequest) -> Standing:
    """The standing of whoever sends this request, read once and kept on the request."""
    kept = getattr(request, "_standing", None)
    if kept is None:
        person = request.user
        kept = standing_of(person, clock.today()) if isinstance(person, Person) else ANONYMOUS
        request._standing = kept  # type: ignore[attr-defined]  # noqa: SLF001
    return kept
