"""A call in one line: what is understood, what is left to who types."""

from datetime import date, time

import pytest

from funding.queries.call_line import END_OF_DAY, Funder, read_call_line

TODAY = date(2026, 11, 22)
ARS = Funder(1, "ARS Bretagne", "ARS")
ALL_CPAM = Funder(2, "CPAM bretonnes", "CPAM")
CPAM_56 = Funder(3, "CPAM du Morbihan", "CPAM")
FOUNDATION = Funder(4, "Fondation des Rives", "FUNDER")
FAR_ARS = Funder(5, "ARS Pays de la Loire", "ARS", near=False)
FUNDERS = (ARS, ALL_CPAM, CPAM_56, FOUNDATION, FAR_ARS)


@pytest.mark.parametrize(
    ("line", "title", "day", "hour"),
    [
        ("Appel CPAM cancers, 23 juin 2027 12h", "Appel CPAM cancers", date(2027, 6, 23), time(12)),
        ("AMI santé mentale avant le 3 mars à 17 h 30", "AMI santé mentale", date(2027, 3, 3), time(17, 30)),
        ("Tabac, 12/03 midi", "Tabac", date(2027, 3, 12), time(12)),
        ("Tabac 12/03/2028", "Tabac", date(2028, 3, 12), END_OF_DAY),
        ("AAP nutrition date limite : 1er février 2027 à 23h59 heure de Paris", "AAP nutrition", date(2027, 2, 1), time(23, 59)),
        ("écrans, 3 décembre, 9h", "Écrans", date(2026, 12, 3), time(9)),
        ("Prix 2027 de la prévention, 4 avril minuit", "Prix 2027 de la prévention", date(2027, 4, 4), END_OF_DAY),
        ("Dépistage, jusqu'au 5 mai 2027 24h", "Dépistage", date(2027, 5, 5), END_OF_DAY),
        ("Chutes, vendredi", "Chutes", date(2026, 11, 27), END_OF_DAY),
    ],
)  # fmt: skip
def test_title_day_and_hour_are_told_apart(line: str, title: str, day: date, hour: time) -> None:
    read = read_call_line(line, FUNDERS, TODAY)
    assert (read.title, read.day, read.hour) == (title, day, hour)
    assert read.doubts == ()


@pytest.mark.parametrize(
    ("line", "funder"),
    [
        ("Appel ARS tabac, 3 mars", ARS),
        ("Appel CPAM du Morbihan, 3 mars", CPAM_56),
        ("Fondation des Rives, 3 mars", FOUNDATION),
        ("ARS Pays de la Loire nutrition, 3 mars", FAR_ARS),
        ("Agence régionale de santé, tabac, 3 mars", ARS),
    ],
)
def test_a_funder_named_alone_is_recognised(line: str, funder: Funder) -> None:
    read = read_call_line(line, FUNDERS, TODAY)
    assert read.funder == funder
    assert read.is_sure


def test_two_funders_of_that_name_are_both_offered_and_none_is_chosen() -> None:
    read = read_call_line("Appel CPAM cancers, 23 juin 2027 12h", FUNDERS, TODAY)
    assert read.funder is None
    assert read.funders == (ALL_CPAM, CPAM_56)
    assert not read.is_sure


def test_no_funder_is_invented() -> None:
    read = read_call_line("Appel cancers, 23 juin 2027", FUNDERS, TODAY)
    assert (read.funder, read.funders, read.is_sure) == (None, (), False)


@pytest.mark.parametrize(
    ("line", "doubt"),
    [
        ("Prévention ARS", "Donnez la date limite, par exemple « 23 juin 2027 12h »."),
        ("ARS tabac, 3 mars 2020", "Cette date est passée."),
        ("3 mars 2027", "Donnez un nom à l’appel."),
        ("ARS tabac, 3 mars 25h", "« 25h » n’est pas une heure."),
        ("ARS tabac, 31 février", "Le 31 février n’existe pas."),
    ],
)
def test_what_is_doubtful_is_said(line: str, doubt: str) -> None:
    read = read_call_line(line, FUNDERS, TODAY)
    assert doubt in read.doubts
    assert not read.is_sure


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("AMI tabac, 3 mars", "AMI"),
        ("Appel à candidatures tabac, 3 mars", "AAC"),
        ("Trophée de la prévention, 3 mars", "PRIX"),
        ("Tabac, 3 mars", "AAP"),
    ],
)
def test_the_sort_of_call_is_read_from_its_words(line: str, kind: str) -> None:
    assert read_call_line(line, FUNDERS, TODAY).kind == kind


def test_the_example_of_the_page_takes_few_keys() -> None:
    """Thirty keys for a title and its date (the target of the house)."""
    line = "CPAM cancers, 23/6/27 12h"
    read = read_call_line(line, (CPAM_56,), TODAY)
    assert len(line) <= 30
    assert (read.day, read.hour, read.is_sure) == (date(2027, 6, 23), time(12), True)
