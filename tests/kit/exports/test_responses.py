"""One list of columns, read back from each format with a reader that is not ours."""

import csv
import io
import zipfile
from datetime import UTC, date, datetime, time
from decimal import Decimal
from xml.etree import ElementTree as ET

import openpyxl
import pytest

from msp_portal.kit.exports import (
    Column,
    ExportSheet,
    Format,
    Kind,
    ReadMe,
    Workbook,
    export_response,
    write_workbook,
    xlsx_format,
)

COLUMNS = [
    Column("title", "Intitulé", Kind.TEXT, lambda row: row["title"], width=40, help="Titre public"),
    Column("people", "Personnes touchées", Kind.INT, lambda row: row["people"]),
    Column("granted", "Montant accordé", Kind.MONEY, lambda row: row["granted"]),
    Column("start", "Début", Kind.DATE, lambda row: row["start"]),
    Column("aci", "ACI", Kind.BOOL, lambda row: row["aci"]),
    Column("sheet", "Fiche publiée", Kind.LINK, lambda row: row["sheet"]),
]
ROW = {
    "title": "Bien vieillir ; « équilibre » & cœur",
    "people": 1234,
    "granted": Decimal("1250.50"),
    "start": date(2026, 10, 5),
    "aci": True,
    "sheet": "https://portail.example/fiches/1?a=1&b=2",
}
EMPTY = {"title": "Sans suite", **dict.fromkeys(["people", "granted", "start", "aci", "sheet"])}
ATTACKS = [
    '=HYPERLINK("http://x")',
    "+33",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1+1",
    "＋1",
    "－1",
    "＠a",
]
CREATED = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"


def workbook(*rows):
    sheets = [
        ReadMe([("Qui", "=Fédération"), ("Quand", "22 novembre 2026")]),
        ExportSheet("Actions", COLUMNS, list(rows)),
    ]
    return Workbook("Actions 2026", sheets, CREATED, author="Portail")


def written(fmt, *rows):
    target = io.BytesIO()
    write_workbook(workbook(*rows), fmt, target)
    return target.getvalue()


def titled(title):
    return {**EMPTY, "title": title}


def ods_rows(data):
    """Rows of the second table as (type, value, text) triples."""
    content = ET.fromstring(zipfile.ZipFile(io.BytesIO(data)).read("content.xml"))  # noqa: S314
    table = content.findall(f".//{TABLE}table")[1]
    for row in table.iter(f"{TABLE}table-row"):
        yield [
            (
                cell.get(f"{OFFICE}value-type"),
                cell.get(f"{OFFICE}value") or cell.get(f"{OFFICE}date-value"),
                "".join("".join(p.itertext()) for p in cell if p.tag.endswith("}p")),
            )
            for cell in row
        ]


def test_xlsx_holds_real_numbers_and_dates_under_a_frozen_filtered_header():
    book = openpyxl.load_workbook(io.BytesIO(written(Format.XLSX, ROW, EMPTY)))
    sheet = book["Actions"]
    header, first, second = sheet.iter_rows(values_only=True)
    assert header == tuple(column.label for column in COLUMNS)
    assert first == (
        ROW["title"], 1234, 1250.5, datetime.combine(ROW["start"], time()), "oui", ROW["sheet"],
    )  # fmt: skip
    assert second == ("Sans suite", None, None, None, None, None)
    assert sheet["D2"].is_date
    assert sheet["A1"].comment.text == "Titre public"
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == "A1:F3"
    assert book.sheetnames == ["Lisez-moi", "Actions"]
    assert book.properties.created == CREATED.replace(tzinfo=None)


def test_ods_holds_real_numbers_and_dates_under_a_frozen_filtered_header():
    data = written(Format.ODS, ROW, EMPTY)
    header, first, second = ods_rows(data)
    assert [text for _, _, text in header] == [column.label for column in COLUMNS]
    assert first == [
        ("string", None, ROW["title"]),
        ("float", "1234", "1234"),
        ("float", "1250.50", "1250.50"),
        ("date", "2026-10-05", "05/10/2026"),
        ("string", None, "oui"),
        ("string", None, ROW["sheet"]),
    ]
    assert [kind for kind, _, _ in second] == ["string", None, None, None, None, None]
    archive = zipfile.ZipFile(io.BytesIO(data))
    assert archive.infolist()[0].filename == "mimetype"
    assert archive.infolist()[0].compress_type == zipfile.ZIP_STORED
    assert b"VerticalSplitPosition" in archive.read("settings.xml")
    assert b"'Actions'.A1:'Actions'.F3" in archive.read("content.xml")


def test_csv_opens_in_a_french_spreadsheet():
    data = written(Format.CSV, ROW, EMPTY)
    assert data.startswith(b"\xef\xbb\xbf")
    lines = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert lines == [
        [column.label for column in COLUMNS],
        [ROW["title"], "1234", "1250,50", "2026-10-05", "oui", ROW["sheet"]],
        ["Sans suite", "", "", "", "", ""],
    ]


@pytest.mark.parametrize("attack", ATTACKS)
def test_no_text_runs_as_a_formula(attack):
    rows = csv.reader(
        io.StringIO(written(Format.CSV, titled(attack)).decode("utf-8-sig"), newline=""),
        delimiter=";",
    )
    assert list(rows)[1][0] == f"'{attack}"
    sheet = openpyxl.load_workbook(io.BytesIO(written(Format.XLSX, titled(attack))))["Actions"]
    assert sheet["A2"].data_type == "s"
    data = written(Format.ODS, titled(attack))
    assert list(ods_rows(data))[1][0][0] == "string"
    assert b"table:formula" not in zipfile.ZipFile(io.BytesIO(data)).read("content.xml")


@pytest.mark.parametrize("fmt", list(Format))
def test_control_characters_of_a_paste_do_not_break_the_file(fmt):
    data = written(fmt, titled("collé\x00\x0b\x1f ici"))
    if fmt is Format.ODS:
        assert list(ods_rows(data))[1][0][2] == "collé ici"
    elif fmt is Format.XLSX:
        assert openpyxl.load_workbook(io.BytesIO(data))["Actions"]["A2"].value == "collé ici"
    else:
        assert "collé ici" in data.decode()


def test_lines_of_a_text_stay_lines():
    content = written(Format.ODS, titled("un\ndeux"))
    assert b"<text:p>un</text:p><text:p>deux</text:p>" in zipfile.ZipFile(io.BytesIO(content)).read(
        "content.xml"
    )


@pytest.mark.parametrize("fmt", list(Format))
def test_the_same_facts_make_the_same_bytes(fmt):
    assert written(fmt, ROW, EMPTY) == written(fmt, ROW, EMPTY)


def test_a_text_too_long_for_a_cell_says_that_it_was_cut():
    book = openpyxl.load_workbook(io.BytesIO(written(Format.XLSX, titled("a" * 40_000))))
    value = book["Actions"]["A2"].value
    assert len(value) == xlsx_format.LONGEST_TEXT
    assert value.endswith(xlsx_format.CUT)


def test_a_workbook_that_fails_leaves_no_file_behind(monkeypatch, tmp_path):
    monkeypatch.setattr(xlsx_format.tempfile, "tempdir", str(tmp_path))
    with pytest.raises(TypeError):
        written(Format.XLSX, ROW, {**ROW, "people": "voir description"})
    assert list(tmp_path.iterdir()) == []


def test_more_rows_than_a_sheet_holds_are_refused_not_dropped(monkeypatch):
    monkeypatch.setattr(xlsx_format, "MOST_ROWS", 2)
    with pytest.raises(xlsx_format.TooManyRowsError):
        written(Format.XLSX, ROW, EMPTY)


def test_the_response_is_a_private_download_with_its_french_name():
    response = export_response(workbook(ROW), "ods", "Actions 2026 – Finistère")
    body = b"".join(response.streaming_content)
    response.file_to_stream.close()
    assert zipfile.ZipFile(io.BytesIO(body)).testzip() is None
    assert response["Content-Type"] == "application/vnd.oasis.opendocument.spreadsheet"
    assert (
        "filename*=utf-8''Actions%202026%20%E2%80%93%20Finist%C3%A8re.ods"
        in (response["Content-Disposition"])
    )
    assert response["Cache-Control"] == "private, no-store"


def test_a_row_that_fails_gives_an_error_and_no_half_file():
    sheet = ExportSheet("Actions", COLUMNS, [ROW, {**ROW, "people": "voir description"}])
    with pytest.raises(TypeError):
        export_response(Workbook("T", [sheet], datetime(2026, 1, 1, tzinfo=UTC)), "csv", "actions")


def test_another_format_is_refused():
    with pytest.raises(ValueError, match="pdf"):
        export_response(workbook(ROW), "pdf", "actions")
