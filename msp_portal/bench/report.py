"""What a run of measures says: a table for people, the same as JSON for comparing runs."""

import os
import platform
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import django
from django.db import connection

from msp_portal.bench.goals import GOALS, Goal, Measure, Verdict, judge

NOT_MEASURED = Measure()


@dataclass(frozen=True, slots=True)
class Line:
    """One goal with what was measured."""

    goal: Goal
    measure: Measure
    verdict: Verdict


def lines_of(measures: Mapping[str, Measure], keys: frozenset[str] | None = None) -> list[Line]:
    """Every goal in order, or those of ``keys``; one that nobody measured is « pas encore »."""
    return [
        Line(goal, measure := measures.get(goal.key, NOT_MEASURED), judge(goal, measure))
        for goal in GOALS
        if keys is None or goal.key in keys
    ]


def table(lines: list[Line]) -> str:
    """The table: number, goal, measured, must, aim, verdict; then what explains it."""
    head = ("n°", "but", "mesuré", "doit", "vise", "")
    rows = [head, *(_cells(line) for line in lines)]
    widths = [max(len(row[place]) for row in rows) for place in range(len(head))]
    drawn = [_drawn(row, widths) for row in rows]
    drawn.insert(1, "  ".join("─" * width for width in widths))
    notes = [
        f"{line.goal.key} : {line.measure.broken or line.measure.note}"
        for line in lines
        if line.measure.note or line.measure.broken
    ]
    return "\n".join([*drawn, "", *notes])


def as_data(
    lines: list[Line], *, taken_at: datetime, projects: int, small: int, seed: int
) -> dict[str, Any]:
    """The same as plain data, with the size of the machine and nothing that names it."""
    return {
        "taken_at": taken_at.isoformat(timespec="seconds"),
        "machine": machine(),
        "data": {"projects": projects, "small": small, "seed": seed},
        "rows": [
            {
                "goal": line.goal.key,
                "text": line.goal.text,
                "unit": line.goal.unit,
                "measured": None if line.measure.value is None else round(line.measure.value, 3),
                "must": line.goal.must,
                "aim": line.goal.aim,
                "verdict": str(line.verdict),
                "note": line.measure.broken or line.measure.note,
            }
            for line in lines
        ],
    }


def machine() -> dict[str, Any]:
    """Size and versions: what the absolute times depend on."""
    memory = Path("/proc/meminfo").read_text(encoding="utf-8").split()[1]
    # The stubs know the base wrapper alone; the portal runs on PostgreSQL only.
    connection.ensure_connection()
    version = connection.pg_version  # type: ignore[attr-defined]
    return {
        "cores": os.cpu_count(),
        "memory_gb": round(int(memory) / 2**20),
        "load_before": round(os.getloadavg()[0], 1),
        "python": platform.python_version(),
        "django": django.get_version(),
        "postgresql": version // 10_000,
    }


def _cells(line: Line) -> tuple[str, ...]:
    goal = line.goal
    value = line.measure.value
    measured = "—" if value is None else f"{_written(value)} {goal.unit}"
    sign = "≥" if goal.higher else "≤"
    must, aim = f"{sign} {_written(goal.must)}", f"{sign} {_written(goal.aim)}"
    return goal.key, goal.text, measured, must, aim, str(line.verdict)


def _written(value: float) -> str:
    """In French: « 3,42 », « 96 »."""
    text = f"{value:.0f}" if value >= 20 or value == int(value) else f"{value:.2f}"
    return text.replace(".", ",")


def _drawn(row: tuple[str, ...], widths: list[int]) -> str:
    return "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
