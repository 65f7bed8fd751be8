"""Counting queries and bytes of the pages, and what breaks a count."""

from contextlib import nullcontext

import pytest

from msp_portal.bench.france import Generated
from msp_portal.bench.goals import GOALS, Measure, Verdict, judge
from msp_portal.bench.in_process import Weight
from msp_portal.bench.measures import weights
from msp_portal.bench.measures.stage import Size
from msp_portal.bench.readers import settle_readers
from msp_portal.bench.serving import Server

QUERIES = next(goal for goal in GOALS if goal.key == "8 liste")


def page(queries: int = 9, repeated: int = 1, status: int = 200) -> Weight:
    return Weight(status, queries, repeated, "SELECT 1", 50 * 1024)


@pytest.fixture
def size(france: Generated, monkeypatch: pytest.MonkeyPatch) -> Size:
    """The database of the test, in the place of the throwaway ones."""
    monkeypatch.setattr(weights, "using", lambda _name: nullcontext())
    return Size("here", 40, Server(port=0, pid=0), settle_readers())


def test_every_page_is_counted_and_its_goal_judged(size: Size) -> None:
    found = weights.measure_weights(size, size)
    assert set(found) == {"8 liste", "8 projet", "8 région", "9"}
    assert all(measure.value and not measure.failed for measure in found.values()), found
    for goal in GOALS:
        if goal.key in found:
            assert judge(goal, found[goal.key]) in (Verdict.AIM, Verdict.MUST), goal.key


def test_a_count_that_grows_with_the_rows_is_missed_however_small() -> None:
    measure = weights._queries(page(queries=4), page(queries=5))
    assert measure.broken == "4 requêtes sur la petite, 5 sur la grande"
    assert judge(QUERIES, measure) is Verdict.MISSED


def test_the_same_text_three_times_is_missed() -> None:
    assert judge(QUERIES, weights._queries(page(repeated=2), page(repeated=2))) is Verdict.AIM
    measure = weights._queries(page(repeated=3), page(repeated=3))
    assert "un même texte 3 fois : SELECT 1" in measure.broken
    assert judge(QUERIES, measure) is Verdict.MISSED


def test_a_page_that_does_not_answer_is_an_error() -> None:
    assert weights._queries(page(), page(status=500)).failed
    assert weights._size(page(status=302)) == Measure(note="réponse 302", failed=True)


def test_a_page_to_come_is_not_counted() -> None:
    assert judge(QUERIES, weights._queries(page(), None)) is Verdict.NOT_YET
    assert weights._size(None).value is None


def test_bytes_are_told_in_kilobytes() -> None:
    assert weights._size(page()).value == 50
