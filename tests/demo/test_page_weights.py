"""Every page one reaches in the demo stays light: queries, repeats, instances, bytes.

The pages of lists have their own literal counts, with one row and with three, beside their views;
here nothing is forgotten, whatever room it comes from.
"""

from collections.abc import Iterator

import pytest

from msp_portal.demo.accounts import accounts
from tests.demo.walking import Weight, walk

MOST_QUERIES = 20
MOST_REPEATS = 2  # the same text: a second time is a choice, a third is one query a row
MOST_INSTANCES = 400
MOST_BYTES = 120 * 1024
# One person of each kind: what a page costs depends on her rights, not on her name.
READERS = (
    "coordinatrice@msp-2012.example.org",
    "dieteticienne@msp-2015.example.org",
    "mission@essort.example.org",
    "prevention@ars-bretagne.example.org",
    "conseil@ireps.example.org",
)
FEWEST_PAGES = {"coordinatrice@msp-2012.example.org": 150, "mission@essort.example.org": 40}


@pytest.fixture(params=READERS)
def pages(request: pytest.FixtureRequest, demo: object) -> list[Weight]:
    """Every page this person reaches."""
    person = next(one.person for one in accounts() if one.person.email == request.param)
    found = list(walk(person))
    # A walk that stops at the door would find every page light.
    assert len(found) >= FEWEST_PAGES.get(request.param, 20)
    return found


def test_no_page_is_heavy(pages: list[Weight]) -> None:
    heavy = [fault for page in pages for fault in faults(page)]
    assert heavy == []


def faults(page: Weight) -> Iterator[str]:
    """What is too much on this page, in words."""
    text, times = page.most_repeated
    if page.queries > MOST_QUERIES:
        yield f"{page.address}: {page.queries} queries"
    if times > MOST_REPEATS:
        yield f"{page.address}: {times} times {text[:160]}"
    if (made := page.instances.total()) > MOST_INSTANCES:
        yield f"{page.address}: {made} instances, {page.instances.most_common(3)}"
    if page.size > MOST_BYTES:
        yield f"{page.address}: {page.size} bytes"


def weighing_of(queries: int = 1, times: int = 1, instances: int = 1, size: int = 1) -> Weight:
    page = Weight("/ici/", "ici", "", size)
    page.texts.update({f"SELECT {number}": times for number in range(queries)})
    page.instances["Project"] = instances
    return page


@pytest.mark.parametrize(
    "page",
    [
        weighing_of(queries=MOST_QUERIES + 1),
        weighing_of(times=MOST_REPEATS + 1),
        weighing_of(instances=MOST_INSTANCES + 1),
        weighing_of(size=MOST_BYTES + 1),
    ],
)
def test_each_fault_is_seen(page: Weight) -> None:
    assert len(list(faults(page))) == 1


def test_a_light_page_has_no_fault() -> None:
    assert list(faults(weighing_of())) == []
