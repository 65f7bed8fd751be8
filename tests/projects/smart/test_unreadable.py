"""What is no sentence of an objective: one clear message, quickly, and nothing breaks."""

from dataclasses import replace
from datetime import date

import pytest

from projects.smart import Known, Letter, Level, read_objective

TODAY = date(2026, 11, 24)
KNOWN = Known(
    needs=("Les collégiens de Guipel disent fumer.",),
    publics=("Adolescents",),
    places=("Guipel",),
    themes=("Tabac",),
    ends=date(2027, 12, 31),
)
COMPLETE = "D’ici juin 2027, 80 collégiens de Guipel sauront refuser une cigarette."


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "Écrivez l’objectif"),
        ("  \n\t ", "Écrivez l’objectif"),
        ("?! 12 …", "pas encore de mots"),
        ("azjkd qsmldk qsdklm zzz", "ne reconnaît pas de phrase"),
        ("a" * 3000, "ne reconnaît pas de phrase"),
        ("To reduce the falls of the elderly with our team", "en français"),
        ("Mejorar la salud de los jóvenes y las familias del barrio", "en français"),
        ("<script>alert(1)</script>", "Écrivez l’objectif"),
    ],
)
def test_what_cannot_be_read_gets_one_clear_sentence(text: str, said: str) -> None:
    reading = read_objective(text, KNOWN, TODAY)
    assert said in reading.message
    assert reading.remarks == ()
    assert reading.wording == ""


def test_a_very_long_text_is_read_at_its_beginning_only_and_it_is_said() -> None:
    reading = read_objective(COMPLETE + " Et ainsi de suite." * 100_000, KNOWN, TODAY)
    assert "seul son début est relu" in reading.notice
    assert reading.of(Letter.T).is_ok


def test_markup_is_left_out_and_never_comes_back_in_the_wording() -> None:
    text = "<p>Sensibiliser les <b>parents</b> aux &eacute;crans</p><script>alert(1)</script>"
    reading = read_objective(text, KNOWN, TODAY)
    assert "<" not in reading.wording
    assert "alert" not in reading.wording
    assert "parents" in reading.wording


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5000, "« " * 3000, "-\n" * 4000, "de 1 à " * 2000, "et réduire " * 2000, "\u0000",
        "l'" * 4000, "𝒜" * 500, "1" * 5000, "%" * 900, "deux cent mille " * 300, "…", "الصحة " * 99,
    ],
)  # fmt: skip
def test_no_text_breaks_the_reading_at_any_level(text: str) -> None:
    for level in Level:
        read_objective(text, replace(KNOWN, level=level), TODAY)
