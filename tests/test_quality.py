"""The quality tables: registered by a test, printed once at the end, even by several processes."""

from typing import Literal

import pytest

from tests.quality import Table, quality_table, share, tables_of

Phase = Literal["setup", "call", "teardown"]


def _report(when: Phase, properties: list[tuple[str, object]]) -> pytest.TestReport:
    return pytest.TestReport(
        nodeid="t.py::test", location=("t.py", 1, "test"), keywords={}, outcome="passed",
        longrepr=None, when=when, user_properties=properties,
    )  # fmt: skip


def _properties(title: str = "Objectifs lus", right: int = 28) -> list[tuple[str, object]]:
    told: list[tuple[str, object]] = []
    quality_table(
        lambda name, value: told.append((name, value)), title, ("lettre", "justes"), [("S", right)]
    )
    return told


def test_a_table_survives_the_way_between_two_processes() -> None:
    report = _report("call", _properties())
    received = pytest.TestReport._from_json(report._to_json())
    assert tables_of([received]) == [Table("Objectifs lus", ("lettre", "justes"), (("S", "28"),))]


def test_a_table_is_printed_once_whatever_the_phases_of_its_test() -> None:
    properties = _properties()
    phases: tuple[Phase, ...] = ("setup", "call", "teardown")
    assert len(tables_of([_report(phase, properties) for phase in phases])) == 1


def test_tables_come_by_title_and_what_is_no_report_is_left_out() -> None:
    reports = [_report("call", _properties("B")), object(), _report("call", _properties("A"))]
    assert [table.title for table in tables_of(reports)] == ["A", "B"]


def test_columns_are_aligned_words_to_the_left_numbers_to_the_right() -> None:
    table = Table("", ("lettre", "justes"), (("S", "28"), ("Spécifique", "100 %")))
    assert list(table.lines()) == [
        "  lettre      justes",
        "  S               28",
        "  Spécifique   100 %",
    ]


def test_a_row_that_could_not_be_printed_is_refused_when_registered() -> None:
    with pytest.raises(ValueError, match="2 colonnes"):
        quality_table(lambda name, value: None, "T", ("a", "b"), [("a",)])


def test_a_share_of_nothing_is_no_number() -> None:
    assert (share(9, 10), share(0, 0)) == ("90 %", "–")
