"""A word is marked once, in text only, and the HTML around it does not change."""

from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from msp_portal.reference.glossary import Term, mark_terms


def marked(html: str, seen: set[str] | None = None, most: int = 3) -> str:
    def render(term: Term, written: str) -> str:
        return f"[{term.code}|{written}]"

    return mark_terms(html, seen if seen is not None else set(), render, most=most)


def test_the_first_time_only() -> None:
    assert marked("<div>L’ACI, puis l’ACI.</div>") == "<div>L’[ACI|ACI], puis l’ACI.</div>"


def test_once_a_page_over_several_pieces() -> None:
    seen: set[str] = set()
    assert marked("<div>ACI</div>", seen) == "<div>[ACI|ACI]</div>"
    assert marked("<div>ACI et FIR</div>", seen) == "<div>ACI et [FIR|FIR]</div>"
    assert seen == {"ACI", "FIR"}


def test_two_writings_of_one_word_are_one_word() -> None:
    html = "<div>FIR, le fonds d’intervention régional</div>"
    assert marked(html).count("[FIR|") == 1


def test_not_more_than_asked() -> None:
    assert marked("<div>ACI, FIR, PRS, CLS</div>", most=2) == (
        "<div>[ACI|ACI], [FIR|FIR], PRS, CLS</div>"
    )


@pytest.mark.parametrize(
    "html",
    [
        '<a href="/x/">ACI</a>', "<h2>ACI</h2>", "<button>ACI</button>", "<label>ACI</label>",
        "<legend>ACI</legend>", "<summary>ACI</summary>", "<p>ACI</p>", "<textarea>ACI</textarea>",
        "<select><option>ACI</option></select>", "<script>ACI</script>", "<style>ACI</style>",
        '<a href="/x/"><strong>le <em>ACI</em></strong></a>', '<p><span class="x">ACI</span></p>',
        '<img alt="ACI">', '<input value="ACI"/>', "<!-- ACI -->", '<div data-x="ACI"></div>',
        "<svg><text>ACI</text></svg>", "<details>ACI</details>",
    ],
)  # fmt: skip
def test_never_where_it_must_stay_as_it_is(html: str) -> None:
    assert marked(html) == html


def test_after_a_link_the_text_is_text_again() -> None:
    assert marked('<a href="/">x</a> ACI<br> <img src="a"> FIR') == (
        '<a href="/">x</a> [ACI|ACI]<br> <img src="a"> [FIR|FIR]'
    )


@pytest.mark.parametrize("text", ["aci", "ACID", "xACI", "ACI-2", "l’aller-retour", "Ars", "&ars;"])
def test_what_only_looks_like_it_is_left(text: str) -> None:
    assert marked(f"<div>{text}</div>") == f"<div>{text}</div>"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Aller vers les habitants", "ALLER_VERS"),
        ("Objectif spécifique", "OBJECTIF_SPECIFIQUE"),
        ("le Cerfa\u00a012156 suffit", "CERFA_12156"),
        ("un indicateur d’activité", "INDICATEUR_ACTIVITE"),
        ("un indicateur d'activité", "INDICATEUR_ACTIVITE"),
        ("un indicateur d&#x27;activité", "INDICATEUR_ACTIVITE"),
        ("les contributions volontaires en nature", "CONTRIBUTION_NATURE"),
        ("(charges = produits)", "PRODUITS"),
    ],
)
def test_writings_of_our_texts_are_recognised(text: str, code: str) -> None:
    assert f"[{code}|" in marked(f"<div>{text}</div>")


def test_the_longest_word_wins() -> None:
    assert "[CONTRIBUTION_NATURE|contributions volontaires en nature]" in marked(
        "<div>contributions volontaires en nature</div>"
    )


def test_a_stray_end_tag_does_not_confuse() -> None:
    assert marked("</div></a>ACI") == "</div></a>[ACI|ACI]"


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.events: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        self.events.append(("start", f"{tag}{attrs}"))

    def handle_endtag(self, tag: str) -> None:
        self.events.append(("end", tag))


PIECES = st.lists(
    st.sampled_from(
        ["<div>", "</div>", "<p>", "</p>", '<a href="ACI">', "</a>", "<br>", "ACI", "FIR ", "&amp;",
         "&lt;ACI&gt;", "text ", "<h2>", "</h2>", "<li>", "</li>", "d’activité"]
    ),
    max_size=25,
)  # fmt: skip


@given(PIECES)
def test_tags_are_never_touched_and_no_text_is_lost(pieces: list[str]) -> None:
    html = "".join(pieces)
    found = mark_terms(html, set(), lambda term, written: written)
    assert found == html
    before, after = _Text(), _Text()
    before.feed(html)
    after.feed(marked(html))
    assert after.events == before.events
