import pytest

from msp_portal.kit.files.names import clean_name, extension_of, lists_named_people


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("../../etc/passwd", "passwd"),
        (r"C:\Users\lea\Statuts 2026.pdf", "Statuts 2026.pdf"),
        ("bilan\u202efdp.exe", "bilanfdp.exe"),
        ("  a \n  b .pdf", "a b .pdf"),
        ("E\u0301te\u0301.pdf", "Été.pdf"),
        ("...", "fichier"),
        ("", "fichier"),
    ],
)
def test_a_name_loses_its_path_and_what_deceives(raw, expected):
    assert clean_name(raw) == expected


def test_a_long_name_keeps_its_extension():
    name = clean_name("é" * 300 + ".docx")
    assert len(name) == 150
    assert extension_of(name) == "docx"


def test_words_that_only_resemble_are_not_refused():
    assert not lists_named_people("Margement de la patientèle cible.pdf")
    assert lists_named_people("fichier patients.xlsx")
