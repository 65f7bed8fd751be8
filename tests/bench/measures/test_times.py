"""From times to measures: what is compared with what, and what is said when a page is missing."""

import pytest

from msp_portal.bench.goals import GOALS, Measure
from msp_portal.bench.measures.stage import NO_PAGE
from msp_portal.bench.measures.times import SMALL, Times, _one_more_row, _searches, _tail
from msp_portal.bench.pages import LIST, LIST_FIFTY, LIST_TEN, SEARCHES

B10 = [[0.010] * 4, [0.020] * 4]


def times(**reasons: Measure) -> Times:
    rounds = {
        "b10": B10,
        "b10 long": [[0.050] * 4, [0.060] * 4],
        LIST.key: [[0.030] * 4, [0.060] * 4],
        SMALL + LIST.key: [[0.025] * 4, [0.050] * 4],
        LIST_TEN.key: [[0.015] * 4, [0.015] * 4],
        LIST_FIFTY.key: [[0.027] * 4, [0.027] * 4],
        **{page.key: [[0.045] * 4, [0.090] * 4] for page in SEARCHES},
    }
    return Times(rounds, reasons)


def test_a_page_is_compared_with_the_bare_one_round_by_round() -> None:
    measure = times().against(LIST.key, "b10")
    assert measure.value == pytest.approx(3)
    assert measure.note == "45.0 ms contre 15.0 ms"


def test_growth_compares_the_same_page_of_two_databases() -> None:
    assert times().against(LIST.key, SMALL + LIST.key).value == pytest.approx(1.2)


def test_a_page_that_is_missing_gives_its_reason_instead_of_a_number() -> None:
    assert times(liste=NO_PAGE).against(LIST.key, "b10") is NO_PAGE
    failed = Measure(note="/projets/ : 500", failed=True)
    assert _tail(times(liste=failed)) is failed


def test_one_more_row_is_compared_with_one_more_bare_row() -> None:
    # (27 − 15) ms for 40 rows against (55 − 15) ms for 200.
    assert _one_more_row(times()).value == pytest.approx(0.3 / 0.2)


def test_searches_are_pooled_and_the_longest_is_named() -> None:
    measure = _searches(times())
    assert measure.value == pytest.approx(90 / 15)
    assert "bibliothèque «" in measure.note


def test_every_goal_of_time_is_named_in_the_table() -> None:
    keys = {goal.key for goal in GOALS}
    assert {"1", "1 bis", "2", "3", "3 bis", "4", "5", "5 bis", "6", "7", "10", "14"} <= keys
