"""The files of the project models are read by « manage.py check »: a fault is told before use."""

from typing import Any

from django.core import checks

from projects.starters import StarterProblems, all_starters


def starters_are_whole(app_configs: Any = None, **_: Any) -> list[checks.CheckMessage]:
    """One error for each fault, with its file, line and field."""
    try:
        all_starters()
    except StarterProblems as told:
        return [checks.Error(problem, id="projects.E001") for problem in told.problems]
    return []


def register() -> None:
    """Called when Django starts; twice changes nothing."""
    checks.register(starters_are_whole)
