"""« Affiche, Léa, 12 mars »: a task, a person, a day."""

from datetime import date

import pytest

from projects.queries.tasks_line import Somebody, read_line

TODAY = date(2026, 11, 24)  # a Tuesday
LEA = Somebody(1, "Léa", "Martin")
KARIM = Somebody(2, "Karim", "Le Goff")
ANNE = Somebody(3, "Anne-Sophie", "Roux")
PAUL_A = Somebody(4, "Paul", "Abgrall")
PAUL_B = Somebody(5, "Paul", "Bihan")
ME = Somebody(6, "Alix", "Essai")
DIET = Somebody(7, "", "", "Diététicienne")
TEAM = (LEA, KARIM, ANNE, PAUL_A, PAUL_B, ME, DIET)


@pytest.mark.parametrize(
    ("line", "label", "owner", "day"),
    [
        ("Affiche, Léa, 12 mars", "Affiche", LEA, date(2027, 3, 12)),
        ("affiche,lea,12 mars", "Affiche", LEA, date(2027, 3, 12)),
        ("12 mars, Affiche, Léa", "Affiche", LEA, date(2027, 3, 12)),
        ("Affiche, 12 mars, Léa Martin", "Affiche", LEA, date(2027, 3, 12)),
        ("Affiche, Martin Léa, vendredi", "Affiche", LEA, date(2026, 11, 27)),
        ("Affiche, Mme Martin, demain", "Affiche", LEA, date(2026, 11, 25)),
        (
            "Réserver la salle, Karim, dans 3 semaines",
            "Réserver la salle",
            KARIM,
            date(2026, 12, 15),
        ),
        ("Réserver la salle, Dr Le Goff, 12/03", "Réserver la salle", KARIM, date(2027, 3, 12)),
        ("Réserver la salle, karim l., 12/03/28", "Réserver la salle", KARIM, date(2028, 3, 12)),
        ("Café, Anne-Sophie, 1er décembre", "Café", ANNE, date(2026, 12, 1)),
        ("Café, anne sophie, le 1 décembre", "Café", ANNE, date(2026, 12, 1)),
        ("Café, Paul B., 5 déc.", "Café", PAUL_B, date(2026, 12, 5)),
        ("Café, moi, ce soir", "Café", ME, TODAY),
        ("Menu, la diététicienne, jeudi", "Menu", DIET, date(2026, 11, 26)),
        ("Café (Léa), jeudi", "Café", LEA, date(2026, 11, 26)),
        ("Café par Léa, jeudi", "Café", LEA, date(2026, 11, 26)),
        ("@léa café, jeudi", "Café", LEA, date(2026, 11, 26)),
        ("Léa : acheter le café, jeudi", "Acheter le café", LEA, date(2026, 11, 26)),
        ("Appeler la mairie vendredi", "Appeler la mairie", None, date(2026, 11, 27)),
        ("Appeler la mairie avant le 3 janvier", "Appeler la mairie", None, date(2027, 1, 3)),
        ("Appeler la mairie d’ici 10 jours", "Appeler la mairie", None, date(2026, 12, 4)),
        ("Appeler la mairie pour le 2027-01-15", "Appeler la mairie", None, date(2027, 1, 15)),
        ("Bilan, fin janvier", "Bilan", None, date(2027, 1, 31)),
        ("Bilan, mi-janvier 2028", "Bilan", None, date(2028, 1, 15)),
        ("Bilan, fin du mois", "Bilan", None, date(2026, 11, 30)),
        ("Bilan, la semaine prochaine", "Bilan", None, date(2026, 12, 4)),
        ("Bilan, dans un mois", "Bilan", None, date(2026, 12, 24)),
        ("Bilan, après-demain", "Bilan", None, date(2026, 11, 26)),
        ("Bilan, mardi", "Bilan", None, date(2026, 12, 1)),
        ("Bilan, lundi en huit", "Bilan", None, date(2026, 12, 7)),
        ("Bilan, au plus tard le 30 juin 2027", "Bilan", None, date(2027, 6, 30)),
        ("Préparer le stand du 12 mars", "Préparer le stand du 12 mars", None, None),
        (
            "Préparer le stand du 12 mars, 5 mars",
            "Préparer le stand du 12 mars",
            None,
            date(2027, 3, 5),
        ),
        ("Imprimer 1,5 kg de dépliants", "Imprimer 1,5 kg de dépliants", None, None),
        ("Réunion avec Léa, jeudi", "Réunion avec Léa", None, date(2026, 11, 26)),
        ("Affiches, flyers et kakémono, Karim", "Affiches, flyers et kakémono", KARIM, None),
        ("Relire le dossier", "Relire le dossier", None, None),
        ("Prévoir 3 tables", "Prévoir 3 tables", None, None),
    ],
)
def test_a_line_is_understood_at_once(
    line: str, label: str, owner: Somebody | None, day: date | None
) -> None:
    read = read_line(line, TEAM, TODAY, ME)
    assert (read.label, read.owner, read.day) == (label, owner, day)
    assert read.is_sure, read.doubts


@pytest.mark.parametrize(
    ("line", "label", "doubt"),
    [
        ("Affiche, Zoé, 12 mars", "Affiche, Zoé", "« Zoé » n’est le nom de personne"),
        ("Affiche, Paul, 12 mars", "Affiche", "Paul Abgrall ou Paul Bihan"),
        ("Affiche, 31 février", "Affiche", "31 février n’existe pas"),
        ("Affiche, 45/03", "Affiche", "n’est pas une date"),
        ("Affiche, vendredi 3 décembre", "Affiche", "est un jeudi"),
        ("Léa, 12 mars", "Léa", ""),
        ("12 mars", "", "Dites ce qu’il y a à faire"),
        ("  ,, ", "", "Dites ce qu’il y a à faire"),
        ("A" * 201, "A" * 201, "Raccourcissez"),
    ],
)
def test_what_is_doubtful_is_said_and_nothing_typed_is_lost(
    line: str, label: str, doubt: str
) -> None:
    read = read_line(line, TEAM, TODAY, ME)
    assert read.label == label
    assert doubt in " ".join(read.doubts)
    assert read.is_sure is (doubt == "")


def test_two_persons_of_one_name_are_offered_and_nobody_is_chosen() -> None:
    read = read_line("Affiche, Paul, 12 mars", TEAM, TODAY)
    assert read.owner is None
    assert read.namesakes == (PAUL_A, PAUL_B)


def test_a_past_day_of_this_year_is_next_years() -> None:
    assert read_line("Affiche, 23 novembre", TEAM, TODAY).day == date(2027, 11, 23)
    assert read_line("Affiche, 24 novembre", TEAM, TODAY).day == TODAY


def test_a_day_with_its_year_is_kept_even_past() -> None:
    assert read_line("Affiche, 3 mars 2026", TEAM, TODAY).day == date(2026, 3, 3)


def test_a_profession_shared_by_many_names_nobody() -> None:
    nurses = tuple(Somebody(n, f"Camille{n}", "", "Infirmier") for n in range(20, 29))
    read = read_line("Vaccins, infirmier, 12 mars", nurses, TODAY)
    assert (read.label, read.owner) == ("Vaccins, infirmier", None)
    two = read_line("Vaccins, infirmier, 12 mars", nurses[:2], TODAY)
    assert two.namesakes == nurses[:2]
