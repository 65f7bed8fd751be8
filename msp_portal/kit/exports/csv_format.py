"""CSV as a French spreadsheet opens it: UTF-8 with its mark, semicolons, decimal comma.

Dates are written 2026-11-22, which Excel, LibreOffice and programs all read as dates; amounts
« 1234,50 » without thousands, which French spreadsheets read as numbers (a program sets the
decimal sign to the comma). A text that could run as a formula is prefixed with an apostrophe.
"""

import csv
from collections.abc import Callable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, BinaryIO

from msp_portal.kit.exports.columns import FORMULA_SIGNS, ExportSheet, Kind, yes_no

_CENT = Decimal("0.01")


class _Encoder:
    """The little of a file that csv.writer needs, straight to bytes."""

    def __init__(self, target: BinaryIO) -> None:
        self._target = target

    def write(self, line: str) -> int:
        return self._target.write(line.encode("utf-8"))


def write_csv(sheet: ExportSheet[Any], target: BinaryIO) -> None:
    """Write one table, row by row."""
    target.write("\ufeff".encode())
    writer = csv.writer(_Encoder(target), delimiter=";", lineterminator="\r\n")
    writer.writerow([_safe(column.label) for column in sheet.columns])
    # How each column is written is chosen once, not once a cell.
    written = [_WRITTEN[column.kind] for column in sheet.columns]
    writer.writerows(
        [
            "" if value is None else write(value)
            for write, value in zip(written, values, strict=True)
        ]
        for values in sheet.values()
    )


def _safe(text: str) -> str:
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _amount(value: Decimal) -> str:
    return f"{value.quantize(_CENT, ROUND_HALF_UP):f}".replace(".", ",")


_WRITTEN: dict[Kind, Callable[[Any], str | int]] = {
    Kind.TEXT: _safe,
    Kind.LINK: _safe,
    Kind.INT: int,
    Kind.MONEY: _amount,
    Kind.DATE: date.isoformat,
    Kind.BOOL: yes_no,
}
