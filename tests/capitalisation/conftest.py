"""What the tests of this room share: a told project, and who reads it for the federation."""

import pytest

from coordination.models import Person, Team
from projects.models import Indicator, Project
from tests.factories import (
    ActionFactory,
    DiagnosticItemFactory,
    EvaluationFactory,
    FactFactory,
    FramingNoteFactory,
    IndicatorFactory,
    ObjectiveFactory,
    OrganisationMembershipFactory,
    PartnerFactory,
    PersonFactory,
)


@pytest.fixture
def officer(team: Team) -> Person:
    """She works for the federation of the team."""
    person = PersonFactory(account=True, first_name="Odile")
    OrganisationMembershipFactory(person=person, organisation=team.federation)
    return person


@pytest.fixture
def told_project(project: Project) -> Project:
    """The same project, with what a year of work leaves behind."""
    FramingNoteFactory(
        project=project,
        idea="Une matinée sans tabac au collège.",
        need="Des élèves de quatrième fument déjà.",
        referents_text="Camille Secret et le docteur Untel.",
        funding_text="5 000 € de la commune.",
        actions_text="Un stand, un débat.",
    )
    DiagnosticItemFactory(
        project=project, kind="BESOIN", text="Un lieu pour en parler", said_by="Les délégués"
    )
    ObjectiveFactory(project=project, text="Retarder l’entrée dans le tabac.")
    ActionFactory(project=project, label="Stand à la récréation", state="FAITE", place="La cour")
    ActionFactory(project=project, label="Débat du soir", state="ANNULEE", state_reason="Grippe")
    PartnerFactory(project=project, name="Collège Jean-Moulin", contribution="prête la salle")
    PartnerFactory(
        project=project, kind="PERSONNE", name="Madame Secret", contribution="témoigne au stand"
    )
    EvaluationFactory(project=project, went_well="Les pairs.", was_hard="Le planning.")
    return project


@pytest.fixture
def passages(told_project: Project) -> Indicator:
    """People counted at the stand: 214."""
    indicator = IndicatorFactory(project=told_project, name="Passages au stand", target=300)
    FactFactory(project=told_project, indicator=indicator, value=200, source="Feuille de pointage")
    FactFactory(project=told_project, indicator=indicator, value=14)
    return indicator
