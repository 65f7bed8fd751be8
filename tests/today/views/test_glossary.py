"""The glossary page, open to anyone."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_page_opens_to_anyone_with_every_letter(client: Client) -> None:
    page = client.get("/lexique/").content.decode()
    assert 'id="aci"' in page
    assert 'href="#lettre-s"' in page
    assert "SISA" in page


def test_a_word_is_searched_and_neighbours_lead_to_the_whole_glossary(client: Client) -> None:
    page = client.get("/lexique/?q=littératie").content.decode()
    assert "1\u00a0mot pour" in page
    assert 'id="aci"' not in page
    nearby = client.get("/lexique/?q=SISA").content.decode()
    assert 'href="/lexique/#aci"' in nearby


def test_nothing_found_says_what_to_do(client: Client) -> None:
    page = client.get("/lexique/?q=licorne").content.decode()
    assert "Ce mot n’y est pas encore" in page


def test_what_is_typed_is_escaped(client: Client) -> None:
    page = client.get("/lexique/", {"q": "<script>alert(1)</script>"}).content.decode()
    assert "<script>alert" not in page


def test_it_is_reached_from_help(client: Client) -> None:
    assert 'href="/lexique/"' in client.get("/aide/").content.decode()
