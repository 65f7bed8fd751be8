"""Addresses answer GET, HEAD and POST, and refuse the rest whoever asks."""

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.matrix import Line, all_lines
from tests.access.pages import posts_to
from tests.access.world import World

pytestmark = pytest.mark.django_db
OTHERS = ("PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PROPFIND", "INVENTEE")
PLAIN = ("today", "projects:list", "funding:calls", "api:project-list", "account_login", "help")


@pytest.mark.parametrize("name", PLAIN)
def test_another_method_is_refused_by_every_room(name: str) -> None:
    client = Client()
    url = reverse(name)
    assert {client.generic(method, url).status_code for method in OTHERS} == {405}


def test_signed_in_it_is_refused_too(world: World) -> None:
    url = reverse("projects:detail", kwargs={"pk": world.project.pk})
    client = world.client_of("owner")
    assert {client.generic(method, url).status_code for method in OTHERS} == {405}


# They take a POST, and show its form only when there is something to send; or belong to allauth.
FORM_SHOWN_SOMETIMES = {
    "coordination:member_edit",
    "projects:budget_spent",
    "projects:partners_news",
    "account_confirm_email",
    "account_reset_password_from_key",
}
# The token of the form is read first: 403 without it, 405 with it (tests/region/views).
READ_BY_LINK = {"region:link", "region:link_workbook"}


def read_only_pages() -> list[Line]:
    """Pages of the rooms that no line sends anything to."""
    sent_to = {line.name for line in all_lines() if line.method == "post"}
    sent_to |= FORM_SHOWN_SOMETIMES | READ_BY_LINK
    return [line for line in all_lines() if line.name not in sent_to and reads(line)]


def reads(line: Line) -> bool:
    return line.method == "get" and 200 in line.expected_for("owner")


@pytest.mark.parametrize("line", read_only_pages(), ids=str)
def test_a_page_without_a_form_of_its_own_takes_nothing(line: Line, world: World) -> None:
    """It would answer 200 to what it throws away."""
    client = world.client_of("owner")
    url = reverse(line.name, kwargs=line.kwargs(world, "owner"))
    page = client.get(url)
    if not page.streaming and next(posts_to(page.content.decode("utf-8", "replace"), url), None):
        return  # its own form is tried by the line of its room
    assert client.post(url, {"x": "1"}).status_code == 405
