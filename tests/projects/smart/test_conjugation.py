"""The forms made from an infinitive: those objectives use, regular or not."""

import pytest

from projects.smart.conjugation import Tense, forms_of


@pytest.mark.parametrize(
    ("infinitive", "form", "tense"),
    [
        ("participer", "participeront", Tense.FINITE),
        ("participer", "participent", Tense.FINITE),
        ("participer", "participation", Tense.NOUN),
        ("manger", "mangeons", Tense.FINITE),
        ("nettoyer", "nettoient", Tense.FINITE),
        ("appeler", "appellera", Tense.FINITE),
        ("savoir", "sauront", Tense.FINITE),
        ("savoir", "sachent", Tense.FINITE),
        ("reprendre", "repris", Tense.PARTICIPLE),
        ("reconnaitre", "reconnaissent", Tense.FINITE),
        ("recevoir", "recoivent", Tense.FINITE),
        ("reduire", "reduction", Tense.NOUN),
        ("planifier", "planification", Tense.NOUN),
        ("distribuer", "distribution", Tense.NOUN),
        ("obtenir", "obtiendront", Tense.FINITE),
        ("boire", "boivent", Tense.FINITE),
        ("ouvrir", "ouvert", Tense.PARTICIPLE),
        ("vieillir", "vieillissement", Tense.NOUN),
        ("faire", "fassent", Tense.FINITE),
        ("eteindre", "eteignent", Tense.FINITE),
    ],
)
def test_a_verb_is_known_under_its_forms(infinitive: str, form: str, tense: Tense) -> None:
    assert (form, tense) in set(forms_of(infinitive))


@pytest.mark.parametrize("ending", ["prenent", "savera", "boirent", "recevent"])
def test_an_irregular_verb_takes_no_regular_form(ending: str) -> None:
    every = {
        form for verb in ("prendre", "savoir", "boire", "recevoir") for form, _ in forms_of(verb)
    }
    assert ending not in every
