"""What must be true of any reading, and the ordinary cases one by one."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from funding.call_reader import DateKind, Problem, ReadCall, read_call
from funding.call_reader.text import MOST_READ, readable
from tests.funding.call_reader.cases import SETS, TODAY, cases, deadline_of, places


def read(text: str, today: date = TODAY, **more: object) -> ReadCall:
    return read_call(text, today, places(), anyway=True, **more)  # type: ignore[arg-type]


def deadline(text: str) -> str:
    return deadline_of(read(f"Appel à projets santé\n{text}"))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Date limite : 12 mars 2027", "2027-03-12 23:59"),
        ("Date limite : 12 mars 2027 à midi", "2027-03-12 12:00"),
        ("Date limite : 12 mars 2027 à minuit", "2027-03-12 23:59"),
        ("Date limite : 12 mars 2027 à 0 h", "2027-03-12 00:00"),
        ("Date limite : 12 mars 2027, 24h", "2027-03-12 23:59"),
        ("Dossiers à déposer avant midi le 12 mars 2027", "2027-03-12 12:00"),
        ("Dossiers à déposer jusqu’au 1er mars 2027 inclus", "2027-03-01 23:59"),
        ("Dossier attendu avant le vendredi 26 mars, 17h30", "2027-03-26 17:30"),
        ("Clôture : 12/03/27 à 9h", "2027-03-12 09:00"),
        ("Clôture : 2027-03-12", "2027-03-12 23:59"),
        ("Dépôt du 3 au 28 février 2027", "2027-02-28 23:59"),
        ("Dépôt du 15 décembre au 10 janvier 2027", "2027-01-10 23:59"),
        ("Date limite prorogée au 2 avril 2027", "2027-04-02 23:59"),
    ],
)
def test_deadlines_as_they_are_written(text: str, expected: str) -> None:
    assert deadline(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Loi du 5 mars 2007 et arrêté du 12 mars 2027.",
        "Publié le 12 mars 2027.",
        "Le jury se tiendra le 12 mars 2027.",
        "Les actions doivent être réalisées avant le 31 décembre 2027.",
        "Questions possibles jusqu’au 12 mars 2027.",
        "Compte rendu à transmettre au plus tard le 30 juin 2028.",
        "Les dépenses engagées avant le 1er mars 2027 sont exclues.",
        "Les associations créées avant le 1er mars 2026 peuvent déposer un dossier.",
        "La demande de solde est à envoyer avant le 30 juin 2028.",
        "Inscription au webinaire avant le 12 janvier 2027.",
        "Dossiers à remettre avant fin mars 2027.",
        "Convention signée au plus tard le 30 avril 2027.",
        "Date limite : 31 février 2027",
        "Les données sont conservées jusqu’au 31 décembre 2030.",
        "Renseignements au 02 03 04 05 06, bureau 12/03.",
        "Réunion du comité le 12 mars 2027 pour examiner les dossiers.",
        "L’an dernier, la date limite était le 12 mars 2026.",
    ],
)
def test_other_dates_never_become_a_deadline(text: str) -> None:
    assert deadline(text) == ""


def test_the_year_that_is_not_said_follows_the_weekday() -> None:
    found = read("Appel à projets. Dossier avant le vendredi 26 mai.", date(2023, 1, 10))
    assert found.deadline
    assert found.deadline.value.date() == date(2023, 5, 26)
    assert not found.deadline.best.sure
    assert "année" in found.deadline.best.why


def test_the_year_follows_the_day_it_was_published() -> None:
    text = "Appel à projets publié le 3 avril 2025. Clôture : 26 mai."
    assert read(text, date(2026, 11, 22)).deadline.value.date() == date(2025, 5, 26)  # type: ignore[union-attr]


def test_a_weekday_that_does_not_fit_is_told() -> None:
    found = read("Appel à projets. Date limite : lundi 12 mars 2027.")
    assert found.deadline
    assert "vendredi 12" in found.deadline.best.why
    assert not found.deadline.best.sure


def test_before_a_day_is_told() -> None:
    found = read("Appel à projets. Dossiers à envoyer avant le 12 mars 2027.")
    assert found.deadline
    assert "veille" in found.deadline.best.why
    assert not found.deadline.best.sure


def test_one_s_own_department_comes_first() -> None:
    text = (
        "Appel à projets. Dates limites de dépôt :\nFinistère : 1er mars 2027\n"
        "Morbihan : 8 mars 2027\n"
    )
    found = read(text, home=frozenset({"56"})).deadline
    assert found
    assert found.value.date() == date(2027, 3, 8)
    assert [(v.value.date(), v.label) for v in found.alternatives] == [
        (date(2027, 3, 1), "Finistère")
    ]


def test_the_letter_of_intent_is_not_the_deadline() -> None:
    text = (
        "Appel à projets. Lettre d’intention avant le 18 janvier 2027. "
        "Dossier complet au plus tard le 31 mars 2027."
    )
    found = read(text)
    assert found.deadline
    assert found.deadline.value.date() == date(2027, 3, 31)
    assert "lettre d’intention, le 18" in found.deadline.best.why
    assert [(v.value.kind, v.value.day) for v in found.dates] == [
        (DateKind.INTENT, date(2027, 1, 18))
    ]


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("Aide de 3 000 à 10 000 € par projet", 3000, 10000),
        ("Subvention de 5 à 30 k€", 5000, 30000),
        ("Chaque projet peut recevoir de 3 000 à 15 k€", 3000, 15000),
        ("Plafond : 5 k€ par action", None, 5000),
        ("Financement jusqu’à 1,5 k€ par projet", None, 1500),
        ("Aide minimale de 500 euros", 500, None),
        ("Forfait de 2 500 € par équipe", 2500, 2500),
        ("Enveloppe totale : 400 000 €", None, None),
        ("Budget de l’appel : 1,2 M€", None, None),
        ("120 € par séance", None, None),
        ("Au-delà de 23 000 €, une convention est signée", None, None),
        ("Enveloppe de 60 000 €. Chaque projet reçoit au plus 4 000 €.", None, 4000),
    ],
)
def test_amounts_of_a_project_are_told_apart(
    text: str, least: int | None, most: int | None
) -> None:
    found = read(f"Appel à projets.\n{text}")
    assert (found.amount_min.value if found.amount_min else None) == least
    assert (found.amount_max.value if found.amount_max else None) == most


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("80 % maximum du budget", 80),
        ("La subvention ne peut excéder 70 % du coût", 70),
        ("Cofinancement d’au moins 20 %", 80),
        ("Acompte de 60 %, solde de 40 %", None),
        ("31 % des adultes fument", None),
        ("Frais de structure : 10 % maximum", None),
    ],
)
def test_rates(text: str, rate: int | None) -> None:
    found = read(f"Appel à projets.\n{text}")
    assert (found.rate_max.value if found.rate_max else None) == rate


# ---- Any text -------------------------------------------------------------------------------


def spans(found: ReadCall) -> list[tuple[int, int]]:
    listed = []
    for name in found.__slots__:
        part = getattr(found, name)
        values = part if isinstance(part, tuple) else ()
        if hasattr(part, "best"):
            values = (part.best, *part.alternatives)
        listed += [(value.start, value.end) for value in values]
    return listed


ALPHABET = st.sampled_from(
    ["date limite ", "le ", "12 mars 2027", "12/03", "jusqu’au ", "dossier ", "5 000 €", "80 %",
     "\n", " | ", ":", ".", "du ", "au ", "pièces à joindre : ", "- RIB", "<p>", "</p>", "«", "»",
     "Finistère", "appel à projets ", "à midi", "relève ", "31/31/2031", "é", "\u00a0", "\t", "("]
)  # fmt: skip


@given(st.lists(ALPHABET, max_size=60).map("".join))
def test_any_mixture_of_words_is_read_without_fault(text: str) -> None:
    found = read(text)
    for start, end in spans(found):
        assert 0 <= start < end <= len(found.text)


@given(st.text(max_size=300))
def test_any_text_is_read_without_fault(text: str) -> None:
    for start, end in spans(read(text)):
        assert start < end


def test_a_text_cut_anywhere_gives_no_other_deadline() -> None:
    """Half a call may have no deadline; it never has one that the whole has not."""
    for case in cases(SETS):
        if case.wanted.get("pas_un_appel") or case.wanted.get("autre_langue"):
            continue
        whole = readable(case.text)[0]
        known = read(whole, case.today)
        days = {moment.value.date() for moment in _deadlines(known)}
        days |= {value.value.day for value in known.dates}
        lines = whole.split("\n")
        for count in range(1, len(lines)):
            found = read("\n".join(lines[:count]), case.today)
            assert {v.value.date() for v in _deadlines(found)} <= days, (case.name, count)


def _deadlines(found: ReadCall) -> list[Any]:
    return [found.deadline.best, *found.deadline.alternatives] if found.deadline else []


def test_the_text_read_is_bounded() -> None:
    found = read("Appel à projets de la ville. " * 200_000)
    assert found.cut
    assert len(found.text) <= MOST_READ


def test_empty_texts_are_said() -> None:
    assert read_call(" \n ", TODAY, places()).problem is Problem.EMPTY
    assert read_call("<p></p>", TODAY, places()).problem is Problem.EMPTY
