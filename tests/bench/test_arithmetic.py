"""The sums behind the ratios, on times one can add up by hand."""

import pytest

from msp_portal.bench.arithmetic import paired_ratio, percentile, row_cost, tail


def test_a_percentile_is_one_of_the_times() -> None:
    times = [float(number) for number in range(1, 101)]
    assert percentile(times, 0.5) == 50
    assert percentile(times, 0.95) == 95
    assert percentile(times, 1) == 100


def test_a_percentile_does_not_depend_on_the_order() -> None:
    assert percentile([3.0, 1.0, 2.0], 0.5) == 2


@pytest.mark.parametrize(("times", "part"), [([], 0.5), ([1.0], 0), ([1.0], 1.1)])
def test_a_percentile_of_nothing_is_refused(times: list[float], part: float) -> None:
    with pytest.raises(ValueError, match="between 0 and 1"):
        percentile(times, part)


def test_a_slow_round_slows_both_sides_and_changes_nothing() -> None:
    calm, crowded = [0.03, 0.03, 0.03], [0.09, 0.09, 0.09]
    bare_calm, bare_crowded = [0.01, 0.01, 0.01], [0.03, 0.03, 0.03]
    assert paired_ratio([calm, crowded], [bare_calm, bare_crowded]) == pytest.approx(3)


def test_one_odd_request_in_a_round_weighs_nothing() -> None:
    assert paired_ratio([[0.02, 0.02, 9.0]], [[0.01, 0.01, 0.01]]) == pytest.approx(2)


@pytest.mark.parametrize(("rounds", "reference"), [([], []), ([[1.0]], [])])
def test_rounds_without_their_reference_are_refused(
    rounds: list[list[float]], reference: list[list[float]]
) -> None:
    with pytest.raises(ValueError, match="at least one"):
        paired_ratio(rounds, reference)


def test_the_tail_is_p95_over_p50() -> None:
    assert tail([1.0] * 90 + [2.0] * 10) == 2


def test_a_row_costs_the_difference_shared_among_rows() -> None:
    assert row_cost(10, 18, 40) == pytest.approx(0.2)


def test_a_longer_page_that_came_faster_costs_nothing_rather_than_less() -> None:
    assert row_cost(10, 9, 40) == 0


def test_two_pages_of_the_same_length_tell_nothing_of_a_row() -> None:
    with pytest.raises(ValueError, match="at least one row"):
        row_cost(10, 18, 0)
