"""Exports: one list of columns for screen, CSV, XLSX, ODS and API."""

from msp_portal.kit.exports.columns import (
    Column,
    ExportSheet,
    Kind,
    ReadMe,
    Workbook,
    on_screen,
    records,
)
from msp_portal.kit.exports.responses import Format, export_response, write_workbook
from msp_portal.kit.exports.xlsx_format import TooManyRowsError

__all__ = [
    "Column",
    "ExportSheet",
    "Format",
    "Kind",
    "ReadMe",
    "TooManyRowsError",
    "Workbook",
    "export_response",
    "on_screen",
    "records",
    "write_workbook",
]
