"""Figures, budget, evaluation, shares, programmes: axe and no sideways scrolling, phone and desk."""

from datetime import date

import pytest

from msp_portal.reference.loading import load_reference
from projects.services.figures import ask_figure, open_stand
from tests.factories import (
    BudgetFactory,
    BudgetLineFactory,
    EvaluationFactory,
    FactFactory,
    IndicatorFactory,
    ObjectiveFactory,
    OrganisationFactory,
    PersonFactory,
    ProgrammeAdoptionFactory,
    ProjectFactory,
    TeamFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
DAY = date(2026, 3, 12)


def everything():
    """A project with something in each page, its coordinator, and the addresses."""
    load_reference(departments=())
    team = TeamFactory()
    owner = PersonFactory(account=True, member_of=team, member_of__role="COORDINATOR")
    project = ProjectFactory(team=team)
    indicator = IndicatorFactory(
        project=project, objective=ObjectiveFactory(project=project), target=100
    )
    facts = [
        FactFactory(
            indicator=indicator, date=date(2026, month, 12), value=10 * month, label="Atelier"
        )
        for month in (1, 2, 3, 4)
    ]
    FactFactory(indicator=indicator, value=None, not_measured=True, date=DAY)
    colleague = PersonFactory(member_of=team)
    asked = ask_figure(actor=owner, indicator=indicator, team=team, persons=[colleague], date=DAY)
    stand = open_stand(actor=owner, indicator=indicator, date=DAY, label="Marché")
    budget = BudgetFactory(project=project)
    funder = OrganisationFactory(kind="ARS")
    BudgetLineFactory(budget=budget, amount=1000, spent=400)
    BudgetLineFactory(budget=budget, account_id="74x", amount=900, funder=funder)
    evaluation = EvaluationFactory(project=project)
    adoption = ProgrammeAdoptionFactory(project=project)
    root = f"/projets/{project.pk}"
    return owner, [
        f"{root}/faits/",
        f"{root}/faits/suivi/{indicator.pk}/",
        f"{root}/faits/{facts[0].pk}/corriger/",
        f"{root}/faits/demander/",
        f"{root}/faits/demandes/{asked.pk}/",
        f"{root}/faits/stands/nouveau/",
        f"{root}/faits/stands/{stand.pk}/",
        f"{root}/faits/stands/{stand.pk}/feuille/",
        f"{root}/budget/",
        f"{root}/budget/{budget.pk}/modifier/",
        f"{root}/budget/{budget.pk}/realise/",
        f"{root}/evaluation/",
        f"{root}/evaluation/{evaluation.pk}/",
        f"{root}/partages/",
        f"{root}/adhesion/",
        "/programmes/",
        f"/programmes/{adoption.programme.key}/",
    ]


@pytest.mark.parametrize(("width", "scheme"), [(360, "light"), (1440, "dark")])
def test_every_page_is_accessible(open_page, sign_in, assert_accessible, width, scheme):
    owner, addresses = everything()
    page = open_page(width, scheme=scheme)
    sign_in(page, owner)
    faults = []
    for address in addresses:
        answer = page.goto(address)
        assert answer.status == 200, address
        try:
            assert_accessible(page)
        except AssertionError as found:
            faults.append(str(found))
    assert faults == []


def test_the_totals_of_a_budget_follow_what_is_typed(page, sign_in):
    owner, addresses = everything()
    sign_in(page, owner)
    page.goto(next(address for address in addresses if address.endswith("/modifier/")))
    assert (
        "Les charges dépassent les produits de 100\u00a0€."
        in page.locator("[data-gap]").inner_text()
    )
    page.get_by_label("Montant prévu, 622 Rémunérations").fill("1 200")
    assert page.locator('[data-total="CHARGE"]').inner_text() == "2\u00a0200\u00a0€"
    assert "de 1\u00a0300\u00a0€" in page.locator("[data-gap]").inner_text()
