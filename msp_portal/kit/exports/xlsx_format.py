"""XLSX in constant memory: frozen header, filters, real dates and numbers, no formula ever.

The library makes the workbook, its styles, headers, notes and filters; the rows of the tables,
which are nearly all the work, are written here as text.
"""

import re
import tempfile
from collections.abc import Callable
from datetime import UTC, date
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from msp_portal.kit.exports.columns import ExportSheet, Kind, ReadMe, Workbook, yes_no

LONGEST_TEXT = 32_767
MOST_ROWS = 1_048_576
CUT = " … [texte coupé : la suite est dans le fichier ODS ou CSV]"

# Day 0 of spreadsheets; it counts right from 1 March 1900 on (they believe 1900 a leap year).
_DAY_ZERO, _FIRST_RIGHT_DAY = date(1899, 12, 30), date(1900, 3, 1)
# What a text cannot say as it is: XML's own signs, a carriage return, spaces at the ends, and
# what a spreadsheet would read as an escaped sign (« _x000D_ »).
_TO_ESCAPE = re.compile(r"[&<>\r]|^\s|\s$|\n|_x[0-9A-Fa-f]{4}_")
_ESCAPED_SIGN = re.compile(r"_(x[0-9A-Fa-f]{4}_)")

Write = Callable[[int, Any], str]


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
            if isinstance(sheet, ReadMe):
                _write_read_me(book, book.add_worksheet(sheet.name), sheet)
            else:
                page = book.add_worksheet(sheet.name, worksheet_class=_StreamedSheet)
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


class _StreamedSheet(Worksheet):
    """A sheet of a workbook in constant memory that takes whole rows as text."""

    def stream(self, line: int, cells: str) -> None:
        """Write one row; ``line`` counts from 0. Rows come in order, after those of the header."""
        self._write_single_row(line)  # the header, the first time; nothing waits afterwards
        self.fh.write(f'<row r="{line + 1}">{cells}</row>')

    def reach(self, line: int, column: int) -> None:
        """Say how far the table goes: written in the file, used by programs that read it."""
        self._check_dimensions(line, column)


def _write_table(
    book: xlsxwriter.Workbook, page: "_StreamedSheet", sheet: ExportSheet[Any]
) -> None:
    header = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    formats = {
        Kind.INT: book.add_format({"num_format": "#,##0"}),
        Kind.MONEY: book.add_format({"num_format": '#,##0.00\\ "€"'}),
        Kind.DATE: book.add_format({"num_format": "dd/mm/yyyy"}),
    }
    styles = {kind: found._get_xf_index() for kind, found in formats.items()}  # noqa: SLF001
    page.freeze_panes(1, 0)
    for number, column in enumerate(sheet.columns):
        page.set_column(number, number, column.width)
        page.write_string(0, number, column.label, header)
        if column.help:
            page.write_comment(0, number, column.help, {"author": ""})
    writers = [
        _writer(xl_col_to_name(number), column.kind, styles.get(column.kind, 0))
        for number, column in enumerate(sheet.columns)
    ]
    line = 0
    for line, values in enumerate(sheet.values(), start=1):
        if line >= MOST_ROWS:
            raise TooManyRowsError(f"« {sheet.name} » dépasse {MOST_ROWS - 1} lignes.")
        cells = [
            write(line + 1, value)
            for write, value in zip(writers, values, strict=True)
            if value is not None
        ]
        page.stream(line, "".join(cells))
    page.reach(line, len(sheet.columns) - 1)
    page.autofilter(0, 0, line, len(sheet.columns) - 1)


def _writer(letter: str, kind: Kind, style: int) -> Write:
    """The function that writes one column, chosen once instead of once a cell."""

    def text(row: int, value: str) -> str:
        if _TO_ESCAPE.search(value) or len(value) > LONGEST_TEXT:
            value, space = _escaped(value), ' xml:space="preserve"'
        else:
            space = ""
        return f'<c r="{letter}{row}" t="inlineStr"><is><t{space}>{value}</t></is></c>'

    def day(row: int, value: date) -> str:
        if value < _FIRST_RIGHT_DAY:
            return text(row, value.isoformat())
        return f'<c r="{letter}{row}" s="{style}"><v>{(value - _DAY_ZERO).days}</v></c>'

    if kind is Kind.INT:
        return lambda row, value: f'<c r="{letter}{row}" s="{style}"><v>{value}</v></c>'
    if kind is Kind.MONEY:
        return lambda row, value: f'<c r="{letter}{row}" s="{style}"><v>{value:f}</v></c>'
    if kind is Kind.DATE:
        return day
    if kind is Kind.BOOL:
        return lambda row, value: text(row, yes_no(value))
    return text


def _escaped(text: str) -> str:
    """A text as XML and spreadsheets read it back unchanged."""
    text = _ESCAPED_SIGN.sub(r"_x005F_\1", _fitting(text))
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text.replace("\r", "_x000D_")


def _fitting(text: str) -> str:
    """A text a cell can hold; a longer one says that it was cut."""
    return text if len(text) <= LONGEST_TEXT else text[: LONGEST_TEXT - len(CUT)] + CUT
