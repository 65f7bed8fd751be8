"""A project that knows enough to fill an application and a report, and a call that asks for it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from coordination.models import BearingStructure, Organisation, Person, Team
from funding.models import Application, Call
from funding.services.applications import open_application
from msp_portal.kit import clock
from projects.models import Budget, Indicator, Objective, Project
from tests.factories import (
    ActionFactory,
    BearingStructureFactory,
    BudgetFactory,
    BudgetLineFactory,
    CallFactory,
    CallPieceFactory,
    CallQuestionFactory,
    CommuneFactory,
    DiagnosticItemFactory,
    EvaluationFactory,
    FactFactory,
    FramingNoteFactory,
    IndicatorFactory,
    ObjectiveFactory,
    PartnerFactory,
    PersonFactory,
    ProjectRoleFactory,
)

NB = "\u00a0"


@pytest.fixture
def funder(db: None) -> Organisation:
    from tests.factories import FunderFactory

    return FunderFactory(name="CPAM d’Ille-et-Vilaine")


@pytest.fixture
def call(funder: Organisation) -> Call:
    """One question taken from each of three parts of the project, one to write, one piece."""
    call = CallFactory(title="Mois sans tabac", funder=funder)
    questions = (
        ("Objectifs", "OBJECTIFS", 2000),
        ("Besoin", "DIAGNOSTIC", None),
        ("Évaluation", "EVALUATION", None),
        ("Suites", "", None),
    )
    for place, (label, source, most) in enumerate(questions):
        CallQuestionFactory(call=call, label=label, source=source, max_chars=most, position=place)
    CallPieceFactory(call=call, label="RIB")
    return call


@pytest.fixture
def structure(team: Team) -> BearingStructure:
    return BearingStructureFactory(
        team=team, name="SISA du Canal", siret="12345678901234", legal_representative="la gérance"
    )


@pytest.fixture
def budget(project: Project, funder: Organisation) -> Budget:
    """1 000 € of fees, paid by the funder: balanced."""
    budget = BudgetFactory(project=project, year=2026)
    BudgetLineFactory(budget=budget, account_id="622", amount=1000, label="Temps des soignants")
    BudgetLineFactory(
        budget=budget, account_id="74orgasoc", amount=1000, funder=funder, funding_status="DEMANDE"
    )
    return budget


@pytest.fixture
def rich(project: Project, budget: Budget, structure: BearingStructure) -> Project:
    """The project with a little of everything that documents are written from."""
    project.communes.add(CommuneFactory())
    FramingNoteFactory(project=project, need="Des collégiens fument déjà.")
    DiagnosticItemFactory(
        project=project,
        kind="DONNEE",
        text="Un adulte sur quatre fume",
        source="Santé publique France",
        year=2020,
    )
    objective = ObjectiveFactory(project=project, level=Objective.Level.GENERAL)
    indicator = IndicatorFactory(
        project=project, objective=objective, name="Participants", target=Decimal(80)
    )
    FactFactory(indicator=indicator, value=Decimal(62), date=date(2026, 3, 12))
    ActionFactory(project=project, label="Stand au collège", state="FAITE", date=date(2026, 3, 12))
    ActionFactory(project=project, label="Consultation délocalisée")
    PartnerFactory(project=project, name="Collège du Canal")
    ProjectRoleFactory(project=project)
    EvaluationFactory(
        project=project, done_text="Deux stands tenus.", went_well="Aller vers les élèves."
    )
    return project


@pytest.fixture
def draft(call: Call, rich: Project, team: Team, owner: Person) -> Application:
    """Opened by the coordinator, without dated steps."""
    return open_application(
        actor=owner, call=call, project=rich, team=team, with_plan=False, now=clock.now()
    )


@pytest.fixture
def indicator(rich: Project) -> Indicator:
    return Indicator.unscoped.get(project=rich)  # unscoped: tests


@pytest.fixture
def ars_liaison(funder: Organisation) -> Person:
    """A person who works for the funder of the call."""
    from tests.access.world import with_second_factor
    from tests.factories import OrganisationMembershipFactory

    person = PersonFactory(account=True)
    OrganisationMembershipFactory(person=person, organisation=funder)
    return with_second_factor(person)


def in_days(days: int) -> date:
    return clock.today() + timedelta(days=days)
