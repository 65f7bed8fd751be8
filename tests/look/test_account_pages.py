"""Pages of one's own account, for someone signed in: ours from end to end, no foreign word."""

import re
from collections.abc import Callable

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.test import Client

from coordination.models import Person

pytestmark = pytest.mark.django_db

PASSWORD = "une phrase assez longue"
ENGLISH = re.compile(
    r"\b(the|your|please|password|sign in|account|email|enter|activate)\b", re.IGNORECASE
)
VISIBLE = re.compile(r"<(?:script|style)\b.*?</(?:script|style)>|<[^>]+>", re.DOTALL)


@pytest.fixture
def signed_in(owner: Person) -> Client:
    """The owner, come in by the form: settings of safety ask for a fresh sign-in."""
    owner.set_password(PASSWORD)
    owner.save()
    client = Client()
    response = client.post("/compte/login/", {"login": owner.email, "password": PASSWORD})
    assert response.status_code == 302
    return client


def main_text(response: object) -> str:
    html = response.content.decode()  # type: ignore[attr-defined]
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(VISIBLE.sub(" ", main).split())


def assert_ours(response: object) -> None:
    html = response.content.decode()  # type: ignore[attr-defined]
    assert response.status_code == 200  # type: ignore[attr-defined]
    assert html.count("<h1") == 1
    assert "site-header" in html
    assert " style=" not in html
    assert "<script>" not in html
    words = main_text(response)
    assert not ENGLISH.findall(words), words
    assert "veuillez" not in words.lower()


@pytest.mark.parametrize(
    "address",
    ["/compte/email/", "/compte/password/change/", "/compte/logout/", "/compte/2fa/",
     "/compte/2fa/totp/activate/", "/compte/password/reset/", "/compte/reauthenticate/"],
)  # fmt: skip
def test_page_is_ours(signed_in: Client, address: str) -> None:
    response = signed_in.get(address, follow=True)
    assert_ours(response)


@pytest.mark.parametrize(
    "address",
    ["/compte/login/", "/compte/login/code/", "/compte/password/reset/", "/compte/inactive/"],
)
def test_entrance_is_ours(client: Client, address: str) -> None:
    assert_ours(client.get(address))


def code_for(secret: str) -> str:
    """What the telephone shows now for this secret."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def test_second_factor_from_activation_to_recovery_codes(signed_in: Client, owner: Person) -> None:
    asked = signed_in.get("/compte/2fa/totp/activate/", follow=True)
    assert "Confirmer que c’est vous" in main_text(asked)
    signed_in.post("/compte/reauthenticate/", {"password": PASSWORD})
    page = signed_in.get("/compte/2fa/totp/activate/")
    secret = re.search(r'id="cle" type="text" value="([A-Z2-7]+)"', page.content.decode())
    assert secret

    refused = signed_in.post("/compte/2fa/totp/activate/", {"code": "000000"})
    assert "Ce code n’est pas le bon" in main_text(refused)
    assert_ours(refused)

    done = signed_in.post("/compte/2fa/totp/activate/", {"code": code_for(secret[1])}, follow=True)
    assert_ours(done)
    assert "Codes de secours" in main_text(done)
    for address in ("/compte/2fa/", "/compte/2fa/recovery-codes/", "/compte/2fa/recovery-codes/generate/",
                    "/compte/2fa/totp/deactivate/"):  # fmt: skip
        assert_ours(signed_in.get(address))

    again = Client()
    asked = again.post("/compte/login/", {"login": owner.email, "password": PASSWORD}, follow=True)
    assert "Double vérification" in main_text(asked)
    assert_ours(asked)


def test_wrong_password_says_it_without_telling_which(owner: Person, client: Client) -> None:
    response = client.post("/compte/login/", {"login": owner.email, "password": "faux"})
    told = main_text(response)
    assert "L’adresse ou le mot de passe ne convient pas." in told
    assert "Vous pouvez aussi demander un code, sans mot de passe." in told


def test_code_page_does_not_tell_whether_the_address_is_known(
    owner: Person, client: Client, as_person: Callable[[Person], Client]
) -> None:
    known = client.post("/compte/login/code/", {"email": owner.email}, follow=True)
    unknown = Client().post("/compte/login/code/", {"email": "inconnue@exemple.fr"}, follow=True)
    assert_ours(known)
    assert main_text(known).replace(owner.email or "", "…") == main_text(unknown).replace(
        "inconnue@exemple.fr", "…"
    )
