"""Addresses answer GET, HEAD and POST, and refuse the rest whoever asks."""

import pytest
from django.test import Client
from django.urls import reverse

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
