"""« Mon adresse »: read without writing, whatever allauth remembers of it."""

from collections.abc import Callable

import pytest
from allauth.account.models import EmailAddress
from django.test import Client
from django.urls import reverse

from coordination.models import Person

pytestmark = pytest.mark.django_db


def test_reading_the_page_writes_nothing_after_the_coordination_changed_the_address(
    owner: Person, as_person: Callable[[Person], Client]
) -> None:
    client = as_person(owner)
    EmailAddress.objects.filter(user=owner).delete()
    owner.email = "nouvelle@exemple.test"
    owner.save(update_fields=["email"])
    for send in (client.get, client.head):
        response = send(reverse("account_email"))
        assert response.status_code == 200
    assert "nouvelle@exemple.test" in client.get(reverse("account_email")).content.decode()
    assert not EmailAddress.objects.filter(user=owner).exists()


def test_signed_out_it_asks_to_sign_in() -> None:
    response = Client().get(reverse("account_email"))
    assert response.status_code == 302
    assert "/compte/login/" in response["Location"]


def test_a_change_of_address_still_goes_out_by_mail(
    owner: Person, as_person: Callable[[Person], Client]
) -> None:
    client = as_person(owner)
    data = {"action_add": "1", "email": "autre@exemple.test"}
    response = client.post(reverse("account_email"), data)
    assert response.status_code == 302
    assert not Person.objects.filter(email="autre@exemple.test").exists(), "not before it is proved"
