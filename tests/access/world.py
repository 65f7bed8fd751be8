"""The small world the access matrix is tried in: one project of one team, and eleven audiences."""

from dataclasses import dataclass, field
from functools import cached_property

from allauth.mfa.models import Authenticator
from django.test import Client

from coordination.models import Organisation, Person, Team
from projects.models import Project
from tests.factories import (
    FramingNoteFactory,
    IndicatorFactory,
    ObjectiveFactory,
    OrganisationFactory,
    OrganisationMembershipFactory,
    PartnerFactory,
    PersonFactory,
    ProjectFactory,
    RegionFactory,
    TeamFactory,
)


@dataclass
class World:
    """Everything is made on first use, so that a line pays only for what it names."""

    kept: dict[str, object] = field(default_factory=dict)

    @cached_property
    def federation(self) -> Organisation:
        """The federation of Bretagne, that the team belongs to."""
        return OrganisationFactory(name="Fédération de Bretagne")

    @cached_property
    def other_federation(self) -> Organisation:
        """A federation of another region."""
        region = RegionFactory(code="52", name="Pays de la Loire", ars_name="ARS Pays de la Loire")
        return OrganisationFactory(name="Fédération d’ailleurs", region=region)

    @cached_property
    def ars(self) -> Organisation:
        return OrganisationFactory(name="ARS Bretagne", kind=Organisation.Kind.ARS)

    @cached_property
    def cpam(self) -> Organisation:
        return OrganisationFactory(name="CPAM", kind=Organisation.Kind.CPAM)

    @cached_property
    def support_actor(self) -> Organisation:
        return OrganisationFactory(name="Appui", kind=Organisation.Kind.SUPPORT)

    @cached_property
    def team(self) -> Team:
        return TeamFactory(name="MSP du Canal", federation=self.federation)

    @cached_property
    def other_team(self) -> Team:
        return TeamFactory(name="MSP des Dunes", federation=self.federation)

    @cached_property
    def project(self) -> Project:
        """A project that nobody outside the team was shown."""
        project = ProjectFactory(team=self.team, title="Projet du Canal")
        FramingNoteFactory(project=project)
        return project

    @cached_property
    def objective(self) -> object:
        return ObjectiveFactory(project=self.project)

    @cached_property
    def indicator(self) -> object:
        return IndicatorFactory(project=self.project)

    @cached_property
    def partner(self) -> object:
        return PartnerFactory(project=self.project)

    def person(self, audience: str) -> Person:
        """The person who stands for this audience; AttributeError for those without account."""
        if audience not in self.kept:
            self.kept[audience] = getattr(self, f"_{audience}_person")()
        return self.kept[audience]  # type: ignore[return-value]

    def client_of(self, audience: str) -> Client:
        """A client signed in as this audience (a guest only holds a link)."""
        client = Client()
        if audience not in {"anonymous", "guest_link"}:
            client.force_login(self.person(audience))
        return client

    def _owner_person(self) -> Person:
        return PersonFactory(account=True, member_of=self.team, member_of__role="COORDINATOR")

    def _teammate_person(self) -> Person:
        return PersonFactory(account=True, member_of=self.team)

    def _stranger_person(self) -> Person:
        return PersonFactory(account=True, member_of=self.other_team, member_of__role="COORDINATOR")

    def _federation_person(self) -> Person:
        return self._officer(self.federation)

    def _other_federation_person(self) -> Person:
        return self._officer(self.other_federation)

    def _ars_person(self) -> Person:
        return self._officer(self.ars)

    def _cpam_person(self) -> Person:
        return self._officer(self.cpam)

    def _support_person(self) -> Person:
        return self._officer(self.support_actor)

    def _admin_person(self) -> Person:
        return with_second_factor(PersonFactory(account=True, is_staff=True, is_superuser=True))

    @staticmethod
    def _officer(organisation: Organisation) -> Person:
        person = PersonFactory(account=True)
        OrganisationMembershipFactory(person=person, organisation=organisation)
        return with_second_factor(person)


def with_second_factor(person: Person) -> Person:
    """Give this person the second factor her role requires."""
    Authenticator.objects.create(
        user=person, type=Authenticator.Type.TOTP, data={"secret": "essai"}
    )
    return person
