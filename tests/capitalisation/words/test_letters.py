"""Letters, words and roots."""

import pytest

from capitalisation.words.letters import composed, root_of, sound_of, words_in, words_of


def test_letters_are_brought_to_their_plain_form() -> None:
    assert words_of("L’Œuf à la coque, 1000 jours") == (
        "l", "oeuf", "a", "la", "coque", "1000", "jours",
    )  # fmt: skip


def test_the_place_of_a_word_is_its_place_in_the_text_whatever_the_keyboard() -> None:
    text = composed("Le cœur, l’été déjà")  # the accents as separate signs
    assert [text[word.start : word.end] for word in words_in(text)] == [
        "Le", "cœur", "l", "été", "déjà",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("cancers", "cancer"),
        ("vaccinations", "vacciner"),
        ("diabétiques", "diabétique"),
        ("ados", "ado"),
        ("jeux", "jeu"),
    ],
)
def test_endings_do_not_matter(one: str, other: str) -> None:
    assert root_of(*words_of(one)) == root_of(*words_of(other))


@pytest.mark.parametrize(("one", "other"), [("repas", "répit"), ("dos", "do"), ("col", "colle")])
def test_short_words_are_not_confused(one: str, other: str) -> None:
    assert root_of(*words_of(one)) != root_of(*words_of(other))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("orthofoniste", "orthophoniste"),
        ("canabis", "cannabis"),
        ("alaitement", "allaitement"),
        ("kiné", "quiné"),
    ],
)
def test_slips_sound_like_the_word(one: str, other: str) -> None:
    (one,), (other,) = words_of(one), words_of(other)
    assert sound_of(one) == sound_of(other)


def test_different_words_sound_different() -> None:
    assert len({sound_of(word) for word in ("tabac", "alcool", "sein", "sommeil", "chutes")}) == 5
