"""Style guide, account and error pages as they leave the server."""

import re

import pytest
from django.conf import LazySettings
from django.test import Client, RequestFactory
from django.views.csrf import csrf_failure

pytestmark = pytest.mark.django_db

VISIBLE_TAGS = re.compile(r"<(?:script|style).*?</(?:script|style)>|<[^>]+>", re.DOTALL)


def text_of(response: object) -> str:
    return VISIBLE_TAGS.sub(" ", response.content.decode())  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "address",
    ["/styleguide", "/styleguide/participant", "/compte/login/", "/compte/login/code/"],
)
def test_page_opens_with_one_title_and_the_security_policy(client: Client, address: str) -> None:
    response = client.get(address, follow=True)
    html = response.content.decode()
    assert response.status_code == 200
    assert html.count("<h1") == 1
    assert '<html lang="fr">' in html
    assert "unsafe-inline" not in response.headers["Content-Security-Policy"]
    assert " style=" not in html


def test_sign_in_says_that_one_enters_by_invitation(client: Client) -> None:
    assert "On entre sur invitation" in text_of(client.get("/compte/login/"))
    assert client.get("/compte/signup/").status_code == 404


def test_sign_in_offers_a_code_first_then_a_password(client: Client) -> None:
    html = client.get("/compte/login/").content.decode()
    assert html.index("Recevoir un code") < html.index("mot de passe</summary>")
    assert html.count('name="csrfmiddlewaretoken"') == 2


def test_refused_password_keeps_the_address_and_speaks_french(client: Client) -> None:
    response = client.post(
        "/compte/login/", {"login": "inconnue@exemple.fr", "password": "peu importe"}
    )
    html = response.content.decode()
    assert 'value="inconnue@exemple.fr"' in html
    assert '<details class="fold" open>' in html
    assert "peu importe" not in html


def test_refused_form_keeps_what_was_typed_and_leads_to_each_field(client: Client) -> None:
    response = client.post("/styleguide", {"title": "projet", "goal": "Un mot <b>dit</b>"})
    html = response.content.decode()
    assert response.status_code == 422
    assert 'value="projet"' in html
    assert "Un mot &lt;b&gt;dit&lt;/b&gt;" in html
    for target in re.findall(r'<li><a href="#(id_[\w]+)">', html):
        assert f'id="{target}"' in html
    assert 'href="#id_title"' in html
    assert 'aria-invalid="true"' in html


def test_unknown_address_says_what_to_do(client: Client) -> None:
    response = client.get("/cette-page-manque")
    assert response.status_code == 404
    assert "Cette page n’existe pas" in text_of(response)


def test_stale_form_says_that_nothing_is_lost() -> None:
    request = RequestFactory().post("/x")
    response = csrf_failure(request)
    assert response.status_code == 403
    assert "ce que vous avez tapé y est encore" in text_of(response)


def test_server_error_page_needs_nothing() -> None:
    from django.views.defaults import server_error

    response = server_error(RequestFactory().get("/x"))
    assert response.status_code == 500
    assert "n’a pas pu répondre" in text_of(response)


def test_federation_name_and_colour_are_shown(client: Client, settings: LazySettings) -> None:
    assert "marque.css" not in client.get("/styleguide").content.decode()
    assert client.get("/marque.css").status_code == 404

    settings.PORTAL_FEDERATION, settings.PORTAL_COLOUR = "ESSORT", "#7a1fa2"
    html = client.get("/styleguide").content.decode()
    assert "ESSORT" in html
    assert "marque.css" in html
    sheet = client.get("/marque.css")
    assert sheet.headers["Content-Type"].startswith("text/css")
    assert "--deep:#7a1fa2" in sheet.content.decode()
