"""Who does it, and to what, decides whether a sentence tells a change or an action."""

from datetime import date

import pytest

from projects.smart import Known, Level, read_objective

TODAY = date(2026, 11, 22)


def kind(sentence: str) -> str:
    return read_objective(sentence, Known(level=Level.SPECIFIC), TODAY).kind.value


@pytest.mark.parametrize(
    "sentence",
    [
        "Nous animerons trois soirées",
        "On accompagnera les parents",
        "Nous irons vérifier les logements",
        "Relire les ordonnances en équipe",
        "Jardiner avec les enfants",
        "Faire tenir un stand par les pharmaciens",
        "Une tombola rose",
        "Brigade anti-mégots",
        "Un protocole commun avec la gendarmerie",
        "Les parents seront sensibilisés",
    ],
)
def test_what_the_team_does_is_an_action(sentence: str) -> None:
    assert kind(sentence) == "action"


@pytest.mark.parametrize(
    "sentence",
    [
        "Les élèves animeront une campagne d’affichage",
        "Dix entreprises de Quimperlé auront aménagé deux pauses",
        "Douze organisateurs de fêtes signent la charte",
        "Fabriquer ses produits ménagers",
        "Nous voulons que 40 parents aient fixé une règle",
        "Test remis et renvoyé par 120 patients",
        "Que les femmes soient mieux informées de leurs droits",
        "Monter de 29 % à 35 % la participation au test",
        "Les salariés ont accès à une séance",
        "Booster la vaccination",
    ],
)
def test_what_people_do_or_what_is_hoped_for_them_is_an_objective(sentence: str) -> None:
    assert kind(sentence) == "objective"
