"""Three persons: the one who may read, a colleague the kind refuses, and nobody."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import reverse

from msp_portal.kit.documents import registry, render_document, request_document
from msp_portal.kit.models import RenderedDocument
from tests.kit.documents.conftest import bell, person, report  # noqa: F401  (fixtures)

pytestmark = pytest.mark.django_db
VIEWS = ["document_status", "document_download", "document_retry"]


@pytest.fixture
def document(report, person):  # noqa: F811
    report["readers"].add(person.pk)
    return request_document(actor=person, kind="report", about=person)


def browser(someone=None):
    client = Client()
    if someone:
        client.force_login(someone)
    return client


def ask(client, name, document, **extra):
    url = reverse(name, args=[document.public_id])
    return client.post(url) if name == "document_retry" else client.get(url, **extra)


@pytest.mark.parametrize("name", VIEWS)
def test_whoever_the_kind_does_not_name_learns_nothing(name, document):
    stranger = get_user_model().objects.create_user("celian@exemple.fr", can_sign_in=True)
    assert ask(browser(stranger), name, document).status_code == 404


@pytest.mark.parametrize("name", VIEWS)
def test_an_anonymous_reader_is_sent_to_sign_in(name, document):
    response = ask(browser(), name, document)
    assert response.status_code == 302
    assert "/compte/" in response.url


@pytest.mark.parametrize("name", VIEWS)
def test_a_kind_that_is_no_longer_registered_is_read_by_nobody(name, document, person, monkeypatch):  # noqa: F811
    monkeypatch.setattr(registry, "_kinds", {})
    assert ask(browser(person), name, document).status_code == 404


def test_the_page_says_where_it_stands_and_can_be_refreshed_without_a_script(document, person):  # noqa: F811
    page = ask(browser(person), "document_status", document).content.decode()
    assert "En attente" in page
    assert '<progress id="document-bar" value="0" max="100">' in page
    assert f'<a href="{reverse("document_status", args=[document.public_id])}">Voir où' in page


def test_htmx_receives_the_fragment_that_asks_again_until_it_is_ready(document, person):  # noqa: F811
    client = browser(person)
    waiting = ask(client, "document_status", document, headers={"HX-Request": "true"})
    assert "<html" not in waiting.content.decode()
    assert 'hx-trigger="every 2s"' in waiting.content.decode()
    render_document(document.pk)
    ready = ask(client, "document_status", document, headers={"HX-Request": "true"})
    assert "hx-trigger" not in ready.content.decode()
    assert reverse("document_download", args=[document.public_id]) in ready.content.decode()


def test_the_pdf_is_downloaded_under_its_french_name(document, person):  # noqa: F811
    render_document(document.pk)
    response = ask(browser(person), "document_download", document)
    assert b"".join(response.streaming_content).startswith(b"%PDF-")
    assert "Bilan%20%E2%80%93%20Alix.pdf" in response["Content-Disposition"]
    assert response["Content-Disposition"].startswith("attachment")


def test_a_document_that_is_not_ready_sends_back_to_its_status(document, person):  # noqa: F811
    response = ask(browser(person), "document_download", document)
    assert response.status_code == 302
    assert response.url == reverse("document_status", args=[document.public_id])


def test_a_failed_document_says_why_and_is_asked_again_by_a_button(document, person, bell):  # noqa: F811
    RenderedDocument.objects.update(state="failed", error="Le document n’a pas pu être fabriqué.")
    client = browser(person)
    page = ask(client, "document_status", document).content.decode()
    assert "n’a pas pu être fabriqué" in page
    assert reverse("document_retry", args=[document.public_id]) in page
    ask(client, "document_retry", document)
    assert RenderedDocument.objects.get().state == "queued"


def test_reading_the_status_writes_nothing(document, person):  # noqa: F811
    client = browser(person)
    before = RenderedDocument.objects.values().get()
    ask(client, "document_status", document)
    client.head(reverse("document_download", args=[document.public_id]))
    assert RenderedDocument.objects.values().get() == before


@pytest.mark.parametrize("name", ["document_status", "document_download"])
def test_a_page_that_only_shows_refuses_a_post(name, document, person):  # noqa: F811
    url = reverse(name, args=[document.public_id])
    assert browser(person).post(url).status_code == 405
