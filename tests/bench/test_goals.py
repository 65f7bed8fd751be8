"""The verdict on a measure."""

import pytest

from msp_portal.bench.goals import GOALS, Goal, Measure, Verdict, judge

LESS = Goal("a", "le moins", "×", must=4.5, aim=3.5)
MORE = Goal("b", "le plus", "×", must=1.7, aim=1.9, higher=True)


@pytest.mark.parametrize(
    ("goal", "value", "verdict"),
    [
        (LESS, 3.5, Verdict.AIM),
        (LESS, 3.51, Verdict.MUST),
        (LESS, 4.5, Verdict.MUST),
        (LESS, 4.51, Verdict.MISSED),
        (MORE, 1.9, Verdict.AIM),
        (MORE, 1.89, Verdict.MUST),
        (MORE, 1.69, Verdict.MISSED),
    ],
)
def test_a_bound_belongs_to_the_better_side(goal: Goal, value: float, verdict: Verdict) -> None:
    assert judge(goal, Measure(value)) is verdict


def test_nothing_measured_is_neither_held_nor_missed() -> None:
    assert judge(LESS, Measure()) is Verdict.NOT_YET


def test_a_page_that_answers_badly_is_an_error_not_a_page_to_come() -> None:
    assert judge(LESS, Measure(failed=True)) is Verdict.FAILED


def test_a_value_in_bounds_is_missed_when_something_else_is_broken() -> None:
    assert judge(LESS, Measure(1.0, broken="12 requêtes puis 40")) is Verdict.MISSED


def test_every_goal_is_named_once_and_aims_further_than_it_must() -> None:
    assert len({goal.key for goal in GOALS}) == len(GOALS)
    for goal in GOALS:
        assert goal.aim > goal.must if goal.higher else goal.aim < goal.must, goal.key
