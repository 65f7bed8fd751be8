"""Lists kept as readable files: the usual questions, the steps before a deadline."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from msp_portal.reference.yaml_files import read_yaml
from projects.data.plan_steps import PlanStep

_DATA = Path(__file__).resolve().parent.parent / "data"


@dataclass(frozen=True, slots=True)
class StandardQuestion:
    """One question of the usual form."""

    label: str
    source: str
    help: str = ""
    required: bool = True


def _rows(name: str) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = read_yaml(_DATA / name)
    return rows


@lru_cache(maxsize=1)
def standard_questions() -> tuple[StandardQuestion, ...]:
    """The questions French prevention applications usually ask, in their usual order."""
    return tuple(StandardQuestion(**row) for row in _rows("standard_questions.yml"))


@lru_cache(maxsize=1)
def plan_steps() -> tuple[PlanStep, ...]:
    """Budget, pieces, agreement, signature, filing: the steps of an application."""
    return tuple(PlanStep(**row) for row in _rows("plan_steps.yml"))
