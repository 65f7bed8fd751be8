"""Every address answers each audience as its line says; an address without a line fails."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.matrix import AUDIENCES, Line, all_lines, names_without_line
from tests.access.world import World

pytestmark = pytest.mark.django_db


def answer_of(line: Line, world: World, audience: str) -> object:
    """What this audience gets: a status, "login" or "redirect"."""
    client: Client = world.client_of(audience)
    url = reverse(line.name, kwargs=line.kwargs(world, audience))
    send = client.post if line.method == "post" else client.get
    response = send(url, line.data(world, audience))
    if response.streaming:
        # Read to its end, its file is closed; closing it by hand would end the test's connection.
        b"".join(response.streaming_content)
    if response.status_code in {301, 302, 303}:
        return "login" if "/compte/login" in response["Location"] else "redirect"
    return response.status_code


def test_every_address_has_a_line() -> None:
    assert names_without_line() == []


@pytest.mark.parametrize("line", all_lines(), ids=str)
def test_each_audience_gets_what_the_line_says(line: Line, world: World) -> None:
    wrong = {}
    for audience in AUDIENCES:
        answer = answer_of(line, world, audience)
        if answer not in line.expected_for(audience):
            wrong[audience] = answer
    assert wrong == {}, f"{line}: expected {line.expect}"
