"""CSV as a French spreadsheet opens it: UTF-8 with its mark, semicolons, decimal comma.

Dates are written 2026-11-22, which Excel, LibreOffice and programs all read as dates; amounts
« 1234,50 » without thousands, which French spreadsheets read as numbers (a program sets the
decimal sign to the comma). A text that could run as a formula is prefixed with an apostrophe.
"""

import csv
from collections.abc import Iterable, Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, BinaryIO

from msp_portal.kit.exports.columns import ExportSheet, Kind, Value, is_formula, yes_no

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
    kinds = [column.kind for column in sheet.columns]
    writer.writerows(_written(kinds, sheet.values()))


def _written(kinds: list[Kind], rows: Iterable[list[Value]]) -> Iterator[list[str | int]]:
    for values in rows:
        yield [
            "" if value is None else _cell(kind, value)
            for kind, value in zip(kinds, values, strict=True)
        ]


def _cell(kind: Kind, value: Any) -> str | int:
    if kind is Kind.TEXT or kind is Kind.LINK:
        return _safe(value)
    if kind is Kind.INT:
        return int(value)
    if kind is Kind.MONEY:
        return f"{value.quantize(_CENT, ROUND_HALF_UP):f}".replace(".", ",")
    if kind is Kind.DATE:
        return str(value.isoformat())
    return yes_no(value)


def _safe(text: str) -> str:
    return f"'{text}" if is_formula(text) else text
