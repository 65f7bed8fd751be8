"""What a reader types, understood."""

import pytest

from capitalisation.words.lexicon import lexicon
from capitalisation.words.reading import LONGEST, nearest_word, read, seems_foreign, widened


def entries(text: str) -> list[str]:
    return [term.entry or term.typed for term in read(text).terms]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("Comment monter un projet contre le tabac avec des ados ?", ["tabac", "adolescent"]),
        ("comment parler des écrans aux parents", ["ecran", "parent"]),
        ("clopes au bahut", ["tabac", "college"]),
        ("cancers sein", ["cancer-du-sein"]),
        ("moi(s) sans tabac", ["mois-sans-tabac"]),
        ("sage femme", ["sage-femme"]),
        ("RHD", ["alimentation"]),
        ("evars", ["vie-affective-et-sexuelle"]),
        ("vacination grippe", ["vaccination", "grippe"]),
        ("dry january", ["defi-de-janvier"]),
        ("3e âge", ["personne-agee"]),
        ("quinoa du jardin", ["quinoa", "jardin"]),
    ],
)
def test_the_words_of_the_trade_are_known(text: str, meant: list[str]) -> None:
    assert entries(text) == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("pompe insuline", "insuline"),
        ("pompes et abdos", "activite-physique"),
        ("glace sur le trottoir", "verglas"),
        ("col du fémur", "femur"),
        ("col frottis", "cancer-du-col-de-l-uterus"),
        ("herbe fumer", "cannabis"),
        ("herbe du jardin", "jardin"),
        ("marché du samedi", "marche-alimentaire"),
        ("marche nordique", "marche-a-pied"),
        ("MST tabac", "mois-sans-tabac"),
        ("MST préservatif", "ist"),
    ],
)
def test_a_word_with_several_meanings_is_settled_by_the_others(text: str, meant: str) -> None:
    assert meant in entries(text)
    assert not read(text).doubts


def test_alone_it_keeps_its_usual_meaning_and_the_others_are_offered() -> None:
    reading = read("sein")
    assert [term.entry for term in reading.terms] == ["cancer-du-sein"]
    assert [sense.entry for sense in reading.doubts[0].senses] == ["allaitement"]


def test_without_usual_meaning_the_word_itself_is_sought() -> None:
    reading = read("pompe")
    assert [(term.typed, term.entries) for term in reading.terms] == [("pompe", ())]
    assert [sense.entry for sense in reading.doubts[0].senses] == ["insuline", "activite-physique"]


def test_an_acronym_may_stand_for_any_of_its_meanings() -> None:
    (term,) = read("MST").terms
    assert set(term.entries) == {"mois-sans-tabac", "ist"}


def test_turns_of_phrase_sort_without_excluding_unless_they_are_alone() -> None:
    assert read("atelier tabac").extra == ("atelier",)
    assert entries("atelier tabac") == ["tabac"]
    assert entries("atelier") == ["atelier"]


def test_words_of_every_sheet_narrow_nothing_and_it_is_known() -> None:
    reading = read("projet de prévention")
    assert reading.terms == ()
    assert reading.said_everywhere


@pytest.mark.parametrize("text", ["", "   ", "&|!():*", "«\u00a0?", "\u200b"])
def test_without_a_word_there_is_nothing_to_look_for(text: str) -> None:
    reading = read(text)
    assert (reading.terms, reading.said_everywhere) == ((), False)


def test_little_words_are_no_acronyms() -> None:
    assert entries("ne fume pas") == ["tabac"]
    assert entries("PASS") == ["acces-aux-droits"]


def test_a_very_long_text_is_read_as_a_few_terms_and_says_so() -> None:
    reading = read("tabac " * 400_000)
    assert (len(reading.terms), reading.shortened) == (1, True)
    assert len(read(" ".join(f"mot{n}" for n in range(500))).terms) <= 8
    assert not read("a" * LONGEST).shortened


def test_a_misspelling_of_the_list_is_told_with_what_was_read() -> None:
    assert read("alcol au volant").slips == (("alcol", "alcool"),)
    assert [word for word in ("alcool", "diabète", "hypertensions") if read(word).slips] == []
    assert [entry.name for entry in lexicon().entries.values() if read(entry.name).slips] == []


def test_the_same_search_in_the_words_of_the_trade() -> None:
    assert read("clope au bahut").plainly == "tabac collège"


def test_themes_come_from_the_terms_then_from_around_them() -> None:
    assert read("naloxone").themes == ("CANNABIS_DROGUES", "ADDICTIONS")
    assert "DIABETE" in read("pompe").themes


def test_a_theme_is_not_widened_to_its_neighbours() -> None:
    assert widened(read("tabac")) == read("tabac")
    assert widened(read("naloxone")).terms[0].entries == ("opioide", "drogue")


@pytest.mark.parametrize(
    ("slip", "word"),
    [
        ("ortofonist", "orthophoniste"),
        ("diabétte", "diabete"),
        ("hipertention", "hypertension"),
        ("vaxinnation", "vaccination"),
        ("ménoppause", "menopause"),
    ],
)
def test_a_slip_is_read_as_the_nearest_word(slip: str, word: str) -> None:
    assert nearest_word(slip) == word


@pytest.mark.parametrize("word", ["xylophone", "quinoa", "smoking", "", "!!", "zzzzzz"])
def test_a_word_that_is_near_nothing_is_left_alone(word: str) -> None:
    assert nearest_word(word) == ""


@pytest.mark.parametrize(
    ("text", "foreign"),
    [
        ("how to help smokers", True),
        ("how to stop smoking", True),
        ("здоровье детей", True),
        ("تدخين", True),
        ("la salud de los niños", True),
        ("comment aider les fumeurs", False),
        ("dry january", False),
        ("stand tabac", False),
        ("", False),
    ],
)
def test_another_language_is_noticed(text: str, foreign: bool) -> None:
    assert seems_foreign(text) is foreign
