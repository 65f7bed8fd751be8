"""How the words of a sheet are set on the page."""

import pytest

from capitalisation.templatetags.sheets import told


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("Une phrase.", "<p>Une phrase.</p>"),
        ("Une.\nDeux.", "<p>Une.<br>Deux.</p>"),
        ("Une.\n\nDeux.", "<p>Une.</p><p>Deux.</p>"),
        ("Une\nDeux\nTrois", "<ul><li>Une</li><li>Deux</li><li>Trois</li></ul>"),
        (
            "Les voici :\n– l’une\n– l’autre",
            "<p>Les voici\u00a0:</p><ul><li>l’une</li><li>l’autre</li></ul>",
        ),
        ("- seule", "<ul><li>seule</li></ul>"),
        ("<b>gras</b>", "<p>&lt;b&gt;gras&lt;/b&gt;</p>"),
        ("  \n ", ""),
    ],
)
def test_paragraphs_and_lists(text: str, html: str) -> None:
    assert told(text) == html
