"""What a reader types, as terms."""

import pytest

from capitalisation.queries.lexicon import lexicon, root_of, terms_of, words_of


def typed(text: str) -> list[str]:
    return [term.typed for term in terms_of(text)]


def test_a_sentence_keeps_what_is_looked_for() -> None:
    assert typed("Comment monter un projet contre le tabac avec des ados ?") == ["tabac", "ados"]


def test_known_expressions_stay_whole() -> None:
    assert typed("cancer du sein et santé mentale") == ["cancer du sein", "sante mentale"]


def test_words_of_every_sheet_narrow_nothing() -> None:
    assert typed("projet de prévention") == []


def test_synonyms_come_with_the_words_typed_whatever_accents_and_plurals() -> None:
    for text in ("écrans", "Ecran", "ÉCRANS"):
        (term,) = terms_of(text)
        assert "numérique" in term.others
        assert "smartphone" in term.others


def test_a_word_of_two_groups_has_the_words_of_both() -> None:
    (term,) = terms_of("équilibre")
    assert "chute" in term.others
    (term,) = terms_of("lycéen")
    assert {"adolescent", "lycée"} <= set(term.others)


def test_letters_are_brought_to_their_plain_form() -> None:
    assert words_of("L’Œuf à la coque, 1000 jours") == (
        "l",
        "oeuf",
        "a",
        "la",
        "coque",
        "1000",
        "jours",
    )


@pytest.mark.parametrize(("word", "root"), [("ados", "ado"), ("jeux", "jeu"), ("dos", "dos")])
def test_plurals_are_known_again(word: str, root: str) -> None:
    assert root_of(word) == root


def test_a_very_long_search_is_read_as_a_few_terms() -> None:
    assert len(terms_of(" ".join(f"mot{n}" for n in range(500)))) == 8


def test_each_group_says_at_least_two_ways_and_no_word_twice() -> None:
    assert len(lexicon().groups) > 100
    assert all(others for others in lexicon().groups.values())
