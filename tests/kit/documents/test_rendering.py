import io

import pytest
from django.contrib.staticfiles import finders
from pypdf import PdfReader

from msp_portal.kit.documents import rendering
from msp_portal.kit.documents.rendering import ForbiddenAddressError, content_hash, render_pdf

PAGE = (
    '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>Bilan d’été</title></head>'
    "<body><h1>Bilan d’été</h1><p>Douze séances.</p>{}</body></html>"
)
PLAIN = PAGE.format("")


def read(pdf):
    return PdfReader(io.BytesIO(pdf.content))


def test_the_pdf_is_tagged_in_french_with_its_title_and_its_text():
    pdf = render_pdf(PLAIN, "a" * 64)
    reader = read(pdf)
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "fr"
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    kinds = _structure(root["/StructTreeRoot"])
    assert {"/H1", "/P"} <= kinds
    assert reader.metadata.title == "Bilan d’été"
    assert "Douze séances." in reader.pages[0].extract_text()
    assert len(reader.pages) == pdf.pages == 1


def _structure(node):
    """Every kind of tag under a node of the structure tree."""
    found = {node["/S"]} if "/S" in node else set()
    children = node.get("/K", [])
    for kid in children if isinstance(children, list) else [children]:
        child = kid.get_object()
        if hasattr(child, "get"):
            found |= _structure(child)
    return found


def test_the_same_text_gives_the_same_bytes():
    assert render_pdf(PLAIN, "a" * 64).content == render_pdf(PLAIN, "a" * 64).content


def test_our_font_is_embedded():
    fonts = read(render_pdf(PLAIN, "a" * 64)).pages[0]["/Resources"]["/Font"]
    names = " ".join(str(font.get_object()["/BaseFont"]) for font in fonts.values())
    assert "Source-Sans" in names or "SourceSans" in names


@pytest.mark.parametrize(
    "address",
    [
        "http://example.org/x.png",
        "https://example.org/x.png",
        "file:///etc/passwd",
        "/media/files/aa/secret",
        "/static/../settings/base.py",
        "//example.org/static/x.png",
        "/static/no-such-file.png",
    ],
)
def test_a_page_that_asks_for_anything_but_our_static_files_is_not_rendered(address):
    with pytest.raises(ForbiddenAddressError):
        render_pdf(PAGE.format(f'<img alt="x" src="{address}">'), "a" * 64)


@pytest.mark.parametrize(
    "address",
    [
        "/static/img/mark.svg",
        "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/%3E",
    ],
)
def test_static_files_and_data_images_are_drawn(address):
    assert render_pdf(PAGE.format(f'<img alt="x" src="{address}">'), "a" * 64).pages == 1


def test_the_hash_follows_the_text_and_the_style_sheet(monkeypatch, tmp_path):
    first = content_hash(PLAIN)
    assert content_hash(PLAIN) == first
    assert content_hash(PAGE.format(" ")) != first
    other = tmp_path / "css" / "pdf.css"
    other.parent.mkdir()
    other.write_text("body { color: #111 }")
    monkeypatch.setattr(rendering, "static_path", lambda name: other)
    assert content_hash(PLAIN) != first


def test_progress_is_told_in_order():
    told = []
    render_pdf(PLAIN, "a" * 64, lambda percent, step: told.append((percent, step)))
    assert [percent for percent, _ in told] == [15, 30, 75]
    assert all(step for _, step in told)


def test_the_style_sheet_is_ours():
    assert finders.find(rendering.STYLE_SHEET)
