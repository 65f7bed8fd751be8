"""Who reads the region, and which rows she may read: shares first, cartes de visite for federations.

An organisation sees what was shared with it. An ARS also sees what a federation of its region
received under « peut être montré à l’ARS ». A federation also sees the carte de visite of the
projects whose carrying team agreed to it once (DECISIONS 3). Everything here is a queryset: the
rights are decided by the database, in the same query as what they open.
"""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from coordination.models import Organisation, Share, VisitCardConsent
from msp_portal.kit.masking import Audience
from msp_portal.kit.scoping import Scope
from projects.models import Project, ProjectTeam


@dataclass(frozen=True)
class Reader:
    """One organisation reading on one day."""

    organisation: Organisation
    day: date

    @property
    def team_ids(self) -> frozenset[int]:
        """The teams whose own projects are read: none for an organisation."""
        return frozenset()

    @property
    def name(self) -> str:
        """Who reads, in words."""
        return self.organisation.name

    @property
    def is_federation(self) -> bool:
        """Whether cartes de visite may be shown to it."""
        return self.organisation.is_federation

    @property
    def audience(self) -> Audience:
        """Whose thresholds apply to small numbers of people."""
        return Audience.FEDERATION if self.organisation.is_federation else Audience.OUTSIDE

    @property
    def is_ars(self) -> bool:
        """Whether a federation may pass on to it what it was allowed to."""
        return self.organisation.kind == Organisation.Kind.ARS

    @property
    def passing_on(self) -> QuerySet[Organisation]:
        """The federations that may show it something: those of the region of an ARS."""
        if not self.is_ars or self.organisation.region_id is None:
            return Organisation.objects.none()
        return Organisation.objects.filter(
            kind=Organisation.Kind.FEDERATION, region_id=self.organisation.region_id
        )


@dataclass(frozen=True)
class TeamReader:
    """Teams reading their own projects, whole, through the data interface."""

    team_ids: frozenset[int]
    day: date
    name: str = "vos équipes"
    audience: Audience = Audience.TEAM
    is_federation: bool = False

    @property
    def passing_on(self) -> QuerySet[Organisation]:
        """Nobody passes a team its own projects."""
        return Organisation.objects.none()


AnyReader = Reader | TeamReader


def shares_read_by(reader: AnyReader) -> QuerySet[Share]:
    """Every share in force that lets ``reader`` see something of a project; for teams, those they
    made."""
    if isinstance(reader, TeamReader):
        return Share.unscoped.filter(  # unscoped: the teams are the scope
            Share.in_force(reader.day), team__in=reader.team_ids
        ).order_by()
    direct = Q(organisation=reader.organisation)
    allowed = direct | Q(may_pass_on=True, organisation__in=reader.passing_on)
    return Share.unscoped.filter(  # unscoped: the organisation itself is the scope
        Share.in_force(reader.day), allowed
    ).order_by()


def consents_given_to(reader: Reader) -> QuerySet[VisitCardConsent]:
    """Agreements in force by which teams show this federation their cartes de visite."""
    return VisitCardConsent.unscoped.filter(  # unscoped: the federation itself is the scope
        federation=reader.organisation,
        withdrawn_at__isnull=True,
        team__federation=reader.organisation,
    ).order_by()


def _carried_by_consenting(reader: Reader) -> QuerySet[ProjectTeam]:
    """What the teams that show this federation their cartes de visite carry."""
    return ProjectTeam.unscoped.filter(  # unscoped: the consents are the scope
        is_lead=True, left_at__isnull=True, team__in=consents_given_to(reader).values("team_id")
    ).order_by()


def visible_projects(reader: AnyReader) -> QuerySet[Project]:
    """Shared, or shown by their carte de visite; for teams, their own."""
    if isinstance(reader, TeamReader):
        return Project.objects.for_scope(Scope.of(team_ids=reader.team_ids)).order_by()
    shared = shares_read_by(reader).values("project_id")
    if not reader.organisation.is_federation:
        return Project.unscoped.filter(pk__in=shared).order_by()  # unscoped: the shares
    # One list of projects, not « one list or the other »: PostgreSQL then reads these projects by
    # their keys instead of every project of the country.
    either = shared.union(_carried_by_consenting(reader).values("project_id"))
    seen = Project.unscoped.filter(pk__in=either)  # unscoped: shares and consents are the scope
    return seen.filter(Q(visit_card_hidden=False) | Q(pk__in=shared)).order_by()


def shares_of_team_data(reader: Reader, project_id: int) -> QuerySet[Share]:
    """What was shared of one project, the latest first, with who shared it."""
    return (
        shares_read_by(reader)
        .filter(project_id=project_id)
        .select_related("organisation", "team", "shared_by__profession")
        .order_by("-since", "-pk")
    )


def scope_of(organisation: Organisation) -> Scope:
    """The scope of an organisation read without a person (a guest link)."""
    return Scope.of(organisation_ids=[organisation.pk])
