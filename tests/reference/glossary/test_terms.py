"""The glossary: enough words, each in plain French, found with or without accents."""

from pathlib import Path

import pytest

from msp_portal.reference.data_files import DataFileError
from msp_portal.reference.glossary import (
    all_terms,
    found_terms,
    read_terms,
    term_of_code,
    terms_by_letter,
)

GOOD = """\
termes:
  - code: ARS
    terme: ARS
    formes: [ARS, agence régionale]
    clair: Une agence.
    voir: []
"""


def codes(words: str) -> list[str]:
    return [term.code for term in found_terms(words)]


def test_there_are_at_least_sixty_terms() -> None:
    assert len(all_terms()) >= 60


def test_every_term_is_explained_by_words_rather_than_by_itself() -> None:
    for term in all_terms():
        assert 30 <= len(term.plain) <= 260, term.code
        assert term.plain.endswith("."), term.code


@pytest.mark.parametrize(
    "code",
    ["MSP", "ESP", "CPTS", "ACI", "SISA", "ARS", "CPAM", "FIR", "CFPPA", "DAC", "CLS", "PRS",
     "PROMOTION_SANTE", "CRCDC", "CEGIDD", "CAPS", "CERFA_12156", "CERFA_15059",
     "CONTRIBUTION_NATURE", "INDICATEUR_PROCESSUS", "OBJECTIF_OPERATIONNEL", "ALLER_VERS",
     "LITTERATIE", "CPS", "RHD", "ETP", "UNIVERSALISME", "PUBLIC_CIBLE", "EVALUATION_IMPACT",
     "SECRET_STATISTIQUE", "SECRETARIAT"],
)  # fmt: skip
def test_the_words_teams_stumble_on_are_there(code: str) -> None:
    assert term_of_code(code) is not None


def test_the_list_is_alphabetical_whatever_accents() -> None:
    letters = terms_by_letter(all_terms())
    assert list(letters) == sorted(letters)
    assert letters["E"][0].code == "ESP"


@pytest.mark.parametrize(
    ("words", "code"),
    [("litteratie", "LITTERATIE"), ("CEGIDD", "CEGIDD"), ("12156", "CERFA_12156"),
     ("conference des financeurs", "CFPPA"), ("irep", "PROMOTION_SANTE")],
)  # fmt: skip
def test_a_word_is_found(words: str, code: str) -> None:
    assert code in codes(words)


def test_what_begins_so_comes_first() -> None:
    assert codes("ars")[0] == "ARS"
    assert len(codes("ars")) > 1


def test_a_word_that_is_not_there_finds_nothing() -> None:
    assert codes("licorne") == []


def test_anchors_are_addresses() -> None:
    anchors = [term.anchor for term in all_terms()]
    assert len(set(anchors)) == len(anchors)
    assert all(anchor.isascii() and " " not in anchor for anchor in anchors)


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("voir: []", "voir: [CPAM]", "le terme « CPAM » n’est pas dans le lexique"),
        ("formes: [ARS, agence régionale]", "formes: ARS", "une liste est attendue"),
        ("clair: Une agence.", "clair:", "un texte est attendu"),
        ("clair: Une agence.", f"clair: {'long ' * 80}", "260 au plus"),
        ("clair:", "claire:", "n’est pas prévue ici"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    (tmp_path / "essai.yml").write_text(GOOD.replace(before, after), encoding="utf-8")
    with pytest.raises(DataFileError, match=r"essai\.yml, terme ARS") as raised:
        read_terms(tmp_path)
    assert said in str(raised.value)


def test_a_writing_belongs_to_one_term(tmp_path: Path) -> None:
    other = GOOD.replace("code: ARS", "code: AUTRE").replace("[ARS, agence", "[ars, agence")
    (tmp_path / "a.yml").write_text(GOOD, encoding="utf-8")
    (tmp_path / "b.yml").write_text(other, encoding="utf-8")
    with pytest.raises(DataFileError, match="« ars » est déjà une forme de ARS"):
        read_terms(tmp_path)
