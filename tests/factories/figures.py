"""Facts, budgets, evaluations and programmes."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import factory
from factory.django import DjangoModelFactory

from msp_portal.kit import clock
from projects.models import (
    Budget,
    BudgetLine,
    Evaluation,
    Fact,
    Programme,
    ProgrammeAdoption,
)
from tests.factories.coordination import OrganisationFactory
from tests.factories.projects import IndicatorFactory, ProjectFactory, lead_team
from tests.factories.reference import ThemeFactory


class FactFactory(DjangoModelFactory):
    """Ten passages counted today: ``FactFactory(indicator=…, value=12, date=…)``."""

    class Meta:
        model = Fact

    indicator = factory.SubFactory(IndicatorFactory)
    project = factory.SelfAttribute("indicator.project")
    date = factory.LazyFunction(clock.today)
    value = Decimal(10)
    recorded_at = factory.LazyFunction(clock.now)
    client_uuid = factory.LazyFunction(uuid4)


class BudgetFactory(DjangoModelFactory):
    class Meta:
        model = Budget

    project = factory.SubFactory(ProjectFactory)
    year = 2026
    updated_at = factory.LazyFunction(clock.now)


class BudgetLineFactory(DjangoModelFactory):
    """A thousand euros of services: ``BudgetLineFactory(budget=…, account_id="622")``."""

    class Meta:
        model = BudgetLine

    budget = factory.SubFactory(BudgetFactory)
    project = factory.SelfAttribute("budget.project")
    account_id = "604"
    amount = 1000


class EvaluationFactory(DjangoModelFactory):
    """The year 2026, not validated."""

    class Meta:
        model = Evaluation

    project = factory.SubFactory(ProjectFactory)
    period_start = date(2026, 1, 1)
    period_end = date(2026, 12, 31)
    updated_at = factory.LazyFunction(clock.now)


class ProgrammeFactory(DjangoModelFactory):
    """A published programme that needs four volunteers."""

    class Meta:
        model = Programme

    key = factory.Sequence(lambda n: f"programme-{n}")
    title = factory.Sequence(lambda n: f"Programme d’essai {n}")
    publisher = factory.SubFactory(OrganisationFactory)
    theme = factory.SubFactory(ThemeFactory)
    summary = "Aider à arrêter de fumer."
    minimum_volunteers = 4
    published_at = factory.LazyFunction(lambda: clock.now() - timedelta(days=30))


class ProgrammeAdoptionFactory(DjangoModelFactory):
    class Meta:
        model = ProgrammeAdoption

    project = factory.SubFactory(ProjectFactory)
    programme = factory.SubFactory(ProgrammeFactory)
    team = factory.LazyAttribute(lambda row: lead_team(row.project))
