"""« Mon compte », « Mes courriels », and the frame every page has."""

import pytest
from django.test import Client
from django.urls import reverse

from coordination.services.accounts import queue_account_mail
from msp_portal.kit.models import Event
from msp_portal.kit.outbox.sending import sweep

pytestmark = pytest.mark.django_db


def test_one_corrects_ones_own_name(as_person, owner):
    as_person(owner).post(
        reverse("coordination:account"),
        {"first_name": "Alix", "last_name": "Le Goff", "function": "coordinatrice"},
    )
    owner.refresh_from_db()
    assert owner.name_and_role == "Alix Le Goff (coordinatrice)"
    assert Event.unscoped.filter(verb="person.renamed", team_ids=[]).count() == 1


def test_my_mails_show_what_was_written_to_me_only(as_person, owner, teammate):
    for person, title in ((owner, "Code pour Alix"), (teammate, "Code pour Bahia")):
        queue_account_mail(person=person, address="", subject=title, text="…", code="ABCD")
    sweep()
    page = as_person(owner).get(reverse("coordination:my_mails")).content.decode()
    assert "Code pour Alix" in page
    assert "Code pour Bahia" not in page


def test_a_page_for_anybody_asks_nothing_of_the_database(django_assert_num_queries):
    client = Client()
    with django_assert_num_queries(0):
        assert client.get(reverse("account_login")).status_code == 200


def test_my_teams_and_organisations_are_all_listed(as_person, owner, team):
    page = as_person(owner).get(reverse("coordination:teams")).content.decode()
    assert team.name in page


def test_the_account_page_leads_to_every_setting(as_person, owner):
    page = as_person(owner).get(reverse("coordination:account")).content.decode()
    for name in ("account_email", "mfa_index", "coordination:my_mails"):
        assert f'href="{reverse(name)}"' in page
