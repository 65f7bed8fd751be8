"""What another team writes is on no page of the portal, and no form takes a row of theirs."""

import re

import pytest
from django.db import transaction
from django.http.response import HttpResponseBase
from django.test import Client
from django.urls import reverse

from tests.access.elsewhere import MARK, settle_elsewhere
from tests.access.matrix import Line, all_lines
from tests.access.pages import Field, Form, posts_to
from tests.access.world import World

pytestmark = pytest.mark.django_db
PICKED = {"select", "radio", "checkbox", "hidden"}
# What a form carries of itself, never a row; and lines left empty, of which nothing is read.
OWN_NAMES = (
    "csrfmiddlewaretoken",
    "link_token",
    "version",
    "initial-",
    "_FORMS",
    "rows",
    "new",
    "-account",
)
OTHER_READERS = ("ars", "other_federation")


def pages() -> list[Line]:
    """One line for each page that its team may read."""
    found = {}
    for line in all_lines():
        if line.method == "get" and {200} & set(line.expected_for("owner")):
            found.setdefault(line.name, line)
    return list(found.values())


def text_of(response: HttpResponseBase) -> str:
    if getattr(response, "streaming", False):
        return b"".join(response).decode("utf-8", "replace")  # type: ignore[attr-defined]
    return response.content.decode("utf-8", "replace")  # type: ignore[attr-defined]


def tried(form: Form, field: Field, number: str) -> dict[str, object]:
    return {**form.sent(), field.name: number}


def is_picked(field: Field) -> bool:
    return (
        bool(field.name)
        and field.kind in PICKED
        and not any(part in field.name for part in OWN_NAMES)
        and (field.kind != "hidden" or field.value.isdigit())
        and (field.kind != "checkbox" or len(field.choices) > 1)
    )


def accepts(client: Client, url: str, data: dict[str, object]) -> bool:
    """Whether a form was taken; whatever it wrote is undone."""
    point = transaction.savepoint()
    try:
        return client.post(url, data).status_code == 302
    finally:
        transaction.savepoint_rollback(point)


def picked(form: Form) -> list[Field]:
    """The fields where one picks a row, once each when they come in numbered lines."""
    found = {re.sub(r"\d+", "", field.name): field for field in form.fields if is_picked(field)}
    return list(found.values())


@pytest.mark.parametrize("line", pages(), ids=str)
def test_nothing_of_another_team_is_shown_on_a_page_nor_taken_by_its_forms(
    line: Line, world: World
) -> None:
    numbers = settle_elsewhere(world).numbers
    for reader in OTHER_READERS:
        address = reverse(line.name, kwargs=line.kwargs(world, reader))
        assert MARK not in text_of(world.client_of(reader).get(address)), reader
    client = world.client_of("owner")
    url = reverse(line.name, kwargs=line.kwargs(world, "owner"))
    page = text_of(client.get(url))
    assert MARK not in page
    taken = [
        (form.action or url, field.name, number)
        for form in posts_to(page, url)
        for field in picked(form)
        for number in sorted(numbers - set(field.choices) - {field.value})
        if accepts(client, url, tried(form, field, number))
    ]
    assert taken == []
