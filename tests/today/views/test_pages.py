"""Help and declarations: read by anybody, without a query, honest about what was not checked."""

from collections.abc import Callable

import pytest
from django.conf import LazySettings
from django.test import Client

from coordination.models import Person

ADDRESSES = ("/aide/", "/accessibilite/", "/donnees-personnelles/")


@pytest.mark.parametrize("address", ADDRESSES)
def test_read_without_a_query(
    client: Client, address: str, django_assert_num_queries: object, db: None
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]
        response = client.get(address)
    assert response.status_code == 200
    assert response.content.decode().count("<h1") == 1


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_footer_leads_there(client: Client, address: str, db: None) -> None:
    assert f'href="{address}"' in client.get("/").content.decode()


def test_the_declaration_does_not_claim_an_audit(client: Client, db: None) -> None:
    page = client.get("/accessibilite/").content.decode()
    assert "non audité" in page
    assert "Aucun audit extérieur n’a été mené" in page


def test_the_contact_of_the_federation_is_shown_when_it_is_set(
    client: Client, settings: LazySettings, db: None
) -> None:
    settings.PORTAL_CONTACT = "contact@federation.test"
    for address in ADDRESSES[1:]:
        assert "mailto:contact@federation.test" in client.get(address).content.decode()
    settings.PORTAL_CONTACT = ""
    for address in ADDRESSES[1:]:
        assert "mailto:" not in client.get(address).content.decode()


def test_the_search_says_when_nothing_corresponds(
    as_person: Callable[[Person], Client], owner: Person
) -> None:
    page = as_person(owner).get("/recherche/", {"q": "<b>introuvable"}).content.decode()
    assert "Rien ne correspond à ces mots" in page
    assert "&lt;b&gt;introuvable" in page
