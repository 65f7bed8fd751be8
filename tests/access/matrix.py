"""The access matrix: every address of the portal, and what each audience gets from it.

Each room keeps its lines in ``tests/access/lines/<room>.py`` as a list ``LINES`` of dicts::

    {
        "name": "projects:detail",
        "kwargs": lambda world, audience: {"pk": world.project.pk},
        "method": "get",                       # or "post"
        "data": lambda world, audience: {...},  # optional, for a post
        "expect": {"anonymous": "login", "owner": 200, "stranger": 404, ...},
    }

An expectation is a status code, ``"login"`` (sent to sign in), ``"redirect"`` (done, sent on) or a
tuple of allowed ones. ``"*"`` stands for the audiences that are not named.
"""

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver

from tests.access import lines as lines_package

AUDIENCES = (
    "anonymous",
    "guest_link",
    "owner",
    "teammate",
    "stranger",
    "federation",
    "other_federation",
    "ars",
    "cpam",
    "support",
    "admin",
)
# Django's own administration has one line in the matrix (DECISIONS 12): its root.
COVERED_BY_ONE_LINE = ("admin:",)


@dataclass(frozen=True)
class Line:
    """One address and method with the answer each audience must get."""

    name: str
    expect: dict[str, Any]
    kwargs: Callable[[Any, str], dict[str, Any]] = field(default=lambda world, audience: {})
    data: Callable[[Any, str], dict[str, Any]] = field(default=lambda world, audience: {})
    method: str = "get"

    def expected_for(self, audience: str) -> tuple[Any, ...]:
        """The allowed answers for this audience; KeyError when the line forgot it."""
        expected = self.expect[audience] if audience in self.expect else self.expect["*"]
        return expected if isinstance(expected, tuple) else (expected,)

    def __str__(self) -> str:
        return f"{self.method} {self.name}"


def all_lines() -> list[Line]:
    """The lines of all rooms."""
    found: list[Line] = []
    for module_info in pkgutil.iter_modules(lines_package.__path__):
        module = importlib.import_module(f"{lines_package.__name__}.{module_info.name}")
        found += [Line(**line) for line in module.LINES]
    return found


def all_names() -> set[str]:
    """The full name of every address of the portal."""
    return set(_walk(get_resolver().url_patterns, ""))


def _walk(patterns: list[URLPattern | URLResolver], namespace: str) -> Iterator[str]:
    for entry in patterns:
        if isinstance(entry, URLResolver):
            inner = f"{namespace}{entry.namespace}:" if entry.namespace else namespace
            yield from _walk(entry.url_patterns, inner)
        else:
            yield f"{namespace}{entry.name or '(sans nom) ' + str(entry.pattern)}"


def names_without_line() -> list[str]:
    """Addresses that no line covers."""
    covered = {line.name for line in all_lines()}
    return sorted(
        name
        for name in all_names()
        if name not in covered and not name.startswith(COVERED_BY_ONE_LINE)
    )
