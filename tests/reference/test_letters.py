"""Letters without accents: what each form keeps of a text."""

import pytest

from msp_portal.reference.letters import plain, spelled, words_alone

MIXED = "Œuvre d’été : « Çà et là », ½ journée… l’ı\u00a0ß ﬁn 𝒜"


def test_the_plain_form_has_a_sign_for_each_sign_of_the_text() -> None:
    assert len(plain(MIXED)) == len(MIXED)


def test_what_is_found_in_the_plain_form_stands_at_the_same_place_in_the_text() -> None:
    text = "Réunion à l’Île-d’Yeu le 12 août"
    place = plain(text).index("ile-d'yeu")
    assert text[place : place + len("ile-d'yeu")] == "Île-d’Yeu"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("Santé", "sante"), ("ÉVÉNEMENT", "evenement"), ("l’âge", "l'age"), ("un\u00a0an", "un an")],
)
def test_capitals_accents_and_apostrophes_go(typed: str, kept: str) -> None:
    assert plain(typed) == kept
    assert spelled(typed) == kept


def test_linked_letters_are_sorted_as_two() -> None:
    assert spelled("Œdème") == "oedeme"
    assert sorted(["ovaire", "œdème", "occlusion"], key=spelled) == ["occlusion", "œdème", "ovaire"]


def test_accents_typed_apart_from_their_letters_go_too() -> None:
    assert spelled("de\u0301pistage") == "depistage"


def test_words_alone_lose_every_sign() -> None:
    assert words_alone("  Masseur-kinésithérapeute (MK), sœur d’Élise ! ") == (
        "masseur kinesitherapeute mk soeur d elise"
    )
