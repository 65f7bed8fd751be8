"""The page of a testimony link: six questions, no account, nothing written by who only looks."""

import re

import pytest
from django.test import Client

from capitalisation.models import ExperienceSheet, Testimony
from capitalisation.services.publication import withdraw_sheet
from capitalisation.services.testimonies import ask_testimonies
from coordination.models import Ask, Person
from coordination.services.asks import link_for_ask
from msp_portal.kit.links.services import link_path
from msp_portal.kit.models import Event
from projects.models import Project
from tests.factories import published_sheet, sheet_of


@pytest.fixture
def sheet(project: Project, owner: Person) -> ExperienceSheet:
    return sheet_of(project, actor=owner)


@pytest.fixture
def path(sheet: ExperienceSheet, owner: Person, teammate: Person) -> str:
    (ask,) = ask_testimonies(
        actor=owner, sheet=sheet, persons=[teammate], message="Tu étais au stand."
    )
    return link_path(link_for_ask(ask))


@pytest.fixture
def phone() -> Client:
    """A browser without cookie, that checks forged forms as production does."""
    return Client(enforce_csrf_checks=True)


def form(path: str, **typed: str) -> dict[str, str]:
    return {"link_token": path.rstrip("/").rpartition("/")[2], **typed}


def test_it_says_who_asks_what_and_who_will_read(phone: Client, path: str, owner: Person) -> None:
    page = phone.get(path).content.decode()
    for words in (
        owner.full_name,
        "Un mois sans tabac au collège",
        "Tu étais au stand.",
        "Qui peut voir",
    ):
        assert words in page
    assert page.count("<textarea") == 6
    assert "<script" not in page


def test_two_hundred_looks_by_a_mail_scanner_record_nothing(phone: Client, path: str) -> None:
    before = Event.unscoped.count()
    for _ in range(100):
        assert phone.get(path).status_code == 200
        assert phone.head(path).status_code == 200
    assert not Testimony.unscoped.exists()
    assert Event.unscoped.count() == before


def test_one_sentence_is_enough_and_comes_back_to_be_changed(phone: Client, path: str) -> None:
    response = phone.post(path, form(path, moment="Le silence, puis les rires.", version="0"))
    assert response.status_code == 302
    page = phone.get(path).content.decode()
    assert "Le silence, puis les rires." in page
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    phone.post(path, form(path, moment="Les rires.", version=version))
    assert Testimony.unscoped.get().moment == "Les rires."


def test_an_older_page_keeps_what_was_typed(phone: Client, path: str) -> None:
    phone.post(path, form(path, moment="D’abord.", version="0"))
    response = phone.post(path, form(path, moment="D’une autre page.", version="0"))
    page = response.content.decode()
    assert response.status_code == 409
    assert "D’une autre page." in page
    assert Testimony.unscoped.get().moment == "D’abord."
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    phone.post(path, form(path, moment="D’une autre page.", version=version))
    assert Testimony.unscoped.get().moment == "D’une autre page."


def test_taken_back(phone: Client, path: str) -> None:
    phone.post(path, form(path, moment="Une phrase.", version="0"))
    response = phone.post(path, form(path, retirer="1"), follow=True)
    assert "Vos réponses sont effacées" in response.content.decode()
    assert not Testimony.unscoped.exists()


def test_a_patient_named_is_sent_back_with_what_was_typed(phone: Client, path: str) -> None:
    response = phone.post(path, form(path, moment="Ma patiente Mme Martin a pleuré.", version="0"))
    assert response.status_code == 422
    assert "Mme Martin a pleuré" in response.content.decode()
    assert not Testimony.unscoped.exists()


def test_without_its_token_the_form_is_refused(phone: Client, path: str) -> None:
    assert phone.post(path, {"moment": "Une phrase."}).status_code == 403


def test_closed_when_the_sheet_was_taken_back(
    phone: Client, project: Project, owner: Person, teammate: Person
) -> None:
    out = published_sheet(project, actor=owner)
    (ask,) = ask_testimonies(actor=owner, sheet=out, persons=[teammate])
    path = link_path(link_for_ask(ask))
    withdraw_sheet(actor=owner, sheet=out)
    assert phone.get(path).status_code == 410
    assert Ask.unscoped.get(pk=ask.pk).answered_at is None
