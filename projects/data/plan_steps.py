"""The usual steps of a backward plan, read from ``plan_steps.yml``."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from msp_portal.reference.yaml_files import read_yaml

_FILE = Path(__file__).with_name("plan_steps.yml")


@dataclass(frozen=True, slots=True)
class PlanStep:
    """One step: ``before`` in days before the anchor (negative: after it).

    ``owner_id`` is somebody to whom the task will be offered; ``usual`` says whether it comes
    ticked.
    """

    key: str
    label: str
    before: int
    owner_id: int | None = None
    usual: bool = True


@lru_cache(maxsize=1)
def standard_steps() -> tuple[PlanStep, ...]:
    """The usual steps, the earliest first."""
    rows = read_yaml(_FILE)
    return tuple(
        PlanStep(
            row["key"], row["label"].replace("'", "’"), row["before"], usual=row.get("usual", True)
        )
        for row in rows
    )
