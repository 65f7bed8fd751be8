"""For each page: who opens it, and a row of the demo for each argument of its address.

**A new page** is walked by itself when its address takes no argument, opened by its room's reader.
Otherwise ``test_pages.py`` fails and names it. Then, in the file of its room (``projects.py`` for
``projects:…``, ``portal.py`` for what has no namespace), add

- to ``ROWS``, the arguments: ``"projects:model": lambda _: {"key": first(ProjectModel).key}``;
  an argument called after a row of the project (``CHILDREN``) is found without a line;
- to ``READERS``, who opens it, when it is not the room's ``READER``;
- to ``QUERIES``, what follows the « ? », when the page needs it: words, or a function.

``SWEEP_ONLY=model pytest -n0 tests/browser/sweep/test_pages.py`` opens the pages so called, and
keeps a screen of those that fail (``SWEEP_SCREENSHOTS`` names the folder).

What is no page (a file, data, a redirection) is named in ``addresses.NOT_PAGES`` with its reason.
A new namespace is a new file here, and a line in ``ROOMS``. What the demo has none of is made by
the services, as people would make it.
"""

from __future__ import annotations

from types import ModuleType

from django.urls import reverse

from tests.browser.sweep.addresses import Address, pages
from tests.browser.sweep.persons import HOLDER
from tests.browser.sweep.rows import capitalisation, coordination, funding, portal, projects, region
from tests.browser.sweep.rows.base import Kwargs

ROOMS: dict[str, ModuleType] = {
    "projects": projects,
    "coordination": coordination,
    "funding": funding,
    "region": region,
    "capitalisation": capitalisation,
}


class UnknownRowError(LookupError):
    """An address whose argument no file of this folder knows."""


def room_of(name: str) -> ModuleType:
    """The file that knows the rows of this address."""
    return ROOMS.get(name.partition(":")[0], portal)


def reader_of(name: str) -> str:
    """Who opens this page."""
    room = room_of(name)
    if name in room.READERS:
        return str(room.READERS[name])
    return HOLDER if name.endswith("link") else str(room.READER)


def kwargs_of(address: Address) -> Kwargs:
    """The arguments of an address; UnknownRowError when one has no row."""
    room = room_of(address.name)
    finder = room.ROWS.get(address.name, room.any_row if address.arguments else None)
    found = finder(address) if finder else {}
    missing = [name for name in address.arguments if name not in found]
    if missing:
        raise UnknownRowError(
            f"{address.name}: no row is known for {', '.join(missing)}. Say it in "
            f"{room.__name__}, or name the address in NOT_PAGES."
        )
    return {name: found[name] for name in address.arguments}


def path_of(name: str) -> str:
    """The address of a page, with its row and what follows the « ? »."""
    address = next(one for one in pages() if one.name == name)
    query = room_of(name).QUERIES.get(name, "")
    return reverse(name, kwargs=kwargs_of(address)) + (query() if callable(query) else query)


def unknown_names() -> list[str]:
    """Names of ROWS, READERS and QUERIES that no page has."""
    known = {address.name for address in pages()}
    said = {
        name
        for room in (*ROOMS.values(), portal)
        for table in (room.ROWS, room.READERS, room.QUERIES)
        for name in table
    }
    return sorted(said - known)
