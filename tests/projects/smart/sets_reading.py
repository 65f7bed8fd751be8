"""The labelled objectives of ``sets``, and how many the reading gets right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import yaml

from projects.smart import Known, KnownIndicator, Letter, Level, Reading, read_objective
from projects.smart.known import Means
from tests.quality import share

TODAY = date(2026, 11, 22)
SETS = Path(__file__).with_name("sets")
LEVELS = {"G": Level.GENERAL, "S": Level.SPECIFIC, "O": Level.OPERATIONAL}
LABELS = {"ok", "faible", "manque"}


@dataclass(frozen=True)
class Labelled:
    """One sentence and what a careful reader says of it."""

    text: str
    known: Known
    smart: dict[Letter, str]
    kind: str
    several: bool
    reading: Reading

    @property
    def is_good(self) -> bool:
        """Nothing to say of it: to be left in peace."""
        placed = self.kind == "objective" or (
            self.kind == "action" and self.known.level is Level.OPERATIONAL
        )
        return placed and not self.several and set(self.smart.values()) == {"ok"}

    @property
    def is_troubled(self) -> bool:
        """The reading asks for something."""
        reading = self.reading
        return not reading.is_complete or reading.misplaced or bool(reading.wording)

    def is_right(self, letter: Letter) -> bool:
        """The reading says of this letter what the label says."""
        verdicts = {remark.letter: remark.verdict.value for remark in self.reading.remarks}
        return verdicts.get(letter) == self.smart[letter]


def labelled(name: str) -> list[Labelled]:
    """The sentences of a file, read."""
    contexts = {key: _known(row) for key, row in _rows("contexts").items()}
    return [_labelled(row, contexts) for row in _rows(name)]


def _rows(name: str) -> Any:
    return yaml.safe_load((SETS / f"{name}.yml").read_text(encoding="utf-8"))


def _known(row: dict[str, Any]) -> Known:
    means = Means(row.get("actions", 0), row.get("partners", 0), row.get("committed", 0))
    return Known(
        publics=tuple(row["publics"]), places=tuple(row["places"]), themes=tuple(row["themes"]),
        needs=tuple(row["needs"]), ends=row["ends"], means=means,
    )  # fmt: skip


def _labelled(row: dict[str, Any], contexts: dict[str, Known]) -> Labelled:
    labels = row["smart"].split()
    assert len(labels) == 5, row["text"]
    assert set(labels) <= LABELS, row["text"]
    beside = row.get("beside", {})
    context = contexts[row["context"]]
    known = Known(
        level=LEVELS[row.get("level", "S")],
        public=beside.get("public", ""),
        place=beside.get("place", ""),
        due=beside.get("due"),
        indicators=tuple(_indicator(each) for each in beside.get("indicators", ())),
        publics=context.publics, places=context.places, themes=context.themes,
        ends=context.ends, needs=context.needs, means=context.means,
    )  # fmt: skip
    return Labelled(
        text=row["text"], known=known, smart=dict(zip(Letter, labels, strict=True)),
        kind=row.get("kind", "objective"), several=row.get("several", False),
        reading=read_objective(row["text"], known, TODAY),
    )  # fmt: skip


def _indicator(row: dict[str, Any]) -> KnownIndicator:
    return KnownIndicator(
        row["name"], baseline=Decimal(row["baseline"]), target=Decimal(row["target"])
    )


@dataclass(frozen=True)
class Measured:
    """The shares one asks of the reading, and the rows that show them."""

    letters: dict[Letter, float]
    action_precision: float
    action_recall: float
    troubled: int
    good: int
    rows: Sequence[tuple[str, str, str]]


def measure(sentences: Sequence[Labelled]) -> Measured:
    """Count what is right."""
    total = len(sentences)
    right = {letter: sum(s.is_right(letter) for s in sentences) for letter in Letter}
    precision, recall = _precision_recall(
        (s.kind == "action", s.reading.kind.value == "action") for s in sentences
    )
    kinds = sum(s.kind == s.reading.kind.value for s in sentences)
    goals = sum(s.several is s.reading.several for s in sentences)
    good = [s for s in sentences if s.is_good]
    troubled = [s for s in good if s.is_troubled]
    rows = [
        *((f"{x.value} {x.label}", f"{right[x]}/{total}", share(right[x], total)) for x in Letter),
        ("nature", f"{kinds}/{total}", share(kinds, total)),
        ("« action » : précision", f"{precision[0]}/{precision[1]}", share(*precision)),
        ("« action » : rappel", f"{recall[0]}/{recall[1]}", share(*recall)),
        ("plusieurs objectifs", f"{goals}/{total}", share(goals, total)),
        ("bons objectifs dérangés", f"{len(troubled)}/{len(good)}", share(len(troubled), len(good))),
    ]  # fmt: skip
    return Measured(
        {letter: right[letter] / total for letter in Letter},
        precision[0] / precision[1], recall[0] / recall[1], len(troubled), len(good), rows,
    )  # fmt: skip


def _precision_recall(
    pairs: Iterable[tuple[bool, bool]],
) -> tuple[tuple[int, int], tuple[int, int]]:
    told = list(pairs)
    both = sum(true and said for true, said in told)
    return (both, sum(said for _, said in told)), (both, sum(true for true, _ in told))
