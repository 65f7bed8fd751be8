from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from msp_portal.kit.exports import Column, ExportSheet, Kind, ReadMe, Workbook, on_screen, records

NBSP = "\u00a0"


def column(kind, value, name="c"):
    return Column(name, "Libellé", kind, lambda row: value)


@pytest.mark.parametrize(
    ("kind", "value", "expected"),
    [
        (Kind.TEXT, "Chutes", "Chutes"),
        (Kind.INT, 12345, f"12{NBSP}345"),
        (Kind.MONEY, Decimal("1250.5"), f"1{NBSP}250,50{NBSP}€"),
        (Kind.DATE, date(2026, 11, 22), f"22{NBSP}nov.{NBSP}2026"),
        (Kind.BOOL, False, "non"),
        (Kind.INT, 0, "0"),
        (Kind.INT, None, ""),
    ],
)
def test_a_value_reads_in_french_on_screen(kind, value, expected):
    assert on_screen(column(kind, value), None) == expected


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (Kind.INT, "voir description"),
        (Kind.INT, True),
        (Kind.MONEY, 12.5),
        (Kind.DATE, "2026-11-22"),
        (Kind.BOOL, 1),
        (Kind.TEXT, 3),
    ],
)
def test_a_value_of_another_type_is_refused_rather_than_written(kind, value):
    with pytest.raises(TypeError, match="Column c"):
        column(kind, value).read(None)


def test_a_moment_becomes_the_day_in_paris():
    late = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)
    assert column(Kind.DATE, late).read(None) == date(2026, 7, 1)


def test_records_carry_machine_names_and_typed_values():
    sheet = ExportSheet(
        "Actions", [column(Kind.INT, 3, "people"), column(Kind.TEXT, "", "place")], [1]
    )
    assert list(records(sheet)) == [{"people": 3, "place": None}]


def test_two_columns_of_the_same_name_are_refused():
    with pytest.raises(ValueError, match="distinct"):
        ExportSheet("Actions", [column(Kind.INT, 1), column(Kind.INT, 2)], [])


@pytest.mark.parametrize("name", ["", "a" * 32, "Année/mois", "[x]"])
def test_a_sheet_name_that_spreadsheets_refuse_is_refused_here(name):
    with pytest.raises(ValueError, match="sheet"):
        ExportSheet(name, [column(Kind.INT, 1)], [])


def test_a_workbook_without_table_is_refused():
    with pytest.raises(ValueError, match="table"):
        Workbook("Vide", [ReadMe([("Qui", "Moi")])], datetime(2026, 1, 1, tzinfo=UTC))
