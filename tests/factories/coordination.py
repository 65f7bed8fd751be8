"""Organisations, teams, persons and their memberships."""

from datetime import timedelta
from typing import Any

import factory
from factory.django import DjangoModelFactory

from coordination.models import (
    BearingStructure,
    Organisation,
    OrganisationMembership,
    Person,
    Team,
    TeamMembership,
    TeamSite,
)
from msp_portal.kit import clock
from tests.factories.reference import CommuneFactory, DepartmentFactory, RegionFactory


class OrganisationFactory(DjangoModelFactory):
    """A federation of Bretagne, unless said otherwise."""

    class Meta:
        model = Organisation

    name = factory.Sequence(lambda n: f"Fédération {n}")
    kind = Organisation.Kind.FEDERATION
    region = factory.SubFactory(RegionFactory)


class TeamFactory(DjangoModelFactory):
    class Meta:
        model = Team

    name = factory.Sequence(lambda n: f"MSP de l’Essai {n}")
    department = factory.SubFactory(DepartmentFactory)
    federation = factory.SubFactory(OrganisationFactory)
    colour = factory.Sequence(lambda n: n % 12)


class TeamSiteFactory(DjangoModelFactory):
    class Meta:
        model = TeamSite

    team = factory.SubFactory(TeamFactory)
    commune = factory.SubFactory(CommuneFactory)


class BearingStructureFactory(DjangoModelFactory):
    class Meta:
        model = BearingStructure

    team = factory.SubFactory(TeamFactory)
    kind = BearingStructure.Kind.SISA
    name = factory.Sequence(lambda n: f"SISA {n}")


class PersonFactory(DjangoModelFactory):
    """A professional with an address and no account; ``account=True`` lets her sign in."""

    class Meta:
        model = Person
        skip_postgeneration_save = True

    class Params:
        account = factory.Trait(can_sign_in=True)

    first_name = factory.Sequence(lambda n: f"Camille{n}")
    last_name = "Essai"
    email = factory.LazyAttribute(lambda row: f"{row.first_name.lower()}@exemple.test")

    @factory.post_generation
    def member_of(self: Person, create: bool, extracted: Team | None, **kwargs: Any) -> None:  # noqa: N805, FBT001, RUF100
        """``PersonFactory(member_of=team, member_of__role="COORDINATOR")``."""
        if create and extracted is not None:
            TeamMembershipFactory(person=self, team=extracted, **kwargs)


class TeamMembershipFactory(DjangoModelFactory):
    class Meta:
        model = TeamMembership

    person = factory.SubFactory(PersonFactory)
    team = factory.SubFactory(TeamFactory)
    role = TeamMembership.Role.PROFESSIONAL
    since = factory.LazyFunction(lambda: clock.today() - timedelta(days=400))


class OrganisationMembershipFactory(DjangoModelFactory):
    class Meta:
        model = OrganisationMembership

    person = factory.SubFactory(PersonFactory, account=True)
    organisation = factory.SubFactory(OrganisationFactory)
    since = factory.LazyFunction(lambda: clock.today() - timedelta(days=400))
