"""Card files: what is right is read, what is wrong is said in French, with its place."""

from pathlib import Path
from textwrap import dedent

import pytest

from msp_portal.reference.data_files import DataFileError
from projects.cards.card import CardAxis, CardCounts, CardKind, CardLevel
from projects.cards.reading import CARDS_DIRECTORY, read_cards, read_not_followed

GOOD = """\
famille: "L'essai"
fiches:
  - code: SEANCES
    nom: "Séances d'essai"
    unite: séances
    type: ACTIVITE
    compte: SEANCES
    themes: [TABAC]
    niveaux: [SPECIFIQUE, OPERATIONNEL]
    definition: Ce qui a eu lieu.
    pourquoi: "Pour voir : le nombre !"
    lecteurs: L'équipe.
    formule: On additionne.
    source: L'agenda.
    recueil: Le soir, on note 1.
    en_pratique: [Notez le soir.]
    cout: Une minute.
    axes: [LIEU]
    pieges: [Une réunion n'est pas une séance.]
"""


def write(directory: Path, text: str, name: str = "essai.yml") -> Path:
    (directory / name).write_text(dedent(text), encoding="utf-8")
    return directory


def read(directory: Path) -> tuple:
    return read_cards(directory, themes={"TABAC"})


def test_a_card_is_read_whole(tmp_path: Path) -> None:
    (card,) = read(write(tmp_path, GOOD))
    assert (card.code, card.name, card.family) == ("SEANCES", "Séances d’essai", "L’essai")
    assert (card.kind, card.counts) == (CardKind.ACTIVITY, CardCounts.SESSIONS)
    assert card.levels == (CardLevel.SPECIFIC, CardLevel.OPERATIONAL)
    assert card.axes == (CardAxis.PLACE,)
    assert card.themes == {"TABAC"}
    assert card.practice == ("Notez le soir.",)


def test_texts_get_their_french_typography(tmp_path: Path) -> None:
    (card,) = read(write(tmp_path, GOOD))
    assert card.why == "Pour voir\u00a0: le nombre\u00a0!"
    assert card.pitfalls == ("Une réunion n’est pas une séance.",)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("type: ACTIVITE", "type: RESULTATS", "« RESULTATS » n’est pas prévu"),
        ("compte: SEANCES", "compte: GENS", "« GENS » n’est pas prévu"),
        ("themes: [TABAC]", "themes: [TABACS]", "le thème « TABACS » n’est pas dans themes.yml"),
        ("axes: [LIEU]", "axes: [METIER]", "« METIER » n’est pas prévu"),
        ("axes: [LIEU]", "axes: LIEU", "une liste est attendue"),
        ("niveaux: [SPECIFIQUE, OPERATIONNEL]", "niveaux: []", "au moins un niveau"),
        ("cout: Une minute.", "cout:", "un texte est attendu"),
        ("cout: Une minute.", "cout: 12", "un texte est attendu"),
        ("cout: Une minute.", "couts: Une minute.", "cette ligne n’est pas prévue ici"),
        ("pieges: [Une réunion n'est pas une séance.]", "pieges: []", "au moins une phrase"),
        ("code: SEANCES", "code: Séances", "des majuscules sans accent"),
        ("recueil: Le soir, on note 1.", f"recueil: {'long ' * 60}", "240 au plus"),
    ],
)
def test_what_is_wrong_is_said_with_the_file_the_card_and_the_key(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    assert before in GOOD
    write(tmp_path, GOOD.replace(before, after))
    with pytest.raises(DataFileError) as raised:
        read(tmp_path)
    message = str(raised.value)
    assert said in message
    assert message.startswith("essai.yml, fiche ")
    assert f"«\u00a0{after.partition(':')[0]}\u00a0»" in message or after.startswith("couts")


def test_a_missing_key_is_named(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("    source: L'agenda.\n", ""))
    with pytest.raises(DataFileError, match=r"fiche SEANCES \(ligne 3\), «\u00a0source\u00a0»"):
        read(tmp_path)


def test_a_colon_without_quotes_gives_the_line_and_the_remedy(tmp_path: Path) -> None:
    write(tmp_path, GOOD.replace("source: L'agenda.", "source: L'agenda : celui du mur."))
    with pytest.raises(DataFileError, match=r"essai.yml, ligne 14.*guillemets droits"):
        read(tmp_path)


def test_a_code_serves_once_over_all_files(tmp_path: Path) -> None:
    write(tmp_path, GOOD)
    write(tmp_path, GOOD, "autre.yml")
    with pytest.raises(DataFileError, match="le code SEANCES sert deux fois"):
        read(tmp_path)


@pytest.mark.parametrize("content", ["", "- une liste\n", "fiches: [texte]\nfamille: Essai\n"])
def test_a_file_of_another_shape_is_refused_in_words(tmp_path: Path, content: str) -> None:
    write(tmp_path, content)
    with pytest.raises(DataFileError, match=r"essai\.yml"):
        read(tmp_path)


def test_what_is_not_followed_sends_to_cards_that_exist(tmp_path: Path) -> None:
    text = "non_suivis:\n  - {code: IMC, nom: IMC, pourquoi: Non., plutot: [SEANCES]}\n"
    write(tmp_path, text, "non_suivis.yml")
    (row,) = read_not_followed(tmp_path, codes={"SEANCES"})
    assert (row.code, row.instead) == ("IMC", ("SEANCES",))
    with pytest.raises(DataFileError, match="aucune fiche ne porte le code SEANCES"):
        read_not_followed(tmp_path, codes=set())


def test_each_file_stays_short_enough_to_be_corrected_by_hand() -> None:
    lines = {
        path.name: len(path.read_text(encoding="utf-8").splitlines())
        for path in CARDS_DIRECTORY.glob("*.yml")
    }
    assert len(lines) >= 6
    assert {name: count for name, count in lines.items() if count > 400} == {}
