"""The reading of an objective: five letters, a reason each, and never a refusal."""

from datetime import date
from decimal import Decimal

import pytest

from msp_portal.kit.french import NBSP
from projects.smart import (
    Kind,
    Known,
    KnownIndicator,
    Letter,
    Level,
    Verdict,
    read_objective,
)
from projects.smart.known import Means

TODAY = date(2026, 11, 24)
NEEDS = (
    "Les collégiens de Guipel disent fumer à la sortie du collège.",
    "Les écrans prennent le pas sur le sommeil des enfants de maternelle.",
    "Le collège compte 320 collégiens.",
)
KNOWN = Known(
    needs=NEEDS,
    publics=("Adolescents",),
    places=("Guipel",),
    themes=("Tabac",),
    ends=date(2027, 12, 31),
)
OK, WEAK, MISSING = Verdict.OK, Verdict.WEAK, Verdict.MISSING

COMPLETE = (
    "D’ici juin 2027, 80 collégiens de Guipel sauront citer deux lieux où arrêter de fumer, "
    "grâce à trois ateliers."
)


def verdict(sentence: str, letter: Letter, known: Known = KNOWN) -> Verdict:
    return read_objective(sentence, known, TODAY).of(letter).verdict


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (COMPLETE, OK),
        ("Les lycéens de Josselin auront essayé d’arrêter de fumer", OK),
        ("Augmenter la vaccination des plus de 65 ans de la commune", OK),
        ("Réduire les chutes des personnes âgées de Guipel", OK),
        ("La moitié des assistantes maternelles de Guipel auront suivi une formation", OK),
        ("Accompagner 20 patients de la maison de santé vers l’arrêt du tabac", OK),
        ("Sensibiliser les parents du collège aux écrans", WEAK),
        ("Améliorer la santé des habitants de Guipel", WEAK),
        ("Promouvoir l’activité physique des aînés du canton", WEAK),
        ("Accompagner des patients vers l’arrêt ou la réduction du tabac", WEAK),
        ("Aider les fumeurs de Guipel à arrêter", WEAK),
        ("Organiser trois ateliers pour les parents de l’école", WEAK),
        ("Réduire le tabac et augmenter l’activité physique des lycéens", WEAK),
        ("Les gens du canton marcheront davantage", WEAK),
        ("Les enfants de 6 à 12 ans dormiront mieux", OK),  # the project says where
        ("Arrêter de fumer", WEAK),  # the project alone says who
        ("Le tabac", MISSING),  # no verb
        ("Des collégiens et du tabac", MISSING),
    ],
)
def test_specific_means_a_change_for_somebody_somewhere(sentence: str, expected: Verdict) -> None:
    assert verdict(sentence, Letter.S) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (COMPLETE, OK),
        ("80 % des collégiens sauront dire non", OK),
        ("Un élève sur deux déclarera dormir plus", OK),
        ("La moitié des parents éteindront les écrans au repas", OK),
        ("Deux parents sur trois éteindront les écrans", OK),
        ("Passer de 45 % à 60 % de dépistés", OK),
        ("120 élèves auront participé", OK),
        ("Tenir trois ateliers au collège", OK),
        ("Augmenter de 20 % la vaccination", WEAK),  # from how many?
        ("Les collégiens fumeront moins", MISSING),
        ("Les enfants de 6 à 12 ans dormiront mieux", MISSING),  # an age is no measure
        ("Les plus de 65 ans seront vaccinés", MISSING),
        ("Les élèves arrêteront de fumer en 2027", MISSING),  # a year is no measure
        ("Les élèves arrêteront de fumer avant le 30 juin 2027", MISSING),
        ("Un atelier aura eu lieu dans une école", MISSING),  # an article is no measure
        ("Au bout de 6 mois, les fumeurs auront arrêté", MISSING),
    ],
)
def test_measurable_means_a_figure_that_is_neither_an_age_nor_a_date(
    sentence: str, expected: Verdict
) -> None:
    assert verdict(sentence, Letter.M) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (COMPLETE, OK),
        ("Les élèves sauront dire non, avec l’infirmière scolaire", OK),
        ("Repérer 40 fumeurs en proposant un entretien", OK),
        ("Les parents éteindront les écrans grâce aux affiches", OK),
        ("Tous les élèves arrêteront de fumer grâce à trois ateliers", WEAK),
        ("Éradiquer le tabac au collège", WEAK),
        ("100 % des élèves sauront dire non", WEAK),
        ("Plus aucun collégien ne fumera", WEAK),
        ("Tous les professionnels de la maison de santé sauront repérer", OK),  # a dozen people
        ("500 collégiens sauront dire non", WEAK),  # there are 320
        ("Passer de 10 à 60 élèves inscrits", WEAK),
        ("Les élèves sauront dire non", OK),  # the sentence alone cannot tell
    ],
)
def test_attainable_means_no_absolute_and_some_means(sentence: str, expected: Verdict) -> None:
    assert verdict(sentence, Letter.A) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (COMPLETE, OK),
        ("Les lycéens connaîtront les risques du tabac", OK),  # « fumer » is the same subject
        ("Les parents coucheront les petits sans écrans", OK),
        ("Les aînés de Guipel marcheront 30 minutes par jour", WEAK),  # the place is no link
        ("Les collégiens seront vaccinés", WEAK),  # nor is the public alone
    ],
)
def test_relevant_means_an_answer_to_what_the_diagnostic_says(
    sentence: str, expected: Verdict
) -> None:
    assert verdict(sentence, Letter.R) is expected


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        (COMPLETE, OK),
        ("Avant le 30 juin 2027, les élèves sauront dire non", OK),
        ("En 2027, les élèves sauront dire non", OK),
        ("D’ici fin 2027, les élèves sauront dire non", OK),
        ("Au bout de 6 mois, les fumeurs auront arrêté", OK),
        ("À 6 mois, les fumeurs auront arrêté", OK),
        ("Sur l’année scolaire 2026-2027, les élèves sauront dire non", OK),
        ("Pendant le Mois sans tabac, les élèves essaieront d’arrêter", OK),
        ("D’ici mai, les élèves sauront dire non", OK),
        ("Avant juin 2026, les élèves sauront dire non", WEAK),  # past
        ("D’ici 2029, les élèves sauront dire non", WEAK),  # after the end of the project
        ("À terme, les élèves sauront dire non", WEAK),
        ("Les élèves sauront dire non rapidement", WEAK),
        ("Les élèves sauront dire non", MISSING),
        ("Les enfants de 6 à 12 ans dormiront mieux", MISSING),
        ("1/3 des élèves sauront dire non", MISSING),  # a share is no date
    ],
)
def test_dated_means_a_day_a_month_or_a_season(sentence: str, expected: Verdict) -> None:
    assert verdict(sentence, Letter.T) is expected


def test_a_complete_sentence_asks_for_nothing_more() -> None:
    reading = read_objective(COMPLETE, KNOWN, TODAY)
    assert reading.is_complete
    assert (reading.wording, reading.headline, reading.others) == ("", "", ())


def test_what_was_typed_beside_the_sentence_counts() -> None:
    known = Known(
        public="collégiens",
        place="Guipel",
        due=date(2027, 6, 30),
        needs=NEEDS,
        indicators=(KnownIndicator("Élèves venus", target=Decimal(80)),),
        means=Means(actions=2, committed=3),
    )
    reading = read_objective("Savoir où arrêter de fumer", known, TODAY)
    assert reading.is_complete, reading.to_complete


def test_an_indicator_without_target_is_half_the_way() -> None:
    known = Known(indicators=(KnownIndicator("Élèves venus"),))
    assert verdict("Les élèves sauront dire non", Letter.M, known) is WEAK


def test_a_change_has_its_start_in_the_indicator() -> None:
    known = Known(indicators=(KnownIndicator("Vaccinés", baseline=Decimal(40)),))
    assert verdict("Augmenter de 20 % la vaccination", Letter.M, known) is OK


def test_a_target_that_more_than_doubles_is_questioned_with_its_figures() -> None:
    known = Known(
        indicators=(KnownIndicator("Vaccinés", baseline=Decimal(20), target=Decimal(90)),)
    )
    remark = read_objective("Vacciner les aînés avec les infirmières", known, TODAY).of(Letter.A)
    assert remark.verdict is WEAK
    assert "de 20 à 90" in remark.reason


def test_an_empty_diagnostic_is_no_fault_of_the_sentence_and_is_said() -> None:
    remark = read_objective(COMPLETE, Known(), TODAY).of(Letter.R)
    assert (remark.verdict, remark.untold) == (OK, True)
    assert "diagnostic est encore vide" in remark.reason


def test_what_the_sentence_alone_cannot_tell_is_said_so() -> None:
    remark = read_objective("Les élèves sauront dire non", KNOWN, TODAY).of(Letter.A)
    assert remark.untold
    assert remark.chip == "à vous de juger"


def test_a_general_objective_needs_neither_figure_nor_date() -> None:
    known = Known(level=Level.GENERAL, needs=NEEDS)
    reading = read_objective("Retarder l’entrée des collégiens dans le tabac", known, TODAY)
    assert reading.is_complete, reading.to_complete


def test_what_the_team_does_suits_an_operational_objective() -> None:
    known = Known(level=Level.OPERATIONAL, needs=NEEDS)
    sentence = "Organiser trois ateliers pour les parents de l’école"
    assert verdict(sentence, Letter.S, known) is OK
    assert verdict(sentence, Letter.S) is WEAK


def test_every_remark_that_asks_gives_a_reason_and_a_way_out() -> None:
    for sentence in ("Le tabac", "Sensibiliser les parents aux écrans", "Tous les gens, à terme"):
        for remark in read_objective(sentence, KNOWN, TODAY).to_complete:
            assert remark.reason.endswith((".", "?"))
            assert remark.suggestion


def test_words_are_quoted_as_they_were_typed() -> None:
    remark = read_objective("Améliorer la santé des aînés de Guipel", KNOWN, TODAY).of(Letter.S)
    assert "« Améliorer »" in remark.reason


# ---- What the sentence is ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "kind"),
    [
        ("Organiser trois ateliers", Kind.ACTION),
        ("Organisation d’un forum santé", Kind.ACTION),
        ("L’équipe animera quatre soirées", Kind.ACTION),
        ("Les élèves auront été sensibilisés aux écrans", Kind.ACTION),
        ("Trois ateliers cuisine au collège", Kind.ACTION),
        ("Acheter dix tensiomètres", Kind.MEANS),
        ("Un budget de 3 000 € pour les affiches", Kind.MEANS),
        ("Taux de vaccination des plus de 65 ans", Kind.INDICATOR),
        ("% de patients ayant eu leur bilan", Kind.INDICATOR),
        ("Le taux de vaccination passera de 48 % à 55 %", Kind.OBJECTIVE),
        ("80 % des élèves formés sauront réagir", Kind.OBJECTIVE),
        ("Réduire les chutes en organisant des ateliers", Kind.OBJECTIVE),
        ("Les parents auront suivi une formation", Kind.OBJECTIVE),
        ("Augmenter la participation aux ateliers organisés par la commune", Kind.OBJECTIVE),
    ],
)
def test_an_action_a_means_an_indicator_are_told_from_an_objective(
    sentence: str, kind: Kind
) -> None:
    assert read_objective(sentence, KNOWN, TODAY).kind is kind


@pytest.mark.parametrize(
    ("sentence", "several"),
    [
        ("Réduire le tabac et augmenter l’activité physique des lycéens", True),
        ("Diminution du tabac et augmentation du sport chez les lycéens", True),
        ("Réduire le tabac. Augmenter le sport.", True),
        ("- réduire le tabac\n- augmenter le sport", True),
        ("Informer et sensibiliser les parents", False),
        ("Réduire la consommation de tabac et d’alcool des lycéens", False),
        ("Réduire le tabac pour protéger et rassurer les lycéens", False),
        ("Élaborer un protocole et l’appliquer à 50 patients", False),
    ],
)
def test_two_goals_are_told_from_one_goal_with_two_words(sentence: str, several: bool) -> None:
    assert read_objective(sentence, KNOWN, TODAY).several is several


# ---- Another wording ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "wording"),
    [
        (
            "Sensibiliser les parents aux écrans et au sommeil",
            (
                "D’ici le 31 décembre 2027, au moins … parents de Guipel sauront citer … à propos des "
                "écrans et du sommeil, grâce à …"
            ),
        ),
        (
            "Organiser trois ateliers pour réduire le tabac des lycéens avant juin 2027",
            (
                "Avant juin 2027, au moins … lycéens de Guipel sauront ou feront …, pour réduire le "
                "tabac des lycéens, grâce à trois ateliers."
            ),
        ),
        (
            "Les collégiens de Guipel sauront refuser une cigarette",
            (
                "D’ici le 31 décembre 2027, au moins … collégiens de Guipel sauront refuser une "
                "cigarette."
            ),
        ),
        (
            "Tous les collégiens de Guipel sauront dire non au tabac d’ici juin 2027",
            "Au moins … % des collégiens de Guipel sauront dire non au tabac d’ici juin 2027.",
        ),
        (
            "Taux de collégiens fumeurs",
            "Faire passer le taux de collégiens fumeurs de … % à … %, d’ici le 31 décembre 2027.",
        ),
        (
            "Arrêter de fumer",
            (
                "Permettre à au moins … adolescents de Guipel d’arrêter de fumer, d’ici le 31 décembre "
                "2027."
            ),
        ),
    ],
)
def test_the_wording_keeps_the_words_of_the_sentence_and_leaves_blanks(
    sentence: str, wording: str
) -> None:
    assert read_objective(sentence, KNOWN, TODAY).wording.replace(NBSP, " ") == wording


def test_a_wording_still_to_be_filled_is_not_worded_again() -> None:
    taken = read_objective("Réduire le tabac des lycéens", KNOWN, TODAY).wording
    reading = read_objective(taken, KNOWN, TODAY)
    assert reading.wording == ""
    assert reading.headline == "Remplacez les « … » par vos chiffres et vos mots."
    assert not reading.of(Letter.M).is_ok


def test_two_goals_are_worded_one_by_one_with_the_date_they_share() -> None:
    text = "Réduire le tabac des lycéens et augmenter leur activité physique d’ici juin 2027"
    reading = read_objective(text, KNOWN, TODAY)
    assert reading.wording == "Réduire de … % le tabac des lycéens d’ici juin 2027."
    assert reading.others == ("Augmenter de … % leur activité physique d’ici juin 2027 (lycéens).",)


def test_a_wording_taken_and_filled_asks_for_nothing_more() -> None:
    wording = read_objective("Sensibiliser les parents aux écrans", KNOWN, TODAY).wording
    filled = (
        wording.replace("au moins …", "au moins 40")
        .replace("citer …", "citer deux repères")
        .replace("grâce à …", "grâce à trois cafés-parents")
    )
    reading = read_objective(filled, KNOWN, TODAY)
    assert reading.is_complete, reading.to_complete
    assert reading.wording == ""


def test_the_same_sentence_is_always_read_the_same() -> None:
    first = read_objective(COMPLETE, KNOWN, TODAY)
    assert first == read_objective(COMPLETE, KNOWN, TODAY)
