"""What a run of measures prints and keeps."""

from datetime import UTC, datetime

import pytest

from msp_portal.bench.goals import GOALS, Measure, Verdict
from msp_portal.bench.report import as_data, lines_of, table

NOW = datetime(2027, 3, 12, 9, 30, tzinfo=UTC)


def test_every_goal_has_its_line_measured_or_not() -> None:
    lines = lines_of({"9": Measure(96.0)})
    assert [line.goal.key for line in lines] == [goal.key for goal in GOALS]
    verdicts = {line.goal.key: line.verdict for line in lines}
    assert verdicts["9"] is Verdict.MUST
    assert verdicts["6"] is Verdict.NOT_YET


def test_the_table_says_goal_measure_bounds_and_verdict_in_french() -> None:
    written = table(lines_of({"1": Measure(3.42, "31,0 ms contre 9,1 ms")}, frozenset({"1"})))
    head, rule, row, empty, note = written.splitlines()
    assert head.split() == ["n°", "but", "mesuré", "doit", "vise"]
    assert set(rule) == {"─", " "}
    assert "3,42 × B10" in row
    assert "≤ 4,50" in row
    assert row.endswith("visé")
    assert empty == ""
    assert note == "1 : 31,0 ms contre 9,1 ms"


def test_the_table_says_what_is_broken_rather_than_the_note() -> None:
    measure = Measure(9.0, "9 et 9", broken="un même texte 5 fois")
    written = table(lines_of({"8 liste": measure}, frozenset({"8 liste"})))
    assert "8 liste : un même texte 5 fois" in written
    assert "non tenu" in written


def test_what_is_not_there_yet_says_so() -> None:
    written = table(lines_of({}, frozenset({"6"})))
    assert "—" in written
    assert "pas encore mesurable" in written


@pytest.mark.django_db
def test_the_data_hold_every_row_and_the_size_of_the_machine_without_naming_it() -> None:
    data = as_data(lines_of({"9": Measure(96.04)}), taken_at=NOW, projects=3_000, small=300, seed=1)
    assert len(data["rows"]) == len(GOALS)
    row = next(row for row in data["rows"] if row["goal"] == "9")
    assert (row["measured"], row["verdict"]) == (96.04, "tenu")
    assert data["taken_at"] == "2027-03-12T09:30:00+00:00"
    assert set(data["machine"]) == {
        "cores", "memory_gb", "load_before", "python", "django", "postgresql",
    }  # fmt: skip
    assert data["machine"]["postgresql"] >= 14
