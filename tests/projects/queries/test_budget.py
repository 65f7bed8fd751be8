"""The budget in the plan of accounts: balance, subsidies, gaps, what is missing."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from projects.models import BudgetLine, Project
from projects.queries.budget import (
    DOUBLE_FINANCING,
    budget_view,
    is_balanced,
    significant_gaps,
    spent_ratio,
)
from tests.factories import BudgetFactory, BudgetLineFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
CHARGES = ("604", "622", "623", "641", "excprev")
INCOMES = ("70", "74com", "756", "RESSPROPRES", "insufprevisionnel")


@pytest.fixture
def budget(project):
    return BudgetFactory(project=project)


def add(budget, account, amount, **more):
    return BudgetLineFactory(budget=budget, account_id=account, amount=amount, **more)


def test_an_empty_budget_is_not_balanced(budget):
    assert not is_balanced(budget)
    assert budget_view(budget).missing == ["Aucune ligne encore : commencez par la plus sûre."]


def test_balanced_when_both_sides_and_both_contributions_agree(budget):
    add(budget, "604", 1400)
    add(budget, "RESSPROPRES", 1400)
    assert is_balanced(budget)
    add(budget, "864", 200)
    assert budget_view(budget).gaps_in_words == ["Le compte 86 dépasse le compte 87 de 200\u00a0€."]
    add(budget, "870", 200)
    assert is_balanced(budget)


def test_the_gap_is_told_in_words(budget):
    add(budget, "604", 1400)
    add(budget, "74com", 1000)
    assert budget_view(budget).gaps_in_words == [
        "Les charges dépassent les produits de 400\u00a0€."
    ]


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    st.lists(st.tuples(st.sampled_from(CHARGES), st.integers(0, 9999)), max_size=6),
    st.lists(st.tuples(st.sampled_from(INCOMES), st.integers(0, 9999)), max_size=6),
)
def test_balance_is_exactly_equal_totals_wherever_the_lines_stand(budget, charges, incomes):
    BudgetLine.unscoped.filter(budget=budget).delete()
    for account, amount in (*charges, *incomes):
        add(budget, account, amount)
    left, right = sum(a for _, a in charges), sum(a for _, a in incomes)
    view = budget_view(budget)
    assert (view.charges.planned, view.income.planned) == (left, right)
    assert view.is_balanced == (left == right and left > 0)
    assert bool(view.gaps_in_words) == (left != right)


def test_the_subsidy_asked_is_told_with_its_share(budget):
    ars = OrganisationFactory(name="ARS Bretagne", kind="ARS")
    add(budget, "74x", 9500, funder=ars, funding_status="DEMANDE")
    add(budget, "RESSPROPRES", 2500)
    add(budget, "74com", 400, funding_status="REFUSE")
    (subsidy,) = budget_view(budget).subsidies
    assert subsidy.sentence == (
        "La subvention sollicitée de 9\u00a0500\u00a0€ (ARS Bretagne) représente 76,6\u00a0% du "
        "total des produits."
    )


def test_a_subsidy_needs_its_funder_and_whether_it_is_asked_or_granted(budget):
    add(budget, "74com", 1000)
    missing = budget_view(budget).missing
    assert len(missing) == 2
    assert "nommez le financeur" in missing[0]
    assert "demandé ou acquis" in missing[1]


def test_aci_and_a_subsidy_together_are_said(budget):
    add(budget, "74x", 1000, label="ARS")
    assert budget_view(budget).warnings == []
    Project.unscoped.filter(pk=budget.project_id).update(is_aci=True)
    budget.refresh_from_db()
    assert budget_view(budget).warnings == [DOUBLE_FINANCING]


def test_the_aci_money_itself_is_no_double_financing(budget):
    Project.unscoped.filter(pk=budget.project_id).update(is_aci=True)
    budget.refresh_from_db()
    add(budget, "74orgasoc", 4000, label="ACI (Assurance maladie)")
    assert budget_view(budget).warnings == []


@pytest.mark.parametrize(
    ("planned", "spent", "told"),
    [(100, 115, False), (100, 116, True), (100, 85, False), (100, 84, True), (0, 1, True),
     (0, 0, False), (100, None, False)],
)  # fmt: skip
def test_a_gap_is_significant_beyond_fifteen_percent(budget, planned, spent, told):
    line = add(budget, "604", planned, spent=spent)
    assert bool(significant_gaps([line])) is told


def test_the_threshold_is_a_parameter(budget, settings):
    line = add(budget, "604", 100, spent=110)
    assert not significant_gaps([line])
    assert significant_gaps([line], Decimal("0.05"))
    settings.BUDGET_SIGNIFICANT_GAP = Decimal("0.05")
    assert significant_gaps([line])


def test_the_rate_is_unknown_when_one_amount_is():
    assert spent_ratio(0, 10) is None
    assert spent_ratio(10, None) is None
    assert spent_ratio(3, 1) == Decimal("0.3333")


@pytest.mark.parametrize("lines", [1, 12])
def test_a_budget_is_read_in_two_queries_whatever_its_lines(
    budget, lines, django_assert_num_queries
):
    for number in range(lines):
        add(budget, "604", number + 1, funder=OrganisationFactory())
    with django_assert_num_queries(2):
        view = budget_view(budget)
        assert len(view.lines) == lines
        assert [one.line.funder for one in view.significant_gaps] == []
