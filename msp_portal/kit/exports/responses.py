"""An export as a download: written to a temporary file, sent as a stream, then forgotten."""

import enum
import tempfile
from typing import BinaryIO, cast

from django.http import FileResponse

from msp_portal.kit.exports.columns import Workbook
from msp_portal.kit.exports.csv_format import write_csv
from msp_portal.kit.exports.ods_format import MIME as ODS_MIME
from msp_portal.kit.exports.ods_format import write_ods
from msp_portal.kit.exports.xlsx_format import write_xlsx


class Format(enum.Enum):
    """The formats offered, by the extension seen in addresses and file names."""

    XLSX = "xlsx"
    ODS = "ods"
    CSV = "csv"

    @property
    def mime(self) -> str:
        """The media type of the response."""
        return {
            Format.XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            Format.ODS: ODS_MIME,
            Format.CSV: "text/csv; charset=utf-8",
        }[self]


def write_workbook(workbook: Workbook, fmt: Format, target: BinaryIO) -> None:
    """Write a workbook in one of the formats; CSV holds its first table."""
    if fmt is Format.XLSX:
        write_xlsx(workbook, target)
    elif fmt is Format.ODS:
        write_ods(workbook, target)
    else:
        write_csv(workbook.first_table(), target)


def export_response(workbook: Workbook, fmt: Format | str, filename: str) -> FileResponse:
    """Send a workbook; ``filename`` has no extension. Raises ``ValueError`` for another format.

    The file is whole before the first byte leaves: an error gives an error page, never half a
    workbook.
    """
    fmt = Format(fmt)
    target = cast(BinaryIO, tempfile.TemporaryFile())  # noqa: SIM115  (the response closes it)
    try:
        write_workbook(workbook, fmt, target)
    except BaseException:
        target.close()
        raise
    target.seek(0)
    response = FileResponse(
        target, as_attachment=True, filename=f"{filename}.{fmt.value}", content_type=fmt.mime
    )
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response
