"""The pages of links: one number, one keypad; the counter of a stand. A GET records nothing."""

from datetime import date
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from coordination.models import Ask
from coordination.services.asks import link_for_ask
from msp_portal.kit import clock
from msp_portal.kit.links.services import link_path
from msp_portal.kit.links.tokens import token_of
from projects.models import Fact
from projects.services.figures import ask_figure, close_request, open_stand
from tests.factories import FactFactory, IndicatorFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 12)


@pytest.fixture
def phone():
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def indicator(project):
    return IndicatorFactory(project=project, name="Participants", unit="passages")


@pytest.fixture
def asked(owner, teammate, indicator, team):
    return ask_figure(actor=owner, indicator=indicator, team=team, persons=[teammate], date=DAY)


@pytest.fixture
def link(asked, teammate):
    return link_for_ask(Ask.unscoped.get(about_id=asked.pk, kind="FIGURE", person=teammate))


@pytest.fixture
def stand(owner, indicator):
    return open_stand(actor=owner, indicator=indicator, date=DAY, label="Marché")


@pytest.fixture
def stand_link(stand):
    return stand.live_link(clock.now())


def send(phone, link, **data):
    return phone.post(link_path(link), {"link_token": token_of(link), **data})


def writes(phone, path, method="get"):
    with CaptureQueriesContext(connection) as queries:
        response = getattr(phone, method)(path, {"value": "9", "tap": str(uuid4())})
    assert response.status_code == 200
    found = [q["sql"] for q in queries if q["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    return [sql for sql in found if "kit_accesslog" not in sql]


def test_a_number_takes_one_page_and_one_button(phone, link, teammate, indicator):
    FactFactory(indicator=indicator, value=42, date=date(2026, 2, 1))
    page = phone.get(link_path(link)).content.decode()
    assert "Dernier nombre connu\u00a0: 42\u00a0passages" in page
    assert 'inputmode="numeric"' in page
    assert "<script" not in page
    response = send(phone, link, value="57")
    assert response.status_code == 302
    after = phone.get(response["Location"]).content.decode()
    assert "57\u00a0passages" in after
    assert Fact.unscoped.get(asked_of=teammate).value == 57


def test_not_measured_is_one_button(phone, link, teammate):
    assert send(phone, link, value="", not_measured="on").status_code == 302
    assert Fact.unscoped.get(asked_of=teammate).not_measured


def test_a_text_is_refused_and_stays_typed(phone, link):
    response = send(phone, link, value="beaucoup")
    content = response.content.decode()
    assert response.status_code == 422
    assert "n’est pas un nombre" in content
    assert 'value="beaucoup"' in content
    assert not Fact.unscoped.exists()


def test_scanners_record_nothing(phone, link, stand_link):
    for one in (link, stand_link):
        for method in ("get", "head"):
            assert writes(phone, link_path(one), method) == []
    assert not Fact.unscoped.exists()


def test_a_link_of_a_closed_request_says_so_kindly(phone, owner, asked, link):
    close_request(actor=owner, request=asked)
    for response in (phone.get(link_path(link)), send(phone, link, value="4")):
        assert response.status_code == 410
        assert "connexion" not in response.content.decode().lower()
    assert not Fact.unscoped.exists()


def test_who_answered_before_closing_still_sees_her_answer(phone, owner, asked, link):
    send(phone, link, value="4")
    close_request(actor=owner, request=asked)
    response = phone.get(link_path(link))
    assert response.status_code == 200
    assert "4\u00a0passages" in response.content.decode()


# ---- The stand --------------------------------------------------------------------------------


def test_a_tap_without_a_script_counts_one_and_can_be_taken_back(phone, stand, stand_link):
    tap = str(uuid4())
    response = send(phone, stand_link, tap=tap)
    assert response.status_code == 302
    assert tap in response["Location"]
    assert stand.counted() == 1
    page = phone.get(response["Location"]).content.decode()
    assert f'name="undo" value="{tap}"' in page
    send(phone, stand_link, undo=tap)
    assert stand.counted() == 0


def test_the_same_tap_sent_twice_counts_once(phone, stand, stand_link):
    tap = str(uuid4())
    for _ in range(3):
        send(phone, stand_link, tap=tap)
    assert stand.counted() == 1


def test_a_batch_from_the_script_answers_with_the_number(phone, stand, stand_link):
    taps = [str(uuid4()) for _ in range(20)]
    response = phone.post(
        link_path(stand_link),
        {"link_token": token_of(stand_link), "tap": taps, "undo": taps[:2]},
        headers={"Accept": "application/json"},
    )
    assert response.json() == {"counted": 18}


def test_what_is_no_identifier_is_left_out(phone, stand, stand_link):
    send(phone, stand_link, tap=["voir description", "1", ""])
    assert stand.counted() == 0


def test_a_stand_closed_meanwhile_counts_nothing_and_says_so_to_the_script(
    phone, owner, stand, stand_link
):
    path, token = link_path(stand_link), token_of(stand_link)
    close_request(actor=owner, request=stand)
    response = phone.post(
        path, {"link_token": token, "tap": str(uuid4())}, headers={"Accept": "application/json"}
    )
    assert response.status_code == 410
    assert stand.counted() == 0


def test_the_page_of_the_stand_shows_the_link_without_writing(as_person, teammate, project, stand):
    client = as_person(teammate)
    url = reverse("projects:facts_stand", args=[project.pk, stand.pk])
    with CaptureQueriesContext(connection) as queries:
        page = client.get(url).content.decode()
    assert "/lien/stand/" in page
    assert not [q for q in queries if q["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]


def test_the_paper_tally_has_a_thousand_squares(as_person, teammate, project, stand):
    url = reverse("projects:facts_stand_tally", args=[project.pk, stand.pk])
    page = as_person(teammate).get(url).content.decode()
    assert page.count("<rect") == 1000
    assert "jamais un nom" in page
