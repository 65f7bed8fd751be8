"""Calls and application files."""

from datetime import timedelta

import factory
from factory.django import DjangoModelFactory

from coordination.models import (
    Organisation,
)
from funding.models import Application, Call, CallPiece, CallQuestion
from msp_portal.kit import clock
from tests.factories.coordination import OrganisationFactory
from tests.factories.projects import ProjectFactory, lead_team


class FunderFactory(OrganisationFactory):
    """A CPAM of Bretagne."""

    name = factory.Sequence(lambda n: f"CPAM {n}")
    kind = Organisation.Kind.CPAM


class CallFactory(DjangoModelFactory):
    """A call everybody reads, kept by a federation, that closes in forty days at 12:00."""

    class Meta:
        model = Call

    title = factory.Sequence(lambda n: f"Appel d’essai {n}")
    funder = factory.SubFactory(FunderFactory)
    kind_id = "AAP"
    closes_at = factory.LazyFunction(
        lambda: (clock.now() + timedelta(days=40)).replace(minute=0, second=0, microsecond=0)
    )
    federation = factory.SubFactory(OrganisationFactory)
    created_at = factory.LazyFunction(clock.now)


class CallQuestionFactory(DjangoModelFactory):
    class Meta:
        model = CallQuestion

    call = factory.SubFactory(CallFactory)
    label = factory.Sequence(lambda n: f"Question {n}")
    position = factory.Sequence(lambda n: n)


class CallPieceFactory(DjangoModelFactory):
    class Meta:
        model = CallPiece

    call = factory.SubFactory(CallFactory)
    label = factory.Sequence(lambda n: f"Pièce {n}")


class ApplicationFactory(DjangoModelFactory):
    """A draft of the team that carries the project."""

    class Meta:
        model = Application

    project = factory.SubFactory(ProjectFactory)
    call = factory.SubFactory(CallFactory)
    team = factory.LazyAttribute(lambda row: lead_team(row.project))
    created_at = factory.LazyFunction(clock.now)
