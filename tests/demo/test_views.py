"""The page of the demo: a way in by one click, nowhere else than in the demo."""

from django.urls import reverse

from coordination.models import Person
from msp_portal.demo.accounts import accounts

INDEX = "/demo/"
BECOME = "/demo/devenir/"


def signed_in_as(client) -> str:
    return client.session.get("_auth_user_id", "")


def test_the_page_lists_every_account_and_changes_nothing(demo, client):
    response = client.get(INDEX)
    page = response.content.decode()
    assert response.status_code == 200
    assert all(account.person.email in page for account in accounts())
    assert reverse("mailbox") in page


def test_one_click_signs_in(demo, client):
    account = accounts()[0]
    response = client.post(BECOME, {"person": account.person.pk})
    assert (response.status_code, response.url) == (302, "/")
    assert signed_in_as(client) == str(account.person.pk)


def test_only_listed_persons_can_be_become(demo, client):
    other = Person.objects.filter(can_sign_in=False).first()
    for wanted in (other.pk, "", "zéro"):
        assert client.post(BECOME, {"person": wanted}).status_code == 404
    assert signed_in_as(client) == ""


def test_reading_the_address_signs_nobody_in(demo, client):
    assert client.get(BECOME, {"person": accounts()[0].person.pk}).status_code == 405
    assert signed_in_as(client) == ""


def test_nothing_of_it_exists_outside_the_demo(demo, client, settings):
    settings.DEMO = False
    assert client.get(INDEX).status_code == 404
    assert client.post(BECOME, {"person": accounts()[0].person.pk}).status_code == 404
    assert signed_in_as(client) == ""
