"""Every page of the portal opens, is readable by all, and is light."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.browser.sweep.addresses import pages, unknown_reasons
from tests.browser.sweep.looking import Visitor
from tests.browser.sweep.rows import UnknownRowError, path_of, reader_of, room_of, unknown_names
from tests.browser.thread.portal import Portal

pytestmark = [pytest.mark.browser, pytest.mark.processes, pytest.mark.timeout(420)]
ONLY = os.environ.get("SWEEP_ONLY", "")  # SWEEP_ONLY=glossary: the pages so called, for a look
# Shared between two workers: the projects' pages are half of them.
HALVES = {"projects": "sweep-1"}
ROOMS = ("portal", "projects", "coordination", "funding", "region", "capitalisation")


def test_reasons_and_rows_name_addresses_that_exist() -> None:
    assert unknown_reasons() == []
    assert unknown_names() == []


def test_every_page_is_of_a_room_that_is_walked() -> None:
    assert {room_of(address.name).__name__.rpartition(".")[2] for address in pages()} == set(ROOMS)


@pytest.mark.parametrize(
    "room",
    [
        pytest.param(room, marks=pytest.mark.xdist_group(HALVES.get(room, "sweep-2")))
        for room in ROOMS
    ],
)
def test_every_page_of_a_room_is_right(
    visitor: Callable[[str], Visitor], demo_portal: Portal, screenshots: Path, room: str
) -> None:
    """Opens, on a phone and on a desk: status, axe, width, security policy, words, bytes."""
    wrong: dict[str, list[str]] = {}
    for name in [address.name for address in pages()]:
        if not room_of(name).__name__.endswith(room) or ONLY not in name:
            continue
        try:
            path = path_of(name)
        except UnknownRowError as unknown:
            wrong[name] = [str(unknown)]
            continue
        person = visitor(reader_of(name))
        if faults := person.open(path):
            wrong[f"{name} ({path}, {person.who})"] = faults
            picture = screenshots / f"{name.replace(':', '-')}.png"
            person.page.screenshot(path=picture, full_page=True)
    told = [f"{name}\n  " + "\n  ".join(faults) for name, faults in wrong.items()]
    said = demo_portal.said()[-2000:]
    assert not told, f"{len(told)} pages; screens in {screenshots}\n" + "\n".join([*told, said])
