"""The page of an engagement link: two taps, no account, nothing written by who only looks."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coordination.models import Ask, Person, Team
from coordination.services.asks import link_for_ask
from msp_portal.kit.links.services import link_path
from msp_portal.kit.models import Event, Mail
from projects.models import EngagementAnswer, EngagementRound, Project
from projects.services.engagement import ask_for_engagement, close_round, record_engagement


@pytest.fixture
def asked(project: Project, team: Team, owner: Person, teammate: Person) -> EngagementRound:
    return ask_for_engagement(
        actor=owner, project=project, team=team, persons=[teammate], message="Une matinée à tenir."
    )


@pytest.fixture
def path(asked: EngagementRound, teammate: Person) -> str:
    return link_path(link_for_ask(Ask.unscoped.get(person=teammate)))


@pytest.fixture
def phone() -> Client:
    """A browser without cookie, that checks forged forms as production does."""
    return Client(enforce_csrf_checks=True)


def token_in(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def form(path: str, **typed: str) -> dict[str, str]:
    return {"link_token": token_in(path), **typed}


def hidden(page: str, name: str) -> str:
    return re.search(rf'name="{name}" value="([^"]*)"', page)[1]


def levels() -> list[tuple[int, int]]:
    return list(EngagementAnswer.unscoped.values_list("level", "version"))


def test_it_says_who_asks_why_and_who_will_see(phone: Client, path: str, owner: Person) -> None:
    page = phone.get(path).content.decode()
    for words in (
        owner.full_name,
        "Un mois sans tabac au collège",
        "Une matinée à tenir",
        "Qui peut voir",
    ):
        assert words in page


def test_two_hundred_looks_by_a_mail_scanner_record_nothing(phone: Client, path: str) -> None:
    before = Event.unscoped.count()
    for level in range(5):
        for _ in range(20):
            assert phone.get(path, {"niveau": level}).status_code == 200
            assert phone.head(path, {"niveau": level}).status_code == 200
    assert levels() == []
    assert Event.unscoped.count() == before
    assert not Ask.unscoped.filter(answered_at__isnull=False).exists()


def test_the_button_of_the_mail_then_one_button(phone: Client, path: str) -> None:
    page = phone.get(path, {"niveau": "3"}).content.decode()
    assert page.count('type="submit"') == 1
    response = phone.post(
        path,
        form(path, level=hidden(page, "level"), version=hidden(page, "version")),
    )
    assert response.status_code == 302
    assert levels() == [(3, 1)]
    assert "Votre réponse est notée" in phone.get(response["Location"]).content.decode()


def test_without_a_level_the_five_answers_are_offered(phone: Client, path: str) -> None:
    page = phone.get(path).content.decode()
    assert [level for level in range(5) if f"?niveau={level}" in page] == [0, 1, 2, 3, 4]


def test_pressing_twice_is_answering_once(phone: Client, path: str) -> None:
    for _ in range(2):
        assert phone.post(path, form(path, level="2", version="0")).status_code == 302
    assert levels() == [(2, 1)]


def test_pressing_the_button_of_the_mail_again_shows_that_it_is_noted(
    phone: Client, path: str
) -> None:
    phone.post(path, form(path, level="2", version="0"))
    assert "Votre réponse est notée" in phone.get(path, {"niveau": "2"}).content.decode()


def test_not_this_time_is_kept_as_an_answer(phone: Client, path: str) -> None:
    phone.post(path, form(path, level="0", version="0"))
    assert levels() == [(0, 1)]
    assert "Pas cette fois" in phone.get(path).content.decode()


def test_the_answer_may_be_changed_by_the_same_link(phone: Client, path: str) -> None:
    phone.post(path, form(path, level="4", version="0"))
    page = phone.get(path, {"niveau": "1"}).content.decode()
    phone.post(path, form(path, level="1", version=hidden(page, "version")))
    assert levels() == [(1, 2)]


def test_the_answer_may_be_taken_back(phone: Client, path: str) -> None:
    phone.post(path, form(path, level="4", version="0"))
    phone.post(path, form(path, retirer="1"))
    assert levels() == []


def test_an_answer_noted_meanwhile_is_shown_beside_mine(
    phone: Client, path: str, asked: EngagementRound, owner: Person, teammate: Person
) -> None:
    phone.get(path, {"niveau": "0"})
    record_engagement(
        actor=owner, engagement_round=asked, person=teammate, level=4, comment="Dit en réunion"
    )
    response = phone.post(path, form(path, level="0", version="0", comment="En congé"))
    page = response.content.decode()
    assert response.status_code == 409
    assert levels() == [(4, 1)]
    assert "Dit en réunion" in page
    assert "En congé" in page
    phone.post(path, form(path, level="0", version=hidden(page, "version"), comment="En congé"))
    assert levels() == [(0, 2)]


@pytest.mark.parametrize("level", ["", "5", "-1", "deux"])
def test_what_is_not_one_of_the_five_answers_is_refused(
    phone: Client, path: str, level: str
) -> None:
    response = phone.post(path, form(path, level=level, version="0"))
    assert response.status_code == 422
    assert "Choisissez une des cinq réponses" in response.content.decode()
    assert levels() == []


def test_a_forged_form_writes_nothing(phone: Client, path: str) -> None:
    assert phone.post(path, {"level": "4"}).status_code == 403
    assert levels() == []


def test_a_closed_round_says_so_and_never_asks_to_sign_in(
    phone: Client, path: str, asked: EngagementRound, owner: Person
) -> None:
    close_round(actor=owner, engagement_round=asked)
    for response in (phone.get(path), phone.post(path, form(path, level="4", version="0"))):
        assert response.status_code == 410
        assert "mot de passe" not in response.content.decode().partition("<footer")[0]
    assert levels() == []


def test_a_confirmation_is_mailed_only_when_asked_for(
    phone: Client, path: str, teammate: Person
) -> None:
    phone.post(path, form(path, level="4", version="0"))
    assert not Mail.objects.exists()
    for _ in range(2):
        phone.post(path, form(path, confirmation="1"))
    mail = Mail.objects.get()
    assert (mail.recipient, mail.category) == (teammate, "asked")


def test_the_page_is_light_and_needs_few_requests(phone: Client, path: str) -> None:
    response = phone.get(path, {"niveau": "3"})
    page = response.content.decode()
    assert len(response.content) < 20_000
    assert len(re.findall(r"<(?:link|script|img)\b[^>]*(?:href|src)=", page)) <= 5
    assert "<script" not in page


def test_opening_costs_few_queries(phone: Client, path: str) -> None:
    phone.get(path)
    with CaptureQueriesContext(connection) as queries:
        phone.get(path, {"niveau": "3"})
    assert len(queries) <= 20
