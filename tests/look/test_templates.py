"""Our templates: nothing inline, no word of another trade, French typography."""

import re
from pathlib import Path

from tools.typography import mended, to_mend

ROOT = Path(__file__).resolve().parents[2]
TEMPLATES = ROOT / "templates"
# Mail programs know nothing but style attributes.
MAIL_FOLDERS = {"mails", "email", "emails"}
INLINE = {
    "style attribute": re.compile(r"<[^>]*\sstyle\s*=", re.IGNORECASE),
    "style element": re.compile(r"<style\b", re.IGNORECASE),
    "event attribute": re.compile(r"<[^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "inline script": re.compile(
        r"<script\b(?![^>]*\bsrc=)(?![^>]*application/json)", re.IGNORECASE
    ),
    "javascript address": re.compile(r"javascript:", re.IGNORECASE),
    "htmx inline code": re.compile(r"\bhx-on\b|\bhx-vals\s*=\s*['\"]js:", re.IGNORECASE),
    "third party": re.compile(
        r"<(?:script|link|img|iframe)\b[^>]*\b(?:src|href)=['\"](?:https?:)?//"
    ),
}
FORBIDDEN = re.compile(
    r"\b(gantt|sprints?|backlogs?|workflows?|livrables?|jalons?|kpis?|reportings?|dashboards?"
    r"|tickets?|templates?|deadlines?|onboarding|veuillez|pps)\b",
    re.IGNORECASE,
)
NOT_TEXT = re.compile(
    r"\{%\s*comment.*?endcomment\s*%\}|<!--.*?-->|\{#.*?#\}|\{%.*?%\}|\{\{.*?\}\}|<script.*?</script>",
    re.DOTALL,
)
COMMENT = re.compile(r"\{%\s*comment.*?endcomment\s*%\}", re.DOTALL)
READ_ATTRIBUTES = re.compile(r'\b(?:aria-label|title|alt|placeholder|content)="([^"]*)"')


def html_templates() -> list[Path]:
    return sorted(TEMPLATES.rglob("*.html"))


def is_mail(path: Path) -> bool:
    return bool(MAIL_FOLDERS & set(path.relative_to(TEMPLATES).parts))


def name(path: Path) -> str:
    return str(path.relative_to(TEMPLATES))


def words_on_screen(source: str) -> str:
    """Text and read-aloud attributes of a template, tags and template code left out."""
    bare = NOT_TEXT.sub(" ", source)
    spoken = " ".join(READ_ATTRIBUTES.findall(bare))
    # Words given to template tags (titles, labels) are read too.
    given = " ".join(re.findall(r"\{%[^%]*%\}", source))
    quoted = " ".join(q for q in re.findall(r'"([^"]*)"', given) if " " in q)
    return f"{re.sub(r'<[^>]*>', ' ', bare)} {spoken} {quoted}"


def test_there_are_templates_to_read() -> None:
    assert len(html_templates()) > 50


def test_nothing_is_inline() -> None:
    found = {}
    for path in html_templates():
        if is_mail(path):
            continue
        source = COMMENT.sub("", path.read_text("utf-8"))
        if faults := [what for what, pattern in INLINE.items() if pattern.search(source)]:
            found[name(path)] = faults
    assert found == {}


def test_no_word_of_another_trade() -> None:
    found = {
        name(path): words
        for path in sorted(TEMPLATES.rglob("*.*"))
        if (words := FORBIDDEN.findall(words_on_screen(path.read_text("utf-8"))))
    }
    assert found == {}


def test_french_typography() -> None:
    """Mended by ``python tools/typography.py --write``."""
    assert {name(path): lines for path, lines in to_mend(html_templates()).items()} == {}


def test_the_scan_sees_what_it_must() -> None:
    """The patterns catch the faults they are for, and spare what is allowed."""
    bad = {
        "style attribute": '<p style="color:red">',
        "style element": "<style>p{}</style>",
        "event attribute": '<a href="#" onclick="x()">',
        "inline script": "<script>alert(1)</script>",
        "javascript address": '<a href="javascript:void(0)">',
        "htmx inline code": '<a hx-on:click="x()">',
        "third party": '<script src="https://cdn.example/x.js"></script>',
    }
    assert {what for what, text in bad.items() if INLINE[what].search(text)} == set(INLINE)
    assert not INLINE["inline script"].search('<script src="/a.js" type="module"></script>')
    assert FORBIDDEN.findall(words_on_screen('<a title="Nos KPI">Veuillez</a>')) == [
        "Veuillez",
        "KPI",
    ]
    assert not FORBIDDEN.findall(words_on_screen("{% comment %}template{% endcomment %}"))


def test_typography_tool_touches_text_only() -> None:
    before = '<a href="?q=a b" title="x : y">L\'eau : « vive »{% if a == "b ?" %} ?{% endif %}</a>'
    after = mended(before)
    assert 'href="?q=a b" title="x : y"' in after
    assert '{% if a == "b ?" %}' in after
    assert "L’eau\u00a0: «\u00a0vive\u00a0»" in after
    assert mended(after) == after
