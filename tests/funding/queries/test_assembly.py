"""What each question takes from the project: only what the project says, source and year with it."""

from decimal import Decimal

import pytest

from coordination.models import Team
from funding.models import CallQuestion
from funding.queries.assembly import BUILDERS, PAGES, assemble
from funding.queries.material import Material, material_of
from msp_portal.kit.scoping import Scope
from projects.models import Action, Budget, Indicator, Project
from tests.factories import (
    ActionFactory,
    BudgetLineFactory,
    IndicatorFactory,
    ObjectiveFactory,
    PartnerFactory,
    PersonFactory,
    ProfessionFactory,
    ProjectRoleFactory,
)

pytestmark = pytest.mark.django_db
Source = CallQuestion.Source
NB = "\u00a0"


@pytest.fixture
def read(team: Team):
    """``read(project)``: what the project knows, with the rights of its team."""

    def reading(
        project: Project, budget: Budget | None = None, amount: int | None = None
    ) -> Material:
        scope = Scope.of(team_ids=[team.pk])
        return material_of(scope, project, budget=budget, amount=amount, funder_name="CPAM")

    return reading


@pytest.mark.parametrize("source", [source for source in Source.values if source])
def test_every_source_has_its_builder_and_its_page(source: str) -> None:
    assert source in BUILDERS
    assert source in PAGES


@pytest.mark.parametrize("source", Source.values)
def test_a_project_that_says_nothing_gives_no_text(source: str, project: Project, read) -> None:
    assert assemble(source, read(project)) == ""


def test_a_datum_comes_with_its_source_and_year(rich: Project, read) -> None:
    text = assemble(Source.CONTEXT, read(rich))
    assert "Un adulte sur quatre fume." in text
    assert f"source{NB}: Santé publique France, 2020" in text
    assert "Des collégiens fument déjà." in text


def test_objectives_are_a_tree_with_their_targets(rich: Project, read) -> None:
    general = rich.objectives.get()
    ObjectiveFactory(project=rich, level="SPECIFIQUE", parent=general, text="Rencontrer les élèves")
    text = assemble(Source.OBJECTIVES, read(rich))
    assert text.index("Objectif général") < text.index("– Objectif spécifique")
    assert f"Participants{NB}: cible de 80{NB}passages" in text


def test_an_objective_without_its_general_is_told_all_the_same(project: Project, read) -> None:
    ObjectiveFactory(project=project, level="OPERATIONNEL", text="Tenir deux stands")
    assert "Tenir deux stands" in assemble(Source.OBJECTIVES, read(project))


def test_what_is_planned_comes_before_what_was_done_and_nothing_cancelled(
    rich: Project, read
) -> None:
    ActionFactory(
        project=rich, label="Sortie annulée", state=Action.State.CANCELLED, state_reason="pluie"
    )
    text = assemble(Source.ACTIONS, read(rich))
    assert text.index("Consultation délocalisée") < text.index("Déjà mené")
    assert text.index("Déjà mené") < text.index("Stand au collège")
    assert "Sortie annulée" not in text


def test_people_are_told_by_their_trade_never_by_their_name(project: Project, read) -> None:
    nurse = ProfessionFactory(code="INFIRMIER", label="Infirmier")
    for name in ("Zélie", "Yvon"):
        ProjectRoleFactory(project=project, person=PersonFactory(first_name=name, profession=nurse))
    text = assemble(Source.MEANS, read(project))
    assert "infirmier (2)" in text
    assert "Zélie" not in text
    assert "Yvon" not in text


def test_a_role_that_was_only_offered_is_not_told(project: Project, read) -> None:
    ProjectRoleFactory(project=project, accepted_at=None)
    assert assemble(Source.MEANS, read(project)) == ""


def test_partners_say_their_role_and_their_agreement(project: Project, read) -> None:
    PartnerFactory(project=project, name="Lycée", contribution="Une salle", has_agreement=True)
    text = assemble(Source.PARTNERS, read(project))
    assert text == f"– Lycée (partenaire opérationnel){NB}: Une salle, convention signée."


def test_the_budget_says_its_two_sides_and_the_share_that_is_asked(
    rich: Project, budget: Budget, read
) -> None:
    BudgetLineFactory(budget=budget, account_id="RESSPROPRES", amount=1000)
    BudgetLineFactory(budget=budget, account_id="625", amount=1000)
    text = assemble(Source.BUDGET, read(rich, budget, amount=500))
    assert f"Charges{NB}: 2{NB}000{NB}€" in text
    assert f"La subvention sollicitée de 500{NB}€ représente 25{NB}% du total des produits." in text
    assert "74orgasoc" not in text


def test_an_indicator_set_aside_is_not_promised(project: Project, read) -> None:
    from msp_portal.kit import clock

    IndicatorFactory(project=project, name="Ancien chiffre", archived_at=clock.now())
    IndicatorFactory(project=project, name="Chiffre", how="À l’entrée", target=Decimal(12))
    text = assemble(Source.EVALUATION, read(project))
    assert "Ancien chiffre" not in text
    assert f"Chiffre{NB}: cible de 12{NB}passages. Recueil{NB}: À l’entrée." in text


def test_the_material_of_a_project_costs_the_same_whatever_its_rows(
    rich: Project, team: Team, django_assert_num_queries
) -> None:
    scope = Scope.of(team_ids=[team.pk])
    for _ in range(3):
        PartnerFactory(project=rich)
        ActionFactory(project=rich)
        IndicatorFactory(project=rich)
        ProjectRoleFactory(project=rich)
    assert Indicator.unscoped.filter(project=rich).count() == 4  # unscoped: tests
    with django_assert_num_queries(8):
        material_of(scope, rich)
