"""Diagnostic, priorities and opinions of a project."""

import factory
from factory.django import DjangoModelFactory

from msp_portal.kit import clock
from projects.models import (
    DiagnosticItem,
    PartnerOpinion,
    Priority,
)
from tests.factories.coordination import PersonFactory
from tests.factories.projects import PartnerFactory, ProjectFactory


class DiagnosticItemFactory(DjangoModelFactory):
    """A need heard, unless said otherwise."""

    class Meta:
        model = DiagnosticItem

    project = factory.SubFactory(ProjectFactory)
    kind = DiagnosticItem.Kind.NEED
    text = factory.Sequence(lambda n: f"Les parents demandent de l’aide ({n}).")
    position = factory.Sequence(lambda n: n)


class PriorityFactory(DjangoModelFactory):
    class Meta:
        model = Priority

    project = factory.SubFactory(ProjectFactory)
    label = factory.Sequence(lambda n: f"Le tabac au collège {n}")


class PartnerOpinionFactory(DjangoModelFactory):
    """What the contact of a partner answered."""

    class Meta:
        model = PartnerOpinion

    partner = factory.SubFactory(PartnerFactory)
    project = factory.SelfAttribute("partner.project")
    person = factory.SubFactory(PersonFactory)
    need = "Un lieu pour les jeunes."
    answered_at = factory.LazyFunction(clock.now)
