"""The base of documents in WeasyPrint: our font, page numbers, the ligne de vie, tagged."""

import re
from datetime import date
from pathlib import Path

import pytest
import weasyprint
from django.template import engines
from weasyprint.text.fonts import FontConfiguration

from msp_portal.kit.life_line import LifeLine, NextDate

PDF_CSS = Path(__file__).resolve().parents[2] / "static" / "css" / "pdf.css"
SOURCE = """{% extends "documents/base_pdf.html" %}{% load ui %}{% block content %}
<h2>Où en est-on</h2>{% life_line line "print" document_title %}
{% for i in pages %}<p class="break">Suite</p>{% endfor %}{% endblock %}"""


@pytest.fixture(scope="module")
def pdf() -> bytes:
    line = LifeLine("action", 72, next_dates=(NextDate(date(2026, 11, 30), "dépôt"),))
    html = engines["django"].from_string(SOURCE).render(
        {"document_title": "Mois sans tabac", "document_who": "MSP du Canal",
         "document_date": date(2026, 11, 22), "line": line, "pages": range(2)}
    )  # fmt: skip
    fonts = FontConfiguration()  # without it the @font-face rules are not read
    document = weasyprint.HTML(string=html, base_url=str(PDF_CSS.parent))
    rendered: bytes = document.write_pdf(
        stylesheets=[weasyprint.CSS(filename=str(PDF_CSS), font_config=fonts)],
        font_config=fonts,
        pdf_tags=True,
        uncompressed_pdf=True,
    )
    return rendered


def test_document_has_its_pages_language_and_title(pdf: bytes) -> None:
    assert (
        pdf.count(b"/Type /Page\n") + pdf.count(b"/Type /Page/") + pdf.count(b"/Type /Page ") >= 3
    )
    assert b"/Lang (fr)" in pdf
    assert b"Mois sans tabac" in pdf


def test_document_is_tagged(pdf: bytes) -> None:
    assert b"/StructTreeRoot" in pdf
    assert b"/H1" in pdf


def test_only_our_font_is_used_even_in_the_drawing(pdf: bytes) -> None:
    fonts = set(re.findall(rb"/BaseFont /(?:[A-Z]{6}\+)?([\w-]+)", pdf))
    assert fonts
    assert all(font.startswith(b"Source-Sans-3") for font in fonts), fonts
