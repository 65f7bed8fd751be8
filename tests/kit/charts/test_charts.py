import re
from xml.etree import ElementTree as ET

import pytest
from pypdf import PdfReader

from msp_portal.kit.charts import Bar, Series, bars, lines, proportion
from msp_portal.kit.charts.data import shares
from msp_portal.kit.documents.rendering import render_pdf
from msp_portal.kit.masking import MaskedValue

SVG = "{http://www.w3.org/2000/svg}"
NBSP = "\u00a0"
THEMES = [
    Bar("Chutes", 40),
    Bar("Tabac", 20),
    Bar("Écrans", MaskedValue(None, "< 11")),
    Bar("Alcool", None),
]
YEARS = ["2023", "2024", "2025", "2026"]


def some_charts():
    return [
        bars("Combien de personnes par thème ?", THEMES, what="personnes"),
        lines("Et d’une année à l’autre ?", YEARS, [Series("Séances", [4, 8, None, 20])]),
        proportion("Qui est venu ?", [Bar("Femmes", 30), Bar("Hommes", 20)], what="personnes"),
    ]


def drawn(chart, **options):
    return ET.fromstring(chart.svg(**options))  # noqa: S314


def words(chart):
    return [text.text for text in drawn(chart).iter(f"{SVG}text")]


@pytest.mark.parametrize("chart", some_charts(), ids=["bars", "lines", "proportion"])
def test_a_chart_is_announced_by_its_question_and_its_numbers(chart):
    svg = drawn(chart)
    title, description = svg.find(f"{SVG}title"), svg.find(f"{SVG}desc")
    assert svg.get("role") == "img"
    assert svg.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == chart.question
    for row in chart.table.rows:
        assert row[0] in description.text
        assert row[1] in description.text


@pytest.mark.parametrize("chart", some_charts(), ids=["bars", "lines", "proportion"])
def test_nothing_in_a_chart_breaks_the_content_security_policy(chart):
    assert not re.search(r"style|<script|\son\w+=|url\(", str(chart.figure))


def test_bars_are_as_long_as_their_numbers():
    widths = [float(box.get("width")) for box in drawn(some_charts()[0]).iter(f"{SVG}rect")]
    assert widths == [270, 135]


def test_a_masked_number_and_a_missing_one_have_words_and_no_bar():
    chart = some_charts()[0]
    assert len(list(drawn(chart).iter(f"{SVG}rect"))) == 2
    assert words(chart) == ["Chutes", "40", "Tabac", "20", "Écrans", "< 11", "Alcool", "non mesuré"]
    assert chart.table.rows[2] == ("Écrans", "< 11")


def test_a_line_breaks_where_nothing_was_measured():
    paths = [
        p for p in drawn(some_charts()[1]).iter(f"{SVG}path") if p.get("class") == "chart-line"
    ]
    assert len(paths) == 2
    assert len(list(drawn(some_charts()[1]).iter(f"{SVG}circle"))) == 3


def test_lines_start_from_zero_and_are_named_at_their_end_without_overlap():
    chart = lines("?", YEARS, [Series("Rennes", [1, 2, 3, 10]), Series("Brest", [1, 2, 3, 10])])
    names = {t.text: float(t.get("y")) for t in drawn(chart).iter(f"{SVG}text")}
    assert "0" in names
    assert abs(names["Rennes"] - names["Brest"]) >= 30


def test_two_lines_differ_without_colour():
    chart = lines("?", YEARS, [Series("Rennes", [1, 2, 3, 4]), Series("Brest", [4, 3, 2, 1])])
    paths = [p for p in drawn(chart).iter(f"{SVG}path") if p.get("class") == "chart-line"]
    assert {p.get("stroke-dasharray") for p in paths} == {None, "8 4"}
    assert {p.get("stroke") for p in paths} == {"currentColor"}


def test_lines_that_cannot_be_told_apart_or_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="told apart"):
        lines("?", YEARS, [Series(str(n), [1, 2, 3, 4]) for n in range(5)])
    with pytest.raises(ValueError, match="per label"):
        lines("?", YEARS, [Series("Rennes", [1, 2])])


def test_parts_of_a_proportion_fill_the_bar_and_add_up_to_a_hundred():
    chart = proportion("?", [Bar("a", 10), Bar("b", 10), Bar("c", 10)], what="n")
    assert [row[2] for row in chart.table.rows] == [f"34{NBSP}%", f"33{NBSP}%", f"33{NBSP}%"]
    cut = [float(box.get("width")) for box in drawn(chart).iter(f"{SVG}rect")][:3]
    assert sum(cut) == pytest.approx(399, abs=0.01)


def test_no_percentage_is_given_under_twenty():
    chart = proportion("?", [Bar("a", 10), Bar("b", 9)], what="n")
    assert "%" not in str(chart.figure)


def test_a_proportion_with_a_masked_part_is_drawn_as_bars():
    chart = proportion("?", [Bar("a", 30), Bar("b", MaskedValue(None, "< 11"))], what="n")
    assert "%" not in str(chart.figure)
    assert len(list(drawn(chart).iter(f"{SVG}rect"))) == 1


def test_the_table_under_the_fold_holds_every_number_with_its_headers():
    html = str(some_charts()[0].figure)
    assert "<details" in html
    assert '<th scope="row">Chutes</th><td>40</td>' in html
    assert '<th scope="col">personnes</th>' in html


def test_names_given_by_people_are_escaped_once():
    chart = bars("<b>?", [Bar("Bien & « mieux » <script>", 3)], what="n")
    assert "<script>" not in str(chart.figure)
    assert words(chart)[0] == "Bien & « mieux » <script>"


@pytest.mark.parametrize("values", [[], [Bar("a", 0)], [Bar("a", None)]])
def test_a_chart_without_any_number_still_draws(values):
    assert drawn(bars("?", values, what="n")) is not None


def test_a_negative_number_is_refused():
    with pytest.raises(ValueError, match="negative"):
        bars("?", [Bar("a", -1)], what="n")


@pytest.mark.parametrize(
    ("values", "expected"), [([1, 1, 1], [34, 33, 33]), ([0, 0], [0, 0]), ([2, 1], [67, 33])]
)
def test_shares_add_up(values, expected):
    assert shares(values) == expected


def test_on_paper_texts_have_our_font_and_can_be_read_in_the_pdf(tmp_path):
    body = "".join(str(chart.figure_on_paper) for chart in some_charts())
    html = f'<!doctype html><html lang="fr"><head><title>Bilan</title></head><body>{body}</body></html>'
    path = tmp_path / "charts.pdf"
    path.write_bytes(render_pdf(html, "a" * 64).content)
    page = PdfReader(path).pages[0]
    fonts = {str(font.get_object()["/BaseFont"]) for font in page["/Resources"]["/Font"].values()}
    assert all("Source-Sans" in name or "SourceSans" in name for name in fonts), fonts
    text = "".join(p.extract_text() for p in PdfReader(path).pages).replace(NBSP, " ")
    assert "Voir les chiffres" not in text
    for said in ("Combien de personnes par thème ?", "Écrans", "< 11", "Séances", "60 %"):
        assert said in text
