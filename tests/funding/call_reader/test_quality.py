"""How well calls are read, on texts written for it; a third of them was kept aside while tuning."""

from collections import defaultdict
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.funding.call_reader.cases import (
    SETS,
    Case,
    Score,
    cases,
    compare,
    deadline_of,
    other_deadlines_of,
    problem_of,
    read,
)
from tests.quality import quality_table, share

PARTS = [(SETS, "textes de réglage"), (SETS / "kept_aside", "textes gardés à part")]
IDS = [name for _folder, name in PARTS]
Register = Callable[[str, object], None]


def test_there_are_enough_texts() -> None:
    tuned, aside = (list(cases(folder)) for folder, _name in PARTS)
    assert len(tuned) + len(aside) >= 60
    assert len({case.name for case in [*tuned, *aside]}) == len(tuned) + len(aside)
    assert 2 * len(aside) >= len(tuned), "a third is kept aside"
    silent = [case for case in [*tuned, *aside] if "limite" not in case.wanted]
    assert len(silent) >= 15, "texts without a deadline"


@pytest.mark.parametrize(("folder", "name"), PARTS, ids=IDS)
def test_deadlines_are_right_and_none_is_invented(
    folder: Path, name: str, record_property: Register
) -> None:
    wrong, invented, right, dated, silent = [], [], 0, 0, 0
    for case in cases(folder):
        wanted, found = str(case.wanted.get("limite", "")), deadline_of(read(case))
        dated, silent = dated + bool(wanted), silent + (not wanted)
        right += bool(wanted) and found == wanted
        if found and not wanted:
            invented.append(f"{case.name}: {found}")
        elif found != wanted:
            wrong.append(f"{case.name}: {found or 'none'} for {wanted}")
    quality_table(
        record_property,
        f"Dates limites lues dans un appel, {name}",
        ("", "textes", "justes", "part"),
        [
            ("avec date limite (jour et heure)", dated, right, share(right, dated)),
            ("sans date limite : rien d’inventé", silent, silent - len(invented),
             share(silent - len(invented), silent)),
        ],
    )  # fmt: skip
    assert invented == []
    assert right / dated >= 0.95, wrong


@pytest.mark.parametrize(("folder", "name"), PARTS, ids=IDS)
def test_the_other_fields_are_right(folder: Path, name: str, record_property: Register) -> None:
    scores: dict[str, Score] = defaultdict(Score)
    for case in cases(folder):
        compare(case, read(case), scores)
    total = Score()
    for score in scores.values():
        total.right += score.right
        total.wrong += score.wrong
        total.missed += score.missed
    rows = [*sorted(scores.items()), ("ensemble", total)]
    quality_table(
        record_property,
        f"Autres champs lus dans un appel, {name}",
        ("", "à lire", "justes", "en trop", "précision", "rappel"),
        [
            (
                label.replace("_", " "), one.right + one.missed, one.right, one.wrong,
                share(one.right, one.right + one.wrong), share(one.right, one.right + one.missed),
            )
            for label, one in rows
        ],
    )  # fmt: skip
    faults = [fault for score in scores.values() for fault in score.faults]
    assert total.precision >= 0.95, faults
    assert total.recall >= 0.80, faults
    # A field read often enough to judge must stand by itself.
    for label, score in scores.items():
        if score.right + score.missed >= 12:
            assert score.precision >= 0.90, (label, score.faults)
            assert score.recall >= 0.80, (label, score.faults)


@pytest.mark.parametrize(("folder", "name"), PARTS, ids=IDS)
def test_what_is_no_call_is_said(folder: Path, name: str) -> None:
    wrong = [
        case.name for case in cases(folder) if read(case).problem is not problem_of(case.wanted)
    ]
    assert wrong == []


def _with_others() -> list[Case]:
    return [
        case for folder, _ in PARTS for case in cases(folder) if "autres_limites" in case.wanted
    ]


@pytest.mark.parametrize("case", _with_others(), ids=lambda case: case.name)
def test_the_deadlines_of_other_departments_are_offered(case: Case) -> None:
    assert sorted(other_deadlines_of(read(case))) == sorted(case.wanted["autres_limites"])


@pytest.mark.parametrize(("folder", "name"), PARTS, ids=IDS)
def test_every_value_comes_with_its_sentence(folder: Path, name: str) -> None:
    for case in cases(folder):
        found = read(case)
        for attribute in found.__slots__:
            part = getattr(found, attribute)
            values = (
                part if isinstance(part, tuple) else [part.best] if hasattr(part, "best") else []
            )
            for value in values:
                sentence = found.text[value.start : value.end]
                assert sentence.strip(), (case.name, attribute)
                assert sentence == sentence.strip(" "), (case.name, attribute)
