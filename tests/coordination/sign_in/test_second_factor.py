"""Who sees more than her own teams sets up a second factor before anything else."""

import pytest
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.db import transaction
from django.test import Client
from django.urls import reverse

from coordination.models import Organisation
from tests.access.world import with_second_factor
from tests.factories import OrganisationFactory, OrganisationMembershipFactory, PersonFactory

pytestmark = pytest.mark.django_db

SET_UP = "/compte/2fa/totp/activate/"


def browser_of(person):
    """Signed in, without the second factor that ``as_person`` would give."""
    client = Client()
    client.force_login(person)
    return client


def officer_of(kind):
    person = PersonFactory(account=True)
    OrganisationMembershipFactory(person=person, organisation=OrganisationFactory(kind=kind))
    return person


@pytest.mark.parametrize("kind", ["FEDERATION", "ARS", "CPAM", "FUNDER"])
@pytest.mark.parametrize("method", ["get", "post"])
def test_members_of_federations_and_funders_are_sent_to_set_it_up(kind, method):
    client = browser_of(officer_of(kind))
    for name in ("coordination:teams", "coordination:account", "account_change_password"):
        answer = getattr(client, method)(reverse(name))
        assert (answer.status_code, answer["Location"]) == (302, SET_UP), name


def test_administrators_too():
    client = browser_of(PersonFactory(account=True, is_staff=True))
    assert client.get(reverse("coordination:account"))["Location"] == SET_UP


def test_the_set_up_page_says_why_and_opens():
    person = officer_of("ARS")
    person.set_unusable_password()  # as everybody invited: she came in by a code
    person.save()
    page = browser_of(person).get(reverse("coordination:teams"), follow=True)
    assert page.redirect_chain == [(SET_UP, 302)]
    assert "un second code" in page.content.decode()


def test_one_may_still_leave():
    client = browser_of(officer_of("ARS"))
    client.post(reverse("account_logout"))
    assert "_auth_user_id" not in client.session


def test_once_set_up_everything_opens():
    client = browser_of(with_second_factor(officer_of("FEDERATION")))
    assert client.get(reverse("coordination:teams")).status_code == 200


def test_taking_it_off_closes_the_door_again():
    person = with_second_factor(officer_of("FEDERATION"))
    client = browser_of(person)
    person.authenticator_set.all().delete()
    assert client.get(reverse("coordination:teams"))["Location"] == SET_UP


def test_recovery_codes_alone_are_not_a_second_factor():
    person = officer_of("ARS")
    person.authenticator_set.create(type="recovery_codes", data={"seed": "x", "used_mask": 0})
    assert browser_of(person).get(reverse("coordination:teams"))["Location"] == SET_UP


def test_teams_and_support_actors_are_not_asked(owner):
    for person in (owner, officer_of(Organisation.Kind.SUPPORT)):
        assert browser_of(person).get(reverse("coordination:teams")).status_code == 200


def test_a_role_that_ended_asks_nothing():
    person = PersonFactory(account=True)
    post = OrganisationMembershipFactory(person=person)
    post.until = post.since
    post.save()
    assert browser_of(person).get(reverse("coordination:teams")).status_code == 200


def test_it_costs_no_query_more(owner, django_assert_num_queries):
    client = browser_of(owner)
    # session, person, memberships, posts: what every page reads anyway.
    with django_assert_num_queries(4):
        client.get(reverse("coordination:teams"))


def test_setting_it_up_gives_recovery_codes_then_opens_everything(monkeypatch):
    # The test's own transaction never commits: what waits for it runs at once instead.
    monkeypatch.setattr(transaction, "on_commit", lambda run, **kwargs: run())
    person = officer_of("ARS")
    person.set_unusable_password()
    person.save()
    browser = browser_of(person)
    form = browser.get(SET_UP).context["form"]
    code = format_hotp_value(hotp_value(form.secret, next(iter(yield_hotp_counters_from_time()))))
    done = browser.post(SET_UP, {"code": code})
    assert done["Location"] == reverse("mfa_view_recovery_codes")
    assert browser.get(done["Location"]).status_code == 200
    assert browser.get(reverse("coordination:teams")).status_code == 200
    assert set(person.authenticator_set.values_list("type", flat=True)) == {
        "totp",
        "recovery_codes",
    }
