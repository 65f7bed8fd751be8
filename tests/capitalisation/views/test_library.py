"""The page of the library says what it read, why each sheet is there, and where to go."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from capitalisation.queries.library import search_library
from tests.factories import ThemeFactory, listed_sheet

pytestmark = pytest.mark.django_db
NBSP = "\u00a0"


@pytest.fixture(autouse=True)
def library() -> None:
    ThemeFactory(code="ADDICTIONS", label="Conduites addictives")
    ThemeFactory(code="TABAC", label="Tabac", parent_id="ADDICTIONS")
    ThemeFactory(code="DIABETE", label="Diabète")
    listed_sheet("La récré sans tabac", "Des fumeurs de seize ans.", themes=["TABAC"])
    listed_sheet("Passer à la pompe", "Les patients sous insuline.", themes=["DIABETE"])
    listed_sheet("Bouger", "Des pompes contre le mur, de la gymnastique, du sport.")


def page(client: Client, text: str, **others: str) -> str:
    response = client.get(reverse("capitalisation:library"), {"q": text, **others})
    assert response.status_code == 200
    return response.content.decode()


def told(html: str) -> str:
    """The page as it is read: without its tags, spaces alike."""
    return " ".join(
        re.sub(r"</?mark>|</?strong>|(<[^>]+>)", _space, html).replace(NBSP, " ").split()
    )


def _space(match: re.Match[str]) -> str:
    return " " if match[1] else ""


def test_it_says_why_a_sheet_answers_and_marks_the_words(client: Client) -> None:
    html = page(client, "clope")
    assert "La récré sans <mark>tabac</mark>" in html
    assert "Trouvé par : « clope » → tabac, fumeurs" in told(html)


def test_the_very_word_needs_no_explanation(client: Client) -> None:
    html = page(client, "tabac")
    assert "<mark>tabac</mark>" in html
    assert "Trouvé par" not in html


def test_a_misspelling_is_told_with_what_was_read(client: Client) -> None:
    assert "Nous avons lu « tabac » à la place de « tabbac »." in told(page(client, "tabbac"))


def test_a_word_found_outside_the_line_is_told(client: Client) -> None:
    listed_sheet("Autre fiche", "Rien de plus.", quotes=["Le quinoa m’a sauvée."])
    assert "« quinoa », ailleurs dans la fiche" in told(page(client, "quinoa"))


def test_what_a_near_sheet_lacks_is_told(client: Client) -> None:
    text = told(page(client, "tabac insuline"))
    assert "Aucune fiche ne réunit tous ces mots" in text
    assert "Trouvé par : « tabac ». Sans : « insuline »" in text


def test_the_meanings_of_a_doubtful_word_are_links_that_find(client: Client) -> None:
    html = page(client, "pompe")
    assert "« pompe » a plusieurs sens." in told(html)
    assert "pompe à insuline (1)" in told(html)
    (sense, *others) = search_library("pompe").meanings[0][1]
    assert [search_library(meaning.told).total for meaning in (sense, *others)] == [
        meaning.count for meaning in (sense, *others)
    ]
    assert "pompe à chaleur" not in told(html)  # a meaning of which no sheet speaks


def test_without_answer_it_leads_to_the_nearest_theme_that_has_sheets(client: Client) -> None:
    html = page(client, "naloxone")
    assert "Aucune fiche ne parle de cela pour l’instant" in told(html)
    assert "Le thème le plus proche : Conduites addictives (1)" in told(html)
    assert 'href="?theme=ADDICTIONS"' in html
    assert search_library(filters={"theme": "ADDICTIONS"}).total == 1


def test_what_is_near_nothing_leads_to_the_themes_most_told(client: Client) -> None:
    listed_sheet("Encore un", themes=["DIABETE"])
    text = told(page(client, "xylophone"))
    assert text.index("Les thèmes les plus racontés :") < text.index("Diabète (2)")
    assert text.index("Diabète (2)") < text.index("Tabac (1)")


def test_what_lies_around_answers_and_it_is_said(client: Client) -> None:
    listed_sheet("Le soin du rein", "Une dialyse à domicile.")
    text = told(page(client, "orthoptiste"))
    assert "Aucune fiche ne parle de cela" in text
    listed_sheet("Lunettes pour tous", "Un contrôle de la vue.")
    text = told(page(client, "orthoptiste"))
    assert "Aucune fiche ne le dit ainsi ; voici celles qui parlent de plus large." in text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("&|!():*", "Nous n’avons lu aucun mot dans cette recherche : voici toutes les fiches."),
        ("projet de prévention", "Ces mots sont dans toutes les fiches"),
        ("how to help smokers", "Les fiches sont écrites en français"),
        ("здоровье детей", "Les fiches sont écrites en français : essayez un mot français."),
        ("<script>alert(1)</script>", "Aucune fiche ne parle de cela pour l’instant"),
        ("a' OR 1=1 --", "Aucune fiche ne parle de cela pour l’instant"),
        ("tabac:* & !(diabète | '", "Aucune fiche ne réunit tous ces mots"),
        ("tabac " * 200_000, "Seuls les 200 premiers signes ont été lus."),
        ("tabac\x00", "1 fiche"),
    ],
)
def test_whatever_is_typed_gets_a_clear_answer(client: Client, text: str, said: str) -> None:
    html = page(client, text)
    assert said in told(html)
    assert "<script>alert" not in html


def test_nothing_typed_shows_everything_without_remark(client: Client) -> None:
    text = told(page(client, "  "))
    assert "3 fiches" in text
    assert "aucun mot" not in text
