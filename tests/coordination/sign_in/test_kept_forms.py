"""Nothing typed is lost when the session has run out."""

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from coordination.models import Person
from coordination.sign_in import kept_forms
from coordination.sign_in.kept_forms import SESSION_KEY

pytestmark = pytest.mark.django_db

TYPED = {"first_name": "Ali", "last_name": "Benali", "role": "PROFESSIONAL", "function": "été ; 2"}


@pytest.fixture
def url(team):
    return reverse("coordination:member_add", args=[team.pk])


def run_out(client, person):
    """She opened a page, then her session ran out: what is left is what a browser keeps."""
    client.force_login(person)
    client.get(reverse("coordination:account"))
    client.session.flush()
    del client.cookies[settings.SESSION_COOKIE_NAME]


@pytest.fixture
def expired(client, url, owner):
    """A browser whose session ran out while the form was open."""
    run_out(client, owner)
    answer = client.post(url, TYPED)
    assert answer.status_code == 302
    assert answer["Location"] == f"/compte/login/?next={reverse('coordination:resume')}"
    return client


def test_after_signing_in_the_form_is_shown_and_sent_to_where_it_was_going(
    expired, url, owner, team
):
    expired.force_login(owner)
    page = expired.get(reverse("coordination:resume")).content.decode()
    assert f'action="{url}"' in page
    assert "Benali" in page
    kept = dict(expired.session[SESSION_KEY]["fields"])
    assert kept == TYPED
    sent = expired.post(url, kept)
    assert sent["Location"] == reverse("coordination:team", args=[team.pk])
    assert Person.objects.filter(last_name="Benali", function="été ; 2").exists()
    assert SESSION_KEY not in expired.session


def test_it_may_be_given_up(expired, owner):
    expired.force_login(owner)
    expired.post(reverse("coordination:resume"))
    assert expired.get(reverse("coordination:resume"))["Location"] == "/"
    assert not Person.objects.filter(last_name="Benali").exists()


def test_it_is_forgotten_after_an_hour(expired, owner, monkeypatch):
    monkeypatch.setattr(kept_forms, "KEPT_SECONDS", -1)
    expired.force_login(owner)
    assert expired.get(reverse("coordination:resume"))["Location"] == "/"


def test_on_a_shared_computer_nobody_else_is_shown_it(expired, owner, stranger):
    expired.force_login(stranger)
    assert expired.get(reverse("coordination:resume"))["Location"] == "/"
    expired.force_login(owner)
    assert expired.get(reverse("coordination:resume"))["Location"] == "/"


@pytest.mark.parametrize("page", ["today", "coordination:account", "projects:list"])
def test_it_is_discarded_as_soon_as_another_person_reads_a_page(expired, teammate, page):
    expired.force_login(teammate)
    expired.get(reverse(page))
    assert SESSION_KEY not in expired.session


def test_a_mark_made_by_hand_gives_nothing_back(client, url, stranger):
    for mark in ("", str(stranger.pk), "x" * 64):
        client.cookies[kept_forms.MARK_COOKIE] = mark
        client.post(url, TYPED)
        client.force_login(stranger)
        assert client.get(reverse("coordination:resume"))["Location"] == "/"
        client.logout()


def test_the_mark_tells_nobody_who_she_is(expired, owner):
    mark = expired.cookies[kept_forms.MARK_COOKIE]
    assert (mark["httponly"], mark["samesite"]) == (True, "Lax")
    assert len(mark.value) == 64
    assert not {str(owner.pk), owner.email} & {mark.value}


def test_passwords_and_tokens_are_never_kept(client, url, owner):
    run_out(client, owner)
    client.post(url, {"password": "secret-secret", "csrfmiddlewaretoken": "x", "function": "f"})
    assert client.session[SESSION_KEY]["fields"] == [["function", "f"]]


def test_a_refused_csrf_keeps_nothing(url):
    client = Client(enforce_csrf_checks=True)
    assert client.post(url, TYPED).status_code == 403
    assert SESSION_KEY not in client.session


def test_far_too_much_is_not_kept_but_the_way_back_is(client, url, owner):
    run_out(client, owner)
    answer = client.post(url, {"function": "x" * (kept_forms.MOST_CHARACTERS + 1)})
    assert answer["Location"].endswith(url)
    assert SESSION_KEY not in client.session


def test_a_fragment_leaves_the_page_rather_than_swallow_the_sign_in_page(client, url, team, owner):
    run_out(client, owner)
    page = f"http://testserver{reverse('coordination:team', args=[team.pk])}"
    headers = {"HX-Request": "true", "HX-Current-URL": page}
    read = client.get(url, headers=headers)
    assert (read.status_code, read["HX-Redirect"]) == (
        204, f"/compte/login/?next=/equipes/{team.pk}/",
    )  # fmt: skip
    typed = client.post(url, TYPED, headers=headers)
    assert "reprendre" in typed["HX-Redirect"]
