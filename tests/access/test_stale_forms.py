"""Two persons on one form: the second sees both texts, nothing is lost, and her choice is kept.

Every page of the portal whose form says what it started from is tried the same way, as a browser
sends it.
"""

from collections.abc import Iterator

import pytest
from django.test import Client
from django.urls import reverse

from tests.access.matrix import Line, all_lines
from tests.access.pages import Field, Form, posts_to
from tests.access.world import World

pytestmark = pytest.mark.django_db
FIRST, SECOND = "Ce que la première a écrit", "Ce que la seconde a écrit"


# Pages that several hands write, with the form that says what it started from.
SEVERAL_HANDS = (
    "capitalisation:identity",
    "capitalisation:section",
    "capitalisation:testimony_link",  # two windows of one person
    "funding:answer",
    "funding:report",
    "projects:budget_edit",
    "projects:diagnostic_edit",
    "projects:diagnostic_priority",
    "projects:evaluation_page",
    "projects:framing",
    "projects:objectives_edit",
    "projects:partners_edit",
    "projects:plan_action",
    "projects:plan_task",
)


def line_of(name: str) -> Line:
    return next(each for each in all_lines() if each.name == name and each.method == "get")


def free_text(form: Form) -> Field | None:
    """What one writes freely, in a form that says what it started from."""
    told = {field.name for field in form.fields}
    if not any(name == "version" or name.startswith("initial-") for name in told):
        return None
    return next((field for field in form.fields if field.kind in {"textarea", "text"}), None)


def forms_to_write(client: Client, url: str) -> Iterator[tuple[Form, Field]]:
    for form in posts_to(client.get(url).content.decode(), url):
        field = free_text(form)
        if field is not None:
            yield form, field


@pytest.mark.parametrize("name", SEVERAL_HANDS)
def test_of_two_persons_none_loses_her_text(name: str, world: World) -> None:
    client = world.client_of("owner")
    url = reverse(name, kwargs=line_of(name).kwargs(world, "owner"))
    form, field = next(forms_to_write(client, url))
    assert client.post(url, {**form.sent(), field.name: FIRST}).status_code == 302
    stale = client.post(url, {**form.sent(), field.name: SECOND})
    page = stale.content.decode()
    assert stale.status_code == 409
    assert FIRST in page
    assert SECOND in page
    assert FIRST in client.get(url).content.decode(), "nothing is written before she chooses"
    again = next(each for each in posts_to(page, url) if each.named(field.name))
    assert client.post(url, {**again.sent(), field.name: SECOND}).status_code == 302
    assert SECOND in client.get(url).content.decode()
