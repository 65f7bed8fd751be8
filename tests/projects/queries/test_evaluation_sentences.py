"""Sentences say what was noted and where it comes from; nothing is invented."""

from datetime import date
from decimal import Decimal

import pytest

from projects.models import Indicator
from projects.queries.evaluation_sentences import (
    Counted,
    occasion_sentence,
    sentences,
    total_sentence,
)
from projects.queries.figures import IndicatorTotal

DAY = date(2026, 3, 12)
Counts = Indicator.Counts


def indicator(**more):
    values = {"pk": 1, "name": "Participants", "counts": Counts.PASSAGES, "unit": "participants"}
    return Indicator(**{**values, **more})


def counted(value=80, of=None, **more):
    number = None if value is None else Decimal(value)
    return Counted(indicator=of or indicator(), day=DAY, value=number, **more)


def total(value=80, of=None, not_measured=0, first=DAY, last=DAY):
    number = None if value is None else Decimal(value)
    return IndicatorTotal(of or indicator(), number, 1, not_measured, first, last)


@pytest.mark.parametrize(
    ("said", "sentence"),
    [
        (
            counted(label="Théâtre-forum", source="Comptage à l’entrée"),
            (
                "Théâtre-forum, le 12\u00a0mars 2026 : 80\u00a0participants "
                "(source : comptage à l’entrée)."
            ),
        ),
        (
            counted(of=indicator(how="Agenda"), label="Atelier"),
            "Atelier, le 12\u00a0mars 2026 : 80\u00a0participants (source : agenda).",
        ),
        (
            counted(),
            "Participants, le 12\u00a0mars 2026 : 80\u00a0participants (source non précisée).",
        ),
        (
            counted(None, label="Fin d’année"),
            "Fin d’année, le 12\u00a0mars 2026 : participants non mesuré (source non précisée).",
        ),
        (
            counted(1, label="Atelier"),
            "Atelier, le 12\u00a0mars 2026 : 1\u00a0participant (source non précisée).",
        ),
    ],
)
def test_an_occasion_is_told_with_its_source(said, sentence):
    assert occasion_sentence(said).text == sentence


def test_a_total_says_its_days_its_start_and_its_aim():
    of = indicator(target=Decimal(200), baseline=Decimal(0))
    said = total_sentence(total(214, of, first=DAY, last=date(2026, 8, 4)))
    assert said.text == (
        "Participants : 214\u00a0participants entre le 12\u00a0mars et le 4\u00a0août 2026 "
        "(au départ : 0\u00a0participant, visé : 200\u00a0participants)."
    )


def test_what_was_not_measured_is_said_as_such():
    assert total_sentence(total(None, not_measured=1)).text == (
        "Participants : non mesuré (noté le 12\u00a0mars 2026)."
    )


def test_one_occasion_is_not_told_twice():
    told = sentences([total()], [counted(label="Théâtre-forum")])
    assert len(told) == 1
    assert told[0].text.startswith("Théâtre-forum")


def test_several_occasions_follow_their_total():
    told = sentences([total(110)], [counted(label="Stand"), counted(30, label="Atelier")])
    assert [one.text.split(",")[0].split(" :")[0] for one in told] == [
        "Participants",
        "Stand",
        "Atelier",
    ]


def test_an_indicator_without_a_fact_is_not_told():
    assert sentences([total(None)], []) == []


def test_sessions_are_told_by_their_number_only():
    sessions = indicator(counts=Counts.SESSIONS, name="Séances", unit="séances")
    told = sentences([total(2, sessions)], [counted(1, sessions), counted(1, sessions)])
    assert [one.text for one in told] == ["Séances : 2\u00a0séances le 12\u00a0mars 2026."]
