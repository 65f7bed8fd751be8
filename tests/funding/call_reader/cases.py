"""The labelled texts of ``sets/``, and how a reading is compared to its label.

A scalar is right when equal; a list is counted item by item; a rule is right when it holds every
snippet of its label. What is read though nothing was labelled counts against precision.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from funding.call_reader import Places, Problem, ReadCall, read_call
from msp_portal.reference.letters import plain

SETS = Path(__file__).resolve().parent / "sets"
REFERENCE = Path(__file__).resolve().parents[3] / "msp_portal" / "reference" / "data"
TODAY = date(2026, 11, 22)


@dataclass(frozen=True)
class Case:
    """One text with what must be read in it."""

    name: str
    text: str
    wanted: dict[str, Any]
    today: date


@lru_cache(maxsize=1)
def places() -> Places:
    """The departments and regions of the reference lists."""

    def rows(name: str) -> Any:
        return yaml.safe_load((REFERENCE / name).read_text(encoding="utf-8"))["rows"]

    departments = rows("departments.yml")
    return Places(
        {row["code"]: row["name"] for row in departments},
        {
            region["name"]: tuple(r["code"] for r in departments if r["region"] == region["code"])
            for region in rows("regions.yml")
        },
    )


def cases(folder: Path) -> Iterator[Case]:
    """The texts of the files of a folder, its own only."""
    for path in sorted(folder.glob("*.yml")):
        for row in yaml.safe_load(path.read_text(encoding="utf-8")):
            yield Case(row["id"], row["texte"], row["attendu"], row.get("le", TODAY))


def read(case: Case) -> ReadCall:
    """The reading of a case."""
    return read_call(case.text, case.today, places())


@dataclass
class Score:
    """True and false positives, false negatives of one field; and the cases that went wrong."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return self.right / (self.right + self.wrong) if self.right + self.wrong else 1.0

    @property
    def recall(self) -> float:
        return self.right / (self.right + self.missed) if self.right + self.missed else 1.0

    def count(self, name: str, wanted: Counter[str], found: Counter[str]) -> None:
        self.right += (wanted & found).total()
        self.wrong += (found - wanted).total()
        self.missed += (wanted - found).total()
        if wanted != found:
            self.faults.append(f"{name}: wanted {sorted(wanted)} found {sorted(found)}")


def _flat(text: Any) -> str:
    return " ".join(plain(str(text)).split())


def _scalar(wanted: Any, found: Any, *, part: bool = False) -> tuple[Counter[str], Counter[str]]:
    """Both sides of one value; ``part``: the label is a part of what must be found."""
    want, got = _flat(wanted or ""), _flat(found if found is not None else "")
    if part and want and want in got:
        got = want
    return Counter([want] if want else []), Counter([got] if got else [])


def _items(wanted: list[Any], found: list[str]) -> tuple[Counter[str], Counter[str]]:
    """Both sides of a list; an item found is named by the label it holds."""
    wants = [_flat(item) for item in wanted]
    left, named = list(wants), []
    for item in map(_flat, found):
        held = next((want for want in left if want in item), None)
        if held is not None:
            left.remove(held)
        named.append(held or item)
    return Counter(wants), Counter(named)


def _rule(wanted: list[str], found: tuple[Any, ...]) -> tuple[Counter[str], Counter[str]]:
    text = _flat(" ".join(value.value for value in found))
    wants = " + ".join(map(_flat, wanted))
    if wanted and all(_flat(part) in text for part in wanted):
        text = wants
    return Counter([wants] if wanted else []), Counter([text] if text else [])


def _value(reading: Any) -> Any:
    return reading.value if reading else None


SCALARS = {
    # label: attribute, whether the label is only a part
    "intitule": ("title", True),
    "financeur": ("funder", True),
    "type": ("kind", False),
    "mode": ("filing", False),
    "ouverture": ("opens_on", False),
    "publie": ("published_on", False),
    "plancher": ("amount_min", False),
    "plafond": ("amount_max", False),
    "taux": ("rate_max", False),
    "plateforme": ("platform", False),
    "adresse": ("url", False),
    "contact": ("contact", False),
    "compte_rendu_mois": ("report_months", False),
}
LISTS = {
    "dates": lambda read: [f"{v.value.kind} {v.value.day}" for v in read.dates],
    "pieces": lambda read: [value.value for value in read.pieces],
    "themes": lambda read: [value.value for value in read.themes],
    "questions": lambda read: [value.value.label for value in read.questions],
}
RULES = {"exclusions": "not_fundable", "eligibles": "eligible", "compte_rendu": "report"}


def compare(case: Case, found: ReadCall, scores: dict[str, Score]) -> None:
    """Add one case to the scores of every field."""
    for label, (attribute, part) in SCALARS.items():
        value = _value(getattr(found, attribute))
        scores[label].count(case.name, *_scalar(case.wanted.get(label), value, part=part))
    for label, items in LISTS.items():
        scores[label].count(case.name, *_items(case.wanted.get(label, []), items(found)))
    codes = "+".join(sorted(value.value for value in found.departments))
    wanted_codes = "+".join(sorted(case.wanted.get("departements", [])))
    scores["departements"].count(case.name, *_scalar(wanted_codes, codes))
    for label, attribute in RULES.items():
        pair = _rule(_listed(case.wanted.get(label)), getattr(found, attribute))
        scores[label].count(case.name, *pair)


def _listed(value: Any) -> list[str]:
    return value if isinstance(value, list) else [value] if value else []


def deadline_of(found: ReadCall) -> str:
    """The deadline as the labels write it; empty without one."""
    return f"{found.deadline.value:%Y-%m-%d %H:%M}" if found.deadline else ""


def other_deadlines_of(found: ReadCall) -> list[str]:
    """The days of the alternatives."""
    rest = found.deadline.alternatives if found.deadline else ()
    return [f"{value.value:%Y-%m-%d}" for value in rest]


def problem_of(wanted: dict[str, Any]) -> Problem | None:
    """Why a text must not be read."""
    if wanted.get("autre_langue"):
        return Problem.LANGUAGE
    return Problem.NOT_A_CALL if wanted.get("pas_un_appel") else None
