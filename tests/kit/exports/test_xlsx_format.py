"""The rows written as text inside a workbook: what a cell says is what was given."""

import io
import zipfile
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from msp_portal.kit.exports import Column, ExportSheet, Format, Kind, Workbook, write_workbook

CREATED = datetime(2026, 11, 22, 9, tzinfo=UTC)
NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def sheet_of(kind: Kind, *values: Any) -> bytes:
    column: Column[Any] = Column("a", "Titre", kind, lambda row: row)
    target = io.BytesIO()
    book = Workbook("Essai", (ExportSheet("Actions", (column,), values),), CREATED)
    write_workbook(book, Format.XLSX, target)
    return target.getvalue()


def cells_of(kind: Kind, *values: Any) -> list[Any]:
    rows = openpyxl.load_workbook(io.BytesIO(sheet_of(kind, *values)))["Actions"].iter_rows(
        min_row=2, values_only=True
    )
    return [row[0] for row in rows]


def texts_of(*values: str) -> list[tuple[str, bool]]:
    """The text of each cell in the file itself, and whether its spaces are kept."""
    page = zipfile.ZipFile(io.BytesIO(sheet_of(Kind.TEXT, *values))).read(
        "xl/worksheets/sheet1.xml"
    )
    found = ET.fromstring(page).iter(f"{NAMESPACE}t")  # noqa: S314  (our own file)
    space = "{http://www.w3.org/XML/1998/namespace}space"
    return [(cell.text or "", cell.get(space) == "preserve") for cell in found][1:]


@pytest.mark.parametrize(
    "text",
    ["l’été & l’hiver", "a < b > c", "<r>riche</r>", "« guillemets »", 'dit "oui"', "un\ndeux", "  au bord "],
)  # fmt: skip
def test_a_text_is_read_back_as_it_was(text: str) -> None:
    assert cells_of(Kind.TEXT, text) == [text]


def test_spaces_and_lines_that_count_are_marked_so() -> None:
    assert texts_of("plein", " bord", "un\ndeux") == [
        ("plein", False), (" bord", True), ("un\ndeux", True),
    ]  # fmt: skip


def test_what_looks_like_an_escaped_sign_is_not_read_as_one() -> None:
    assert texts_of("_x000D_ tel quel", "a\rb", "_x00") == [
        ("_x005F_x000D_ tel quel", True), ("a_x000D_b", True), ("_x00", False),
    ]  # fmt: skip


def test_whole_numbers_and_amounts_lose_no_digit() -> None:
    assert cells_of(Kind.INT, 0, 7, -3, 1_234_567) == [0, 7, -3, 1_234_567]
    assert cells_of(Kind.MONEY, Decimal("0.10"), Decimal("1E+3"), 12) == [0.1, 1000, 12]


def test_a_day_is_a_day_from_march_1900_and_a_text_before() -> None:
    days = date(1900, 3, 1), date(2026, 2, 28), date(2028, 2, 29)
    assert cells_of(Kind.DATE, *days) == [datetime.combine(day, time()) for day in days]
    assert cells_of(Kind.DATE, date(1899, 5, 4)) == ["1899-05-04"]


def test_an_empty_cell_is_not_written_and_the_next_ones_keep_their_place() -> None:
    columns: tuple[Column[Any], ...] = tuple(
        Column(name, name, Kind.TEXT, lambda row, place=place: row[place])
        for place, name in enumerate("abc")
    )
    target = io.BytesIO()
    rows = [("un", None, "trois"), (None, None, None), ("", "deux", "")]
    book = Workbook("Essai", (ExportSheet("Actions", columns, rows),), CREATED)
    write_workbook(book, Format.XLSX, target)
    sheet = openpyxl.load_workbook(target)["Actions"]
    assert list(sheet.iter_rows(min_row=2, values_only=True)) == [
        ("un", None, "trois"), (None, None, None), (None, "deux", None),
    ]  # fmt: skip
    assert sheet.dimensions == "A1:C4"


def test_a_table_without_rows_keeps_its_header() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(sheet_of(Kind.TEXT)))["Actions"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows()] == [["Titre"]]


def test_two_tables_keep_their_own_rows() -> None:
    column: Column[Any] = Column("a", "Titre", Kind.INT, lambda row: row)
    target = io.BytesIO()
    sheets = (ExportSheet("Un", (column,), [1, 2]), ExportSheet("Deux", (column,), [3]))
    write_workbook(Workbook("Essai", sheets, CREATED), Format.XLSX, target)
    book = openpyxl.load_workbook(target)
    assert [[row[0] for row in book[name].values] for name in ("Un", "Deux")] == [
        ["Titre", 1, 2], ["Titre", 3],
    ]  # fmt: skip
