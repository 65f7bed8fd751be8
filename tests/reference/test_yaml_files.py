"""Files that people correct: fields know their line, and none is given twice in silence."""

from pathlib import Path

import pytest

from msp_portal.reference.data_files import read_rows
from msp_portal.reference.yaml_files import DataFileError, read_yaml


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "essai.yml"


def test_a_block_and_its_fields_know_their_lines(file: Path) -> None:
    file.write_text("rows:\n  - code: A\n    nom: un\n  - code: B\n", encoding="utf-8")
    first, second = read_yaml(file)["rows"]
    assert first == {"code": "A", "nom": "un"}
    assert (first.line, first.lines["nom"], second.line) == (2, 3, 4)


def test_a_field_given_twice_is_refused_where_it_comes_again(file: Path) -> None:
    file.write_text("code: A\nnom: un\nnom: deux\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"essai\.yml, ligne 3 : « nom » est donné deux fois"):
        read_yaml(file)


def test_a_colon_outside_quotes_is_told_with_its_line(file: Path) -> None:
    file.write_text("code: A\nnom: ceci : cela\n", encoding="utf-8")
    with pytest.raises(DataFileError, match=r"essai\.yml, ligne 2 : .*guillemets droits"):
        read_yaml(file)


def test_what_is_wrong_in_a_row_is_told_at_its_line(file: Path) -> None:
    file.write_text("fiches:\n  - code: A\n    nom: 12\n", encoding="utf-8")
    (row,) = read_rows(file, "fiches", "fiche")
    with pytest.raises(DataFileError, match=r"essai.yml, fiche A \(ligne 3\), "):
        row.text("nom")
    with pytest.raises(DataFileError, match=r"essai.yml, fiche A \(ligne 2\), "):
        row.text("unite")
