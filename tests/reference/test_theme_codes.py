"""Themes read from their file: families, without the database."""

from msp_portal.reference.theme_codes import near_themes, theme_codes


def test_a_theme_knows_its_label_and_what_it_stands_under() -> None:
    tobacco = theme_codes()["TABAC"]
    assert (tobacco.label, tobacco.parent) == ("Tabac", "ADDICTIONS")
    assert theme_codes()["ADDICTIONS"].parent == ""


def test_near_a_theme_are_the_one_above_and_those_under() -> None:
    assert near_themes(["TABAC"]) == {"TABAC", "ADDICTIONS"}
    assert near_themes(["ADDICTIONS"]) >= {"ADDICTIONS", "TABAC", "ALCOOL"}


def test_nothing_is_near_nothing_or_the_unknown() -> None:
    assert near_themes([]) == frozenset()
    assert near_themes(["LICORNES"]) == frozenset()
