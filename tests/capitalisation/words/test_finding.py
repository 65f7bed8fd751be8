"""What a sheet speaks of."""

import pytest

from capitalisation.words.finding import said_in, tags_of


def entries(text: str) -> list[str]:
    return [said.entry for said in said_in(text)]


def test_an_entry_is_found_under_all_its_forms_with_its_place() -> None:
    text = "Des fumeurs, et le dépistage du cancer du sein."
    assert [(said.entry, text[said.start : said.end]) for said in said_in(text)] == [
        ("tabac", "fumeurs"),
        ("cancer-du-sein", "dépistage du cancer du sein"),
    ]


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Au sein du collège, une réunion.", "cancer-du-sein"),
        ("Une pompe à chaleur pour la salle.", "insuline"),
        ("Le bouche-à-oreille a suffi.", "dents"),
        ("Il a été pris en grippe par sa classe.", "grippe"),
        ("La chute des températures inquiète.", "prevention-des-chutes"),
        ("Des puces électroniques dans les cartes.", "parasite"),
        ("On cueille des herbes aromatiques.", "cannabis"),
        ("Un document joint au courrier.", "cannabis"),
        ("Le mas du village.", "handicap"),
        ("Le mur n’est pas repeint.", "acces-aux-droits"),
        ("La ligne de bus passe devant.", "cocaine"),
    ],
)
def test_homonyms_do_not_mislead(text: str, entry: str) -> None:
    assert entry not in entries(text)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("Les patients sous insuline règlent leur pompe.", "insuline"),
        ("Des pompes contre le mur et de la gymnastique.", "activite-physique"),
        ("On fume un joint derrière le lycée.", "cannabis"),
        ("La glace du trottoir, l’hiver.", "verglas"),
        ("L’allaitement au sein, le biberon.", "allaitement"),
        ("Le col de l’utérus.", "cancer-du-col-de-l-uterus"),
        ("Les résidents de la MAS sont venus.", "handicap"),
    ],
)
def test_the_words_around_tell_the_meaning(text: str, entry: str) -> None:
    assert entry in entries(text)


def test_the_rest_of_the_sheet_tells_when_the_sentence_does_not() -> None:
    assert [said.entry for said in said_in("Passer à la pompe")] == []
    told = said_in("Passer à la pompe", around={"insulin"})
    assert [said.entry for said in told] == ["insuline"]


def test_tags_carry_their_weight_and_count_for_what_lies_around() -> None:
    assert tags_of([("A", "Le cannabis"), ("D", "Du cannabis")], ["public:PARENTS"]) == (
        "'=addiction':1D '=cannabis':2A,3D '=drogue':4D '=famille':5D '=parent':6B"
    )


def test_nothing_said_makes_no_tag() -> None:
    assert tags_of([("A", "Xylophone")]) == ""
