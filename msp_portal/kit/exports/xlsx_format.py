"""XLSX in constant memory: frozen header, filters, real dates and numbers, no formula ever."""

import tempfile
from collections.abc import Callable
from datetime import UTC
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from msp_portal.kit.exports.columns import ExportSheet, Kind, ReadMe, Workbook, yes_no

LONGEST_TEXT = 32_767
MOST_ROWS = 1_048_576
CUT = " … [texte coupé : la suite est dans le fichier ODS ou CSV]"

Write = Callable[[int, int, Any], object]


class TooManyRowsError(ValueError):
    """A sheet cannot hold that many rows; nothing is ever dropped in silence."""


def write_xlsx(workbook: Workbook, target: BinaryIO) -> None:
    """Write every sheet. Raises :class:`TooManyRowsError` beyond 1 048 575 rows."""
    # Rows wait in temporary files: in a folder of their own, gone even when a row fails.
    with tempfile.TemporaryDirectory() as folder:
        book = xlsxwriter.Workbook(
            target,
            {
                "constant_memory": True,
                "tmpdir": folder,
                "strings_to_formulas": False,
                "strings_to_numbers": False,
                "strings_to_urls": False,
            },
        )
        book.set_properties(
            {
                "title": workbook.title,
                "author": workbook.author,
                "created": workbook.created.astimezone(UTC).replace(tzinfo=None),
            }
        )
        for sheet in workbook.sheets:
            page = book.add_worksheet(sheet.name)
            if isinstance(sheet, ReadMe):
                _write_read_me(book, page, sheet)
            else:
                _write_table(book, page, sheet)
        book.close()


def _write_read_me(book: xlsxwriter.Workbook, page: Worksheet, sheet: ReadMe) -> None:
    bold = book.add_format({"bold": True, "valign": "top"})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    page.set_column(0, 0, 28)
    page.set_column(1, 1, 100)
    for number, (name, text) in enumerate(sheet.lines):
        page.write_string(number, 0, name, bold)
        page.write_string(number, 1, _fitting(text), wrapped)


def _write_table(book: xlsxwriter.Workbook, page: Worksheet, sheet: ExportSheet[Any]) -> None:
    header = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    formats = {
        Kind.INT: book.add_format({"num_format": "#,##0"}),
        Kind.MONEY: book.add_format({"num_format": '#,##0.00\\ "€"'}),
        Kind.DATE: book.add_format({"num_format": "dd/mm/yyyy"}),
    }
    page.freeze_panes(1, 0)
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
        page.write_string(0, number, column.label, header)
        if column.help:
            page.write_comment(0, number, column.help, {"author": ""})
    writers = [_writer(page, column.kind, formats.get(column.kind)) for column in sheet.columns]
    line = 0
    for line, values in enumerate(sheet.values(), start=1):
        if line >= MOST_ROWS:
            raise TooManyRowsError(f"« {sheet.name} » dépasse {MOST_ROWS - 1} lignes.")
        for number, value in enumerate(values):
            if value is not None:
                writers[number](line, number, value)
    page.autofilter(0, 0, line, len(sheet.columns) - 1)


def _writer(page: Worksheet, kind: Kind, cell_format: Format | None) -> Write:
    """The function that writes one column, chosen once instead of once a cell."""
    if kind is Kind.INT or kind is Kind.MONEY:
        return lambda line, number, value: page.write_number(line, number, value, cell_format)
    if kind is Kind.DATE:
        return lambda line, number, value: page.write_datetime(line, number, value, cell_format)
    if kind is Kind.BOOL:
        return lambda line, number, value: page.write_string(line, number, yes_no(value))
    return lambda line, number, value: page.write_string(line, number, _fitting(value))


def _fitting(text: str) -> str:
    """A text a cell can hold; a longer one says that it was cut."""
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(CUT)] + CUT
