"""Signing in: same answer for everybody, nothing created, throttled, by code or password."""

import re

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib import admin
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import Client
from django.urls import reverse

from coordination.models import Person
from msp_portal.kit.models import Mail
from msp_portal.kit.outbox.sending import sweep
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db

CODE_PAGE = "/compte/login/code/confirm/"
PASSWORD = "un-long-mot-de-passe-42"


def ask_code(client, email, **more):
    return client.post(reverse("account_request_login_code"), {"email": email, **more})


def code_of(mailoutbox):
    sweep()
    return re.search(r"[A-Z0-9]{3,}-?[A-Z0-9]{3,}", mailoutbox[-1].subject).group()


def signed_in(client):
    return "_auth_user_id" in client.session


def test_the_code_received_opens_the_session_and_goes_where_one_was_going(
    client, owner, team, mailoutbox
):
    wanted = reverse("coordination:team", args=[team.pk])
    first = client.get(wanted)
    assert first["Location"] == f"/compte/login/?next={wanted}"
    answer = ask_code(client, owner.email.upper(), next=wanted)
    assert answer["Location"].startswith(CODE_PAGE)
    done = client.post(answer["Location"], {"code": code_of(mailoutbox), "next": wanted})
    assert done["Location"] == wanted
    assert client.get(wanted).status_code == 200
    assert EmailAddress.objects.get(user=owner).email == owner.email


def test_a_wrong_code_opens_nothing(client, owner, mailoutbox):
    ask_code(client, owner.email)
    for _ in range(3):
        client.post(CODE_PAGE, {"code": "AAAA-BBBB"})
    good = code_of(mailoutbox)
    client.post(CODE_PAGE, {"code": good})
    assert not signed_in(client)


@pytest.mark.parametrize("who", ["unknown", "without account", "inactive"])
def test_who_may_not_sign_in_gets_the_same_answer_and_nothing_is_made(who, owner):
    address = {
        "unknown": lambda: "personne@exemple.test",
        "without account": lambda: PersonFactory(first_name="nina").email,
        "inactive": lambda: PersonFactory(first_name="ines", account=True, is_active=False).email,
    }[who]()
    persons = Person.objects.count()
    known = ask_code(Client(), owner.email)
    asked = ask_code(Client(), address)
    assert (asked.status_code, asked["Location"]) == (known.status_code, known["Location"])
    assert Person.objects.count() == persons
    assert not EmailAddress.objects.filter(email=address).exists()
    assert [m.recipient for m in Mail.objects.all()] == [owner]


def test_the_page_after_an_unknown_address_reads_like_the_other(owner):
    pages = []
    for address in (owner.email, "personne@exemple.test"):
        client = Client()
        ask_code(client, address)
        html = client.get(CODE_PAGE).content.decode().replace(address, "ADRESSE")
        pages.append(re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", html))
    assert pages[0] == pages[1]


def test_a_password_opens_the_session_of_who_has_an_account_only(client, owner):
    owner.set_password(PASSWORD)
    owner.save()
    url = reverse("account_login")
    wrong = client.post(url, {"login": owner.email, "password": "autre-mot-de-passe-1"})
    assert wrong.status_code == 200
    client.post(url, {"login": owner.email, "password": PASSWORD})
    assert signed_in(client)
    nobody = PersonFactory(first_name="nina")
    nobody.set_password(PASSWORD)
    nobody.save()
    other = Client()
    refused = other.post(url, {"login": nobody.email, "password": PASSWORD})
    assert refused.status_code == 200
    assert refused.context["form"].errors == wrong.context["form"].errors
    assert not signed_in(other)


def test_taking_the_account_away_ends_its_sessions(as_person, owner, team):
    client = as_person(owner)
    url = reverse("coordination:team", args=[team.pk])
    assert client.get(url).status_code == 200
    Person.objects.filter(pk=owner.pk).update(can_sign_in=False)
    assert client.get(url)["Location"].startswith("/compte/login/")


def test_codes_are_throttled_by_address(owner):
    for _ in range(3):
        assert ask_code(Client(), owner.email).status_code == 302
    refused = ask_code(Client(), owner.email)
    assert refused.status_code == 200
    assert refused.context["form"].errors
    assert Mail.objects.count() == 3


def test_wrong_passwords_are_throttled_by_address(owner):
    owner.set_password(PASSWORD)
    owner.save()
    for _ in range(5):
        Client().post(reverse("account_login"), {"login": owner.email, "password": "faux-faux-12"})
    client = Client()
    client.post(reverse("account_login"), {"login": owner.email, "password": PASSWORD})
    assert not signed_in(client)


def test_there_is_no_sign_up(client):
    assert client.get("/compte/signup/").status_code == 404
    assert client.post("/compte/signup/", {"email": "a@ex.test"}).status_code == 404
    assert not Person.objects.exists()


def test_a_person_with_a_second_factor_is_not_let_in_by_the_code_alone(client, owner, mailoutbox):
    Authenticator.objects.create(user=owner, type="totp", data={"secret": "essai"})
    ask_code(client, owner.email)
    answer = client.post(CODE_PAGE, {"code": code_of(mailoutbox)})
    assert answer["Location"].startswith(reverse("mfa_authenticate"))
    assert not signed_in(client)


def test_an_address_she_no_longer_has_opens_nothing(owner):
    EmailAddress.objects.create(user=owner, email="ancienne@exemple.test", verified=True)
    ask_code(Client(), "ancienne@exemple.test")
    assert not Mail.objects.exists()


def test_the_code_is_kept_out_of_the_database(client, owner, mailoutbox):
    ask_code(client, owner.email)
    code = code_of(mailoutbox)
    mail = Mail.objects.get()
    kept = " ".join(str(getattr(mail, field.attname)) for field in mail._meta.concrete_fields)
    assert code not in kept.replace(mail.subject_sent, "")


def test_a_code_that_expired_before_leaving_is_not_sent(client, owner, mailoutbox):
    from django.core.cache import cache

    ask_code(client, owner.email)
    cache.clear()
    sweep()
    assert mailoutbox == []
    assert Mail.objects.get().state == "cancelled"


def test_the_address_of_somebody_else_is_not_taken(as_person, owner, teammate):
    client = as_person(owner)
    owner.set_password(PASSWORD)
    owner.save()
    client.force_login(owner)
    answer = client.post(
        reverse("account_email"), {"email": teammate.email, "action_add": "1"}, follow=True
    )
    assert answer.status_code == 200
    owner.refresh_from_db()
    assert owner.email != teammate.email
    assert not EmailAddress.objects.filter(email=teammate.email, user=owner).exists()


def test_the_administration_is_entered_by_the_same_door(rf, owner):
    request = rf.get("/administration/")
    request.user = AnonymousUser()
    assert admin.site.login(request)["Location"].startswith("/compte/login/")
    request.user = owner
    with pytest.raises(Http404):
        admin.site.login(request)


def test_refusals_are_said_in_plain_french(client, owner):
    page = client.post(reverse("account_login"), {"login": owner.email, "password": "faux-faux"})
    assert "L’adresse ou le mot de passe ne convient pas." in page.content.decode()
