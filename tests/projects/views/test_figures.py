"""Asking a figure: chosen persons, « reçu » and « pas encore », relance counted, handing over."""

from decimal import Decimal

import pytest
from django.urls import reverse

from coordination.models import Ask
from msp_portal.kit import clock
from projects.models import FigureRequest
from projects.services.figures import answer_figure, ask_figure
from tests.factories import IndicatorFactory, PartnerFactory, PersonFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator(project):
    return IndicatorFactory(project=project)


@pytest.fixture
def asked(owner, teammate, indicator, team):
    return ask_figure(
        actor=owner, indicator=indicator, team=team, persons=[teammate], date=clock.today()
    )


def of(name, project, *args):
    return reverse(f"projects:{name}", args=[project.pk, *args])


def test_members_and_partners_contacts_may_be_asked(as_person, owner, teammate, project, indicator):
    contact = PersonFactory(first_name="Contact")
    PartnerFactory(project=project, contact=contact)
    outsider = PersonFactory()
    client = as_person(owner)
    data = {"indicator": indicator.pk, "date": clock.today().isoformat()}
    response = client.post(of("facts_ask", project), {**data, "persons": [teammate.pk, contact.pk]})
    made = FigureRequest.unscoped.get()
    assert response["Location"] == of("facts_request", project, made.pk)
    assert Ask.unscoped.filter(about_id=made.pk).count() == 2
    refused = client.post(of("facts_ask", project), {**data, "persons": [outsider.pk]})
    assert refused.status_code == 422


def test_received_and_not_yet_are_shown(as_person, owner, teammate, project, asked):
    url = of("facts_request", project, asked.pk)
    client = as_person(owner)
    assert "Pas encore" in client.get(url).content.decode()
    answer_figure(actor=teammate, ask=Ask.unscoped.get(), value=Decimal(42))
    page = client.get(url).content.decode()
    assert "Pas encore</h2>" not in page
    assert "42\u00a0passages" in page


def test_a_relance_obeys_the_rules_and_is_counted(as_person, owner, project, asked):
    url = of("facts_request_act", project, asked.pk)
    ask = Ask.unscoped.get()
    response = as_person(owner).post(url, {"act": "remind", "ask": ask.pk}, follow=True)
    assert "rappellera cette demande de lui-même" in response.content.decode()
    ask.refresh_from_db()
    assert ask.human_reminders == 0


def test_a_number_given_aloud_is_noted(as_person, teammate, project, asked):
    ask = Ask.unscoped.get()
    url = of("facts_request_note", project, asked.pk, ask.pk)
    client = as_person(teammate)
    assert client.post(url, {"value": "beaucoup"}).status_code == 422
    assert client.post(url, {"value": "7"}).status_code == 302
    assert asked.figure_given(ask.person).value == 7


def test_the_link_is_handed_over_by_a_post(as_person, owner, project, asked):
    url = of("facts_request_link", project, asked.pk, Ask.unscoped.get().pk)
    client = as_person(owner)
    assert client.get(url).status_code == 405
    assert "/lien/chiffre/" in client.post(url).content.decode()


def test_asking_is_the_coordination_s_and_the_stand_s_page_is_another(
    as_person, teammate, project, indicator, asked
):
    client = as_person(teammate)
    assert client.get(of("facts_ask", project)).status_code == 403
    response = client.get(of("facts_stand", project, asked.pk))
    assert response["Location"] == of("facts_request", project, asked.pk)


def test_a_stand_is_prepared_in_one_form(as_person, teammate, project, indicator):
    data = {"indicator": indicator.pk, "date": clock.today().isoformat(), "label": "Marché"}
    client = as_person(teammate)
    assert client.post(of("facts_stand_new", project), {**data, "label": ""}).status_code == 422
    response = client.post(of("facts_stand_new", project), data, follow=True)
    assert "/lien/stand/" in response.content.decode()


@pytest.mark.parametrize("size", [1, 8])
def test_the_list_of_who_was_asked_costs_the_same_queries(
    as_person, owner, team, project, indicator, size, django_assert_num_queries
):
    persons = [PersonFactory(member_of=team) for _ in range(size)]
    asked = ask_figure(
        actor=owner, indicator=indicator, team=team, persons=persons, date=clock.today()
    )
    for ask in Ask.unscoped.filter(about_id=asked.pk)[: size // 2]:
        answer_figure(actor=ask.person, ask=ask, value=Decimal(3))
    client, url = as_person(owner), of("facts_request", project, asked.pk)
    client.get(url)
    with django_assert_num_queries(9):
        assert client.get(url).status_code == 200
