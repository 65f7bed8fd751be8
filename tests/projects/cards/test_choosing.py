"""The cards in use: enough of them, right for an indicator, found by theme, level, type, word."""

import re

import pytest

from msp_portal.reference.theme_codes import theme_codes
from projects.cards import Card, all_cards, card_by_code, cards_by_family, cards_for, not_followed
from projects.cards.card import CardAxis, CardCounts, CardKind, CardLevel
from projects.models import Indicator, Objective

FORBIDDEN = re.compile(
    r"\b(gantt|sprint|backlog|workflow|livrables?|jalons?|kpi|reporting|dashboard|tickets?"
    r"|templates?|deadlines?|onboarding|veuillez|pps)\b",
    re.IGNORECASE,
)


def codes(**asked: object) -> set[str]:
    return {card.code for card in cards_for(**asked)}  # type: ignore[arg-type]


def every_text(card: Card) -> list[str]:
    return [
        card.name, card.definition, card.unit, card.why, card.readers, card.formula, card.source,
        card.how, card.cost, card.masking, *card.practice, *card.pitfalls,
    ]  # fmt: skip


def test_there_are_at_least_forty_cards() -> None:
    assert len(all_cards()) >= 40


@pytest.mark.parametrize(
    ("ours", "theirs"),
    [
        (CardKind, Indicator.Kind),
        (CardCounts, Indicator.Counts),
        (CardLevel, Objective.Level),
    ],
)
def test_codes_are_those_of_the_indicators_and_objectives(ours: type, theirs: type) -> None:
    assert {each.value for each in ours} == set(theirs.values)


def test_there_are_three_axes_as_in_a_dated_fact() -> None:
    assert {axis.value for axis in CardAxis} == {"AGE", "GENRE", "LIEU"}


def test_every_card_fits_in_an_indicator() -> None:
    for card in all_cards():
        for name, value in (("name", card.name), ("unit", card.unit), ("how", card.how),
                            ("card_key", card.code)):  # fmt: skip
            assert len(value) <= Indicator._meta.get_field(name).max_length, card.code


def test_rates_and_notes_are_states_and_counts_of_people_add_up() -> None:
    for card in all_cards():
        made = Indicator(name=card.name, unit=card.unit, counts=card.counts)
        if "%" in card.unit or "note" in card.unit:
            assert not made.adds_up, card.code
        if card.counts in {CardCounts.PASSAGES, CardCounts.PEOPLE, CardCounts.SESSIONS}:
            assert made.adds_up, card.code


def test_what_counts_the_public_says_so_and_is_masked_as_the_indicator_is() -> None:
    for card in all_cards():
        assert card.is_masked == Indicator(counts=card.counts).counts_the_public, card.code
        assert ("<\u00a011" in card.masking) == card.is_masked, card.code


def test_words_we_do_not_use_are_not_used() -> None:
    found = {
        (card.code, text) for card in all_cards() for text in every_text(card)
        if FORBIDDEN.search(text)
    }  # fmt: skip
    assert found == set()


def test_no_text_keeps_a_straight_apostrophe_or_a_breaking_space_before_a_sign() -> None:
    wrong = re.compile(r"\w'\w| [:;!?»]|« ")
    found = {
        (card.code, text) for card in all_cards() for text in every_text(card) if wrong.search(text)
    }
    assert found == set()


@pytest.mark.parametrize(
    "theme",
    ["VACCINATION", "DEPISTAGE_CANCERS", "TABAC", "ALCOOL", "ECRANS_JEUX", "ALIMENTATION", "APA",
     "CHUTES", "SANTE_MENTALE", "VIE_AFFECTIVE", "ENVIRONNEMENT", "DIABETE"],
)  # fmt: skip
def test_each_usual_theme_has_its_own_card_and_a_result_to_look_at(theme: str) -> None:
    own = [card for card in cards_for(themes=[theme]) if not card.is_for_all_themes]
    assert own
    assert cards_for(themes=[theme], kind="RESULTAT", level="SPECIFIQUE")


def test_a_brother_theme_brings_nothing() -> None:
    assert "ARRET_TABAC_3_MOIS" in codes(themes=["TABAC"])
    assert "ARRET_TABAC_3_MOIS" in codes(themes=["ADDICTIONS"])
    assert "ARRET_TABAC_3_MOIS" not in codes(themes=["ALCOOL"])
    assert "JOURS_SANS_ECRAN" not in codes(themes=["TABAC"])


def test_cards_of_the_theme_come_before_those_for_all() -> None:
    found = [card.is_for_all_themes for card in cards_for(themes=["TABAC"])]
    assert found == sorted(found)
    assert {True, False} <= set(found)


def test_level_and_type_narrow_the_list() -> None:
    general = cards_for(level="GENERAL")
    assert general
    assert all("GENERAL" in card.levels for card in general)
    assert all(card.kind == "PROCESSUS" for card in cards_for(kind="PROCESSUS"))
    assert codes(level="GENERAL", kind="PROCESSUS") == set()


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("depistage COLORECTAL", "FIT_REMIS"),
        ("monoxyde", "CO_MESURE"),
        ("séance tenue", "SEANCES_TENUES"),
        ("tabac", "ARRET_TABAC_6_MOIS"),
        ("   ", "PASSAGES"),
    ],
)
def test_words_are_found_whatever_accents_and_capitals(words: str, code: str) -> None:
    assert code in codes(words=words)


def test_every_word_must_be_found() -> None:
    assert codes(words="tabac colorectal") == set()


def test_an_unknown_theme_leaves_the_cards_for_all() -> None:
    assert all(card.is_for_all_themes for card in cards_for(themes=["LICORNES"]))


def test_an_unknown_code_is_no_card() -> None:
    assert card_by_code("") is None
    assert card_by_code("IMC") is None
    assert card_by_code("PASSAGES") is not None


def test_families_hold_every_card_once() -> None:
    families = cards_by_family(all_cards())
    assert [card for cards in families.values() for card in cards] == list(all_cards())
    assert len(families) == 6


def test_individual_measures_are_explained_and_are_no_card() -> None:
    assert {row.code for row in not_followed()} >= {"IMC", "MESURES_INDIVIDUELLES", "LISTES"}


def test_themes_of_cards_are_known() -> None:
    assert all(card.themes <= set(theme_codes()) for card in all_cards())
