"""ODS written as a stream straight into its archive: constant memory, no library.

An OpenDocument spreadsheet is an archive of XML files; the only large one, ``content.xml``, is
written row by row. Same content as XLSX: frozen header, filters, real dates and numbers. Texts
are typed as texts, so that none can run as a formula. Moments in the archive are those of the
workbook, so that the same facts make the same bytes.
"""

import zipfile
from collections.abc import Callable, Iterator
from datetime import date
from typing import Any, BinaryIO
from xml.sax.saxutils import escape, quoteattr

from django.utils import timezone

from msp_portal.kit.exports.columns import Column, ExportSheet, Kind, ReadMe, Workbook, yes_no

MIME = "application/vnd.oasis.opendocument.spreadsheet"
_CHUNK = 500  # rows joined before they are handed to the compressor
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_SPACES = " ".join(
    f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{urn}:1.0"'
    for name, urn in {
        "office": "office", "style": "style", "text": "text", "table": "table",
        "fo": "xsl-fo-compatible", "number": "datastyle", "meta": "meta",
        "config": "config", "manifest": "manifest",
    }.items()
)  # fmt: skip
_OTHER_SPACES = (
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xlink="http://www.w3.org/1999/xlink" '
    'office:version="1.3"'
)
_EMPTY = "<table:table-cell/>"


def write_ods(workbook: Workbook, target: BinaryIO) -> None:
    """Write every sheet of the workbook."""
    stamp = timezone.localtime(workbook.created).timetuple()[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=4) as archive:
        archive.writestr(_entry("mimetype", stamp, zipfile.ZIP_STORED), MIME)
        archive.writestr(_entry("META-INF/manifest.xml", stamp), _manifest())
        archive.writestr(_entry("meta.xml", stamp), _meta(workbook))
        archive.writestr(_entry("styles.xml", stamp), _styles())
        archive.writestr(_entry("settings.xml", stamp), _settings(workbook))
        with archive.open(_entry("content.xml", stamp), "w", force_zip64=True) as content:
            for piece in _content(workbook):
                content.write(piece.encode("utf-8"))


def _entry(name: str, stamp: Any, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    entry = zipfile.ZipInfo(name, stamp)
    entry.compress_type = method
    entry.external_attr = 0o644 << 16
    return entry


def _content(workbook: Workbook) -> Iterator[str]:
    yield f"{_HEAD}<office:document-content {_SPACES} {_OTHER_SPACES}><office:automatic-styles>"
    widths = sorted({column.width for column in _columns(workbook)} | {28, 100})
    for width in widths:
        yield (
            f'<style:style style:name="w{width}" style:family="table-column">'
            f'<style:table-column-properties style:column-width="{width * 0.21:.2f}cm"/>'
            "</style:style>"
        )
    yield f"{_CELL_STYLES}</office:automatic-styles><office:body><office:spreadsheet>"
    ranges: list[str] = []
    for sheet in workbook.sheets:
        if isinstance(sheet, ReadMe):
            yield from _read_me(sheet)
            continue
        lines = 0
        for lines, piece in _table(sheet):  # noqa: B007  (the last count is what we are after)
            yield piece
        ranges.append(_filter(sheet, lines, len(ranges)))
    yield f"<table:database-ranges>{''.join(ranges)}</table:database-ranges>"
    yield "</office:spreadsheet></office:body></office:document-content>"


def _columns(workbook: Workbook) -> Iterator[Column[Any]]:
    for sheet in workbook.sheets:
        if isinstance(sheet, ExportSheet):
            yield from sheet.columns


def _read_me(sheet: ReadMe) -> Iterator[str]:
    yield (
        f"<table:table table:name={quoteattr(sheet.name)}>"
        '<table:table-column table:style-name="w28"/><table:table-column table:style-name="w100"/>'
    )
    for name, text in sheet.lines:
        yield (f"<table:table-row>{_string(name, 'head')}{_string(text, 'wrap')}</table:table-row>")
    yield "</table:table>"


def _table(sheet: ExportSheet[Any]) -> Iterator[tuple[int, str]]:
    """Pieces of the table, each with the number of rows written so far."""
    head = [f"<table:table table:name={quoteattr(sheet.name)}>"]
    head += [f'<table:table-column table:style-name="w{c.width}"/>' for c in sheet.columns]
    head.append("<table:table-header-rows><table:table-row>")
    head += [_string(column.label, "head", column.help) for column in sheet.columns]
    head.append("</table:table-row></table:table-header-rows>")
    yield 0, "".join(head)
    writers = [_WRITERS[column.kind] for column in sheet.columns]
    pieces: list[str] = []
    lines = 0
    for lines, values in enumerate(sheet.values(), start=1):
        cells = [
            _EMPTY if value is None else write(value)
            for write, value in zip(writers, values, strict=True)
        ]
        pieces.append(f"<table:table-row>{''.join(cells)}</table:table-row>")
        if len(pieces) == _CHUNK:
            yield lines, "".join(pieces)
            pieces.clear()
    yield lines, f"{''.join(pieces)}</table:table>"


def _string(value: str, style: str = "", note: str = "") -> str:
    styled = f' table:style-name="{style}"' if style else ""
    said = f"<office:annotation><text:p>{escape(note)}</text:p></office:annotation>" if note else ""
    return (
        f'<table:table-cell{styled} office:value-type="string">{said}{_paragraphs(value)}'
        "</table:table-cell>"
    )


def _paragraphs(value: str) -> str:
    text = escape(value)
    if "\n" not in text and "\r" not in text and "  " not in text and "\t" not in text:
        return f"<text:p>{text}</text:p>"
    lines = text.replace("\t", "<text:tab/>").replace("  ", " <text:s/>").splitlines()
    return "".join(f"<text:p>{line}</text:p>" for line in lines)


def _date(value: date) -> str:
    day = value.isoformat()
    return (
        '<table:table-cell table:style-name="day" office:value-type="date" '
        f'office:date-value="{day}"><text:p>{day[8:]}/{day[5:7]}/{day[:4]}</text:p>'
        "</table:table-cell>"
    )


def _number(style: str) -> Callable[[Any], str]:
    opening = (
        f'<table:table-cell table:style-name="{style}" office:value-type="float" office:value="'
    )

    def write(value: Any) -> str:
        return f'{opening}{value}"><text:p>{value}</text:p></table:table-cell>'

    return write


def _link(value: str) -> str:
    if not value.startswith(("https://", "http://")):
        return _string(value)
    return (
        '<table:table-cell office:value-type="string"><text:p><text:a xlink:type="simple" '
        f"xlink:href={quoteattr(value)}>{escape(value)}</text:a></text:p></table:table-cell>"
    )


_WRITERS: dict[Kind, Callable[[Any], str]] = {
    Kind.TEXT: _string,
    Kind.LINK: _link,
    Kind.INT: _number("count"),
    Kind.MONEY: _number("euros"),
    Kind.DATE: _date,
    Kind.BOOL: lambda value: _string(yes_no(value)),
}

_CELL_STYLES = (
    '<number:date-style style:name="n-day"><number:day number:style="long"/>'
    '<number:text>/</number:text><number:month number:style="long"/><number:text>/</number:text>'
    '<number:year number:style="long"/></number:date-style>'
    '<number:number-style style:name="n-count"><number:number number:decimal-places="0" '
    'number:min-integer-digits="1" number:grouping="true"/></number:number-style>'
    '<number:number-style style:name="n-euros"><number:number number:decimal-places="2" '
    'number:min-decimal-places="2" number:min-integer-digits="1" number:grouping="true"/>'
    "<number:text> €</number:text></number:number-style>"
    '<style:style style:name="head" style:family="table-cell"><style:table-cell-properties '
    'fo:wrap-option="wrap" style:vertical-align="top"/><style:text-properties '
    'fo:font-weight="bold"/></style:style>'
    '<style:style style:name="wrap" style:family="table-cell"><style:table-cell-properties '
    'fo:wrap-option="wrap" style:vertical-align="top"/></style:style>'
    + "".join(
        f'<style:style style:name="{name}" style:family="table-cell" '
        f'style:data-style-name="n-{name}"/>'
        for name in ("day", "count", "euros")
    )
)


def _filter(sheet: ExportSheet[Any], lines: int, number: int) -> str:
    last = _letters(len(sheet.columns) - 1)
    quoted = sheet.name.replace("'", "''")
    address = f"'{quoted}'.A1:'{quoted}'.{last}{lines + 1}"
    return (
        f'<table:database-range table:name="__Anonymous_Sheet_DB__{number}" '
        f'table:target-range-address={quoteattr(address)} table:display-filter-buttons="true"/>'
    )


def _letters(number: int) -> str:
    letters = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _manifest() -> str:
    files = "".join(
        f'<manifest:file-entry manifest:full-path="{name}" manifest:media-type="text/xml"/>'
        for name in ("content.xml", "styles.xml", "meta.xml", "settings.xml")
    )
    return (
        f'{_HEAD}<manifest:manifest {_SPACES} manifest:version="1.3"><manifest:file-entry '
        f'manifest:full-path="/" manifest:media-type="{MIME}"/>{files}</manifest:manifest>'
    )


def _meta(workbook: Workbook) -> str:
    return (
        f"{_HEAD}<office:document-meta {_SPACES} {_OTHER_SPACES}><office:meta>"
        f"<dc:title>{escape(workbook.title)}</dc:title>"
        f"<meta:initial-creator>{escape(workbook.author)}</meta:initial-creator>"
        f"<meta:creation-date>{timezone.localtime(workbook.created):%Y-%m-%dT%H:%M:%S}"
        "</meta:creation-date><dc:language>fr-FR</dc:language>"
        "</office:meta></office:document-meta>"
    )


def _styles() -> str:
    return (
        f"{_HEAD}<office:document-styles {_SPACES} {_OTHER_SPACES}><office:styles>"
        '<style:default-style style:family="table-cell"><style:text-properties '
        'fo:language="fr" fo:country="FR"/></style:default-style>'
        "</office:styles></office:document-styles>"
    )


def _settings(workbook: Workbook) -> str:
    """Where the header of each table is frozen."""

    def item(name: str, kind: str, value: object) -> str:
        return f'<config:config-item config:name="{name}" config:type="{kind}">{value}</config:config-item>'

    frozen = (
        item("VerticalSplitMode", "short", 2)
        + item("VerticalSplitPosition", "int", 1)
        + item("ActiveSplitRange", "short", 2)
        + item("PositionBottom", "int", 1)
    )
    tables = "".join(
        f"<config:config-item-map-entry config:name={quoteattr(sheet.name)}>{frozen}"
        "</config:config-item-map-entry>"
        for sheet in workbook.sheets
        if isinstance(sheet, ExportSheet)
    )
    return (
        f"{_HEAD}<office:document-settings {_SPACES} {_OTHER_SPACES}><office:settings>"
        '<config:config-item-set config:name="ooo:view-settings">'
        '<config:config-item-map-indexed config:name="Views"><config:config-item-map-entry>'
        f"{item('ViewId', 'string', 'view1')}"
        f'<config:config-item-map-named config:name="Tables">{tables}'
        "</config:config-item-map-named></config:config-item-map-entry>"
        "</config:config-item-map-indexed></config:config-item-set>"
        "</office:settings></office:document-settings>"
    )
