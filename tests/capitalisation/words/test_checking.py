"""What is wrong is said in plain French, with the words concerned."""

from typing import Any

import pytest

from capitalisation.words.checking import faults
from capitalisation.words.lexicon import Rows

CODES = {"theme:TABAC", "public:PARENTS"}


def rows(*entries: dict[str, Any], **others: Any) -> Rows:
    empty: Rows = {"homonymes": [], "pieges": [], "partout": [], "tournures": [], "petits": []}
    return {**empty, "entrees": list(entries), **others}


def test_a_sound_lexicon_has_no_fault() -> None:
    tobacco = {"mot": "tabac", "autres": ["clope"], "fautes": ["tabbac"], "fiches": ["theme:TABAC"]}
    assert faults(rows(tobacco, {"mot": "vape", "dans": "tabac", "theme": "TABAC"}), CODES) == []


@pytest.mark.parametrize(
    ("entries", "said"),
    [
        ([{"autres": ["clope"]}], "L’entrée n° 1 n’a pas de « mot »."),
        ([{"mot": "tabac"}, {"mot": "Tabac"}], "deux fois le mot d’une entrée"),
        ([{"mot": "tabac", "synonymes": ["clope"]}], "« synonymes » n’est pas une rubrique"),
        ([{"mot": "tabac", "autres": ["clope", ""]}], "un des mots de « autres » est vide"),
        ([{"mot": "tabac", "autres": ["clope", "Clopé"]}], "« Clopé » y est deux fois"),
        ([{"mot": "vape", "dans": "tabac"}], "« vape » est dans « tabac », qui n’existe pas."),
        ([{"mot": "tabac", "fiches": ["theme:TABAK"]}], "« theme:TABAK » n’est dans aucune liste"),
        ([{"mot": "tabac", "fiches": ["TABAC"]}], "doit commencer par theme:, public: ou milieu:"),
        ([{"mot": "tabac", "theme": "TABAK"}], "le thème « TABAK » n’existe pas"),
        (
            [{"mot": "tabac", "autres": ["fumeurs"]}, {"mot": "barbecue", "autres": ["fumeur"]}],
            "« fumeur » (barbecue) et « fumeurs » (tabac) se confondent",
        ),
        ([{"mot": "a", "dans": "b"}, {"mot": "b", "dans": "a"}], "tournent en rond : a → b → a."),
        ([{"mot": "a", "dans": "a"}], "tournent en rond : a → a."),
    ],
)
def test_a_fault_of_an_entry_is_told(entries: list[dict[str, Any]], said: str) -> None:
    (fault, *others) = faults(rows(*entries), CODES)
    assert said in " ".join((fault, *others))


@pytest.mark.parametrize(
    ("homonym", "said"),
    [
        ({"mot": "pompe"}, "« pompe » n’a aucun sens."),
        (
            {"mot": "tabac", "sens": [{"dit": "a", "avec": ["b"]}]},
            "retirez-le de l’entrée « tabac »",
        ),
        ({"mot": "deux mots", "sens": [{"dit": "a", "avec": ["b"]}]}, "doit être un seul mot"),
        (
            {"mot": "pompe", "sens": [{"dit": "a", "entree": "x", "avec": ["b"]}]},
            "« x » n’existe pas",
        ),
        ({"mot": "pompe", "sens": [{"dit": "vélo"}]}, "aucun mot d’à côté"),
        ({"mot": "pompe", "sens": [{"avec": ["b"]}]}, "un sens n’a pas de nom"),
        (
            {"mot": "pompe", "usuel": "tabac", "sens": [{"dit": "a", "avec": ["b"]}]},
            "le sens usuel « tabac » n’est pas un de ses sens",
        ),
    ],
)
def test_a_fault_of_a_homonym_is_told(homonym: dict[str, Any], said: str) -> None:
    found = faults(rows({"mot": "tabac"}, homonymes=[homonym]), CODES)
    assert any(said in fault for fault in found), found


def test_a_word_may_not_be_both_sought_and_ignored() -> None:
    found = faults(rows({"mot": "tabac"}, partout=["tabac"], pieges=[""]), CODES)
    assert found == [
        "« tabac » est dans « partout » et dans l’entrée « tabac ».",
        "Une ligne de « pieges » est vide.",
    ]
