"""A profession is found in everyday words, and never guessed."""

import pytest

from coordination.queries.professions import EVERYDAY, find_profession
from msp_portal.reference.models import Profession

LIST = [
    Profession(code="10", label="Médecin"),
    Profession(code="60", label="Infirmier"),
    Profession(code="70", label="Masseur-kinésithérapeute"),
    Profession(code="SECRETAIRE", label="Secrétaire / accueil"),
]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("Infirmière", "60"),
        ("IDEL", "60"),
        ("masseur kinesitherapeute", "70"),
        ("Kiné", "70"),
        ("médecin généraliste", "10"),
        ("secrétaire médicale", "SECRETAIRE"),
    ],
)
def test_everyday_words(typed, code):
    found = find_profession(typed, LIST)
    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("typed", ["", "sculpteur", "infirm", "dentiste"])
def test_what_is_not_in_the_list_is_not_guessed(typed):
    assert find_profession(typed, LIST) is None


def test_everyday_words_point_to_codes_of_the_loaded_list():
    import yaml

    from msp_portal.reference import models

    path = models.__file__.rpartition("/models/")[0] + "/data/professions.yml"
    with open(path, encoding="utf-8") as file:  # noqa: PTH123
        codes = {str(row["code"]) for row in yaml.safe_load(file)["rows"]}
    assert set(EVERYDAY.values()) <= codes
