"""A page opened before signing in again: its text comes back, in a form that works."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from coordination.models import Person
from projects.models import Project
from tests.access.pages import forms_of

pytestmark = pytest.mark.django_db
TYPED = "Des ateliers cuisine avec les familles.\nDeux soirs par mois."
As = Callable[[Person], Client]


@pytest.fixture
def browser(owner: Person) -> Client:
    """One that checks the token of forms, as the real one does."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(owner)
    return client


def send_old_page(client: Client, project: Project, **headers: str):
    url = reverse("projects:renew", kwargs={"pk": project.pk})
    data = {"title": TYPED, "csrfmiddlewaretoken": "a" * 64}
    return url, client.post(url, data, headers=headers)


@pytest.mark.parametrize(
    "headers", [{"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://testserver"}]
)
def test_what_was_typed_comes_back_and_is_saved_in_one_click(
    browser: Client, project: Project, headers: dict[str, str]
) -> None:
    url, refused = send_old_page(browser, project, **headers)
    assert refused.status_code == 403
    (form,) = [each for each in forms_of(refused.content.decode()) if each.action == url]
    assert form.sent()["title"] == "\n" + TYPED, "the first newline is the browser's to drop"
    token = form.sent()["csrfmiddlewaretoken"]
    saved = browser.post(url, {"title": "Cuisine en famille", "csrfmiddlewaretoken": token})
    assert saved.status_code == 302
    assert Project.unscoped.filter(title="Cuisine en famille").exists()


@pytest.mark.parametrize(
    "headers",
    [
        {"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"},
        {"Sec-Fetch-Site": "same-site"},
        {"Origin": "https://ailleurs.example"},
        {},
    ],
)
def test_nothing_another_site_sends_is_offered_for_saving(
    browser: Client, project: Project, headers: dict[str, str]
) -> None:
    url, refused = send_old_page(browser, project, **headers)
    assert refused.status_code == 403
    html = refused.content.decode()
    assert "ateliers cuisine" not in html
    assert not [each for each in forms_of(html) if each.action == url]


def test_a_password_is_never_given_back(browser: Client) -> None:
    data = {"login": "a@exemple.test", "password": "mot-de-passe-long"}
    refused = Client(enforce_csrf_checks=True).post(
        reverse("account_login"), data, headers={"Sec-Fetch-Site": "same-origin"}
    )
    assert refused.status_code == 403
    assert "mot-de-passe-long" not in refused.content.decode()
