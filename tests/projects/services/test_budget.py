"""A budget written by several hands: nothing overwritten, nothing typed lost."""

import threading
from dataclasses import replace

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from msp_portal.kit.models import Event
from projects.models import Budget, BudgetLine
from projects.services.budget import (
    LineSaid,
    StaleBudget,
    current_lines,
    merge,
    open_budget,
    record_spent,
    save_budget,
)
from tests.factories import BudgetFactory, BudgetLineFactory, OrganisationFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def budget(project):
    return BudgetFactory(project=project, year=2026)


def line(account="604", amount=1000, key=None, **more):
    return LineSaid(key=key or f"{account}+0", account=account, amount=amount, **more)


def save(actor, budget, lines, base=None, version=None, **more):
    return save_budget(
        actor=actor,
        budget=budget,
        expected_version=version or Budget.unscoped.get(pk=budget.pk).version,
        lines=lines,
        base=base,
        **more,
    )


def amounts(budget):
    rows = BudgetLine.unscoped.filter(budget=budget)
    return {row.account_id: row.amount for row in rows}


def here(budget):
    return list(current_lines(budget).values())


def test_a_year_is_opened_once(owner, project):
    first = open_budget(actor=owner, project=project, year=2026)
    assert open_budget(actor=owner, project=project, year=2026) == first
    assert Event.unscoped.filter(verb="budget.opened").count() == 1


def test_an_impossible_year_is_refused(owner, project):
    with pytest.raises(ValidationError):
        open_budget(actor=owner, project=project, year=1999)


def test_lines_are_written_and_those_emptied_go(owner, budget):
    save(owner, budget, [line("604", 1400), line("622", 2100)])
    assert amounts(budget) == {"604": 1400, "622": 2100}
    rows = here(budget)
    save(owner, budget, [replace(rows[0], amount=0, label=""), rows[1]])
    assert amounts(budget) == {"622": 2100}


def test_a_draft_is_saved_whatever_its_gap(owner, budget):
    save(owner, budget, [line("604", 1400)])
    assert amounts(budget) == {"604": 1400}


def test_saving_the_same_again_writes_nothing(owner, budget):
    save(owner, budget, [line("604", 1400)])
    before = Budget.unscoped.get(pk=budget.pk).version
    save(owner, budget, here(budget), note="")
    assert Budget.unscoped.get(pk=budget.pk).version == before
    assert Event.unscoped.filter(verb="budget.saved").count() == 1


def test_a_negative_amount_is_refused(owner, budget):
    with pytest.raises(ValidationError, match="négatif"):
        save(owner, budget, [line("604", -1)])


def test_two_people_on_different_lines_are_both_kept(owner, teammate, budget):
    save(owner, budget, [line("604", 100), line("622", 200)])
    start, version = here(budget), Budget.unscoped.get(pk=budget.pk).version
    save(owner, budget, [replace(start[0], amount=150), start[1]], base=start, version=version)
    save(teammate, budget, [start[0], replace(start[1], amount=250)], base=start, version=version)
    assert amounts(budget) == {"604": 150, "622": 250}


def test_on_the_same_line_the_second_is_shown_both_and_nothing_is_written(owner, teammate, budget):
    save(owner, budget, [line("604", 100)])
    start, version = here(budget), Budget.unscoped.get(pk=budget.pk).version
    save(owner, budget, [replace(start[0], amount=150)], base=start, version=version)
    mine = [replace(start[0], amount=200), line("622", 50)]
    with pytest.raises(StaleBudget) as stale:
        save(teammate, budget, mine, base=start, version=version)
    (conflict,) = stale.value.conflicts
    assert (conflict.mine.amount, conflict.theirs.amount) == (200, 150)
    assert stale.value.merged["622+0"].amount == 50  # what else was typed is not lost
    assert amounts(budget) == {"604": 150}


def test_two_people_adding_the_same_account_do_not_count_it_twice(owner, teammate, budget):
    version = budget.version
    save(owner, budget, [line("604", 100)], base=[], version=version)
    with pytest.raises(StaleBudget) as stale:
        save(teammate, budget, [line("604", 120)], base=[], version=version)
    (conflict,) = stale.value.conflicts
    assert (conflict.mine.amount, conflict.theirs.amount) == (120, 100)
    assert conflict.mine.key == conflict.theirs.key


def test_two_people_adding_two_funders_are_both_kept(owner, teammate, budget):
    ars, city = OrganisationFactory(kind="ARS"), OrganisationFactory(kind="FUNDER")
    version = budget.version
    save(owner, budget, [line("74x", 9500, funder_id=ars.pk)], base=[], version=version)
    save(teammate, budget, [line("74x", 500, funder_id=city.pk)], base=[], version=version)
    assert sorted(row.amount for row in here(budget)) == [500, 9500]


def test_a_line_removed_by_one_and_changed_by_the_other_is_a_conflict(owner, teammate, budget):
    save(owner, budget, [line("604", 100)])
    start, version = here(budget), Budget.unscoped.get(pk=budget.pk).version
    save(owner, budget, [replace(start[0], amount=0)], base=start, version=version)
    with pytest.raises(StaleBudget) as stale:
        save(teammate, budget, [replace(start[0], amount=200)], base=start, version=version)
    (conflict,) = stale.value.conflicts
    assert (conflict.mine.amount, conflict.theirs) == (200, None)


def test_the_plan_and_the_spending_of_one_line_are_both_kept(owner, teammate, budget):
    save(owner, budget, [line("604", 100)])
    start, version = here(budget), Budget.unscoped.get(pk=budget.pk).version
    record_spent(
        actor=teammate, budget=budget, expected_version=version, spent={int(start[0].key): 90}
    )
    save(owner, budget, [replace(start[0], amount=120)], base=start, version=version)
    (row,) = here(budget)
    assert (row.amount, row.spent) == (120, 90)


def test_notes_changed_by_both_are_both_shown(owner, teammate, budget):
    version = budget.version
    save(owner, budget, [], base=[], version=version, note="Moitié-moitié", base_note="")
    with pytest.raises(StaleBudget) as stale:
        save(teammate, budget, [], base=[], version=version, note="Au prorata", base_note="")
    assert stale.value.note == ("Au prorata", "Moitié-moitié")


def test_spending_is_noted_line_by_line_and_unknown_is_not_zero(owner, budget):
    row = BudgetLineFactory(budget=budget, amount=1000)
    other = BudgetLineFactory(budget=budget, account_id="622", amount=10)
    record_spent(
        actor=owner, budget=budget, expected_version=1, spent={row.pk: 900, other.pk: None}
    )
    row.refresh_from_db()
    other.refresh_from_db()
    assert (row.spent, other.spent) == (900, None)


def test_spending_noted_by_two_is_shown_to_the_second(owner, teammate, budget):
    row = BudgetLineFactory(budget=budget)
    record_spent(actor=owner, budget=budget, expected_version=1, spent={row.pk: 900})
    with pytest.raises(StaleBudget) as stale:
        record_spent(
            actor=teammate,
            budget=budget,
            expected_version=1,
            spent={row.pk: 800},
            base={row.pk: None},
        )
    assert stale.value.conflicts[0].theirs.spent == 900
    # Who changed nothing overwrites nothing.
    record_spent(
        actor=teammate, budget=budget, expected_version=1, spent={row.pk: None}, base={row.pk: None}
    )
    row.refresh_from_db()
    assert row.spent == 900


def test_merge_without_a_base_never_overwrites():
    theirs = {"1": LineSaid("1", "604", amount=100)}
    merged, conflicts = merge({}, {"1": LineSaid("1", "604", amount=200)}, theirs)
    assert merged == theirs
    assert len(conflicts) == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_savers_at_the_same_instant_one_wins_and_the_other_is_told(owner, teammate, budget):
    save(owner, budget, [line("604", 100)])
    start, version = here(budget), Budget.unscoped.get(pk=budget.pk).version
    together, ends = threading.Barrier(2), []

    def one(actor, amount):
        together.wait()
        try:
            save_budget(
                actor=actor, budget=budget, expected_version=version, base=start,
                lines=[replace(start[0], amount=amount)],
            )  # fmt: skip
            ends.append(amount)
        except StaleBudget as stale:
            ends.append(stale.conflicts[0].mine.amount * -1)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=args) for args in ((owner, 150), (teammate, 250))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    kept, told = max(ends), min(ends)
    assert kept > 0 > told
    assert amounts(budget) == {"604": kept}
    assert -told != kept
