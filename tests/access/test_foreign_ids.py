"""One's own project in the address, with the number of something of another team's: unknown.

Every address with two numbers is tried, reading and sending.
"""

from dataclasses import replace

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import get_resolver, reverse
from django.urls.converters import IntConverter

from tests.access.matrix import Line, all_lines
from tests.access.world import World

pytestmark = pytest.mark.django_db


def numbers_of(line: Line, world: World) -> dict[str, object]:
    """The arguments of the address, for the owner."""
    return line.kwargs(world, "owner")


def two_numbers() -> list[Line]:
    """Lines whose address holds a number inside another, as the resolver tells it."""
    return [line for line in all_lines() if numbers_in(line.name) >= 2]


def numbers_in(name: str) -> int:
    """How many numbers an address takes."""
    *spaces, last = name.split(":")
    resolver = get_resolver()
    for space in spaces:
        _prefix, resolver = resolver.namespace_dict[space]
    return max(
        sum(isinstance(each, IntConverter) for each in converters.values())
        for _possibility, _pattern, _defaults, converters in resolver.reverse_dict.getlist(last)
    )


def elsewhere(world: World) -> World:
    """Another team with a project of its own, under the same organisations."""
    other = World()
    for name in ("federation", "other_federation", "ars", "cpam", "support_actor"):
        vars(other)[name] = getattr(world, name)
    return other


def send(client: Client, line: Line, kwargs: dict[str, object], world: World) -> HttpResponseBase:
    url = reverse(line.name, kwargs=kwargs)
    if line.method == "post":
        return client.post(url, line.data(world, "owner"))
    return client.get(url)


def crossed(mine: dict[str, object], theirs: dict[str, object]) -> list[dict[str, object]]:
    """My ``pk``, with each other number taken from elsewhere in turn."""
    numbers = [name for name, value in theirs.items() if isinstance(value, int) and name != "pk"]
    return [{**mine, name: theirs[name]} for name in numbers]


@pytest.mark.parametrize("line", two_numbers(), ids=str)
def test_a_number_of_another_team_is_unknown(line: Line) -> None:
    mine = World()
    other = elsewhere(mine)
    client = mine.client_of("owner")
    own, foreign = numbers_of(line, mine), numbers_of(line, other)
    assert own["pk"] != foreign["pk"]
    allowed = set()
    for kwargs in crossed(own, foreign):
        for method in ("get", "post"):
            answer = send(client, replace(line, method=method), kwargs, mine)
            allowed.add(answer.status_code)
    assert 404 in allowed
    assert allowed <= {404, 405}, "405: an address that only one of the two methods has"
