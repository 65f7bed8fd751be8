"""Pages of links: opinions, offers, tasks. A GET records nothing; no account is ever asked for."""

from collections.abc import Callable

import pytest
from django.test import Client

from coordination.models import Ask, Person
from coordination.services.asks import close_ask, link_for_ask
from msp_portal.kit import clock
from msp_portal.kit.links.services import issue_link, link_path
from msp_portal.kit.links.tokens import token_of
from msp_portal.kit.models import ActionLink, Event
from projects.models import Partner, PartnerOpinion, Project, Task
from projects.services.opinions import ask_opinion
from projects.services.tasks import add_task
from tests.factories import PartnerFactory, PersonFactory, TaskFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def phone() -> Client:
    """A phone that has never come, and refuses cookies."""
    return Client(enforce_csrf_checks=True)


@pytest.fixture
def partner(project: Project) -> Partner:
    return PartnerFactory(project=project, contact=PersonFactory(first_name="Nora"))


@pytest.fixture
def opinion_link(partner: Partner, owner: Person) -> ActionLink:
    return link_for_ask(ask_opinion(actor=owner, partner=partner, message="Une idée."))


@pytest.fixture
def offer_link(project: Project, owner: Person, teammate: Person) -> ActionLink:
    add_task(actor=owner, project=project, label="Affiche", owner=teammate)
    return link_for_ask(Ask.unscoped.get(person=teammate))


@pytest.fixture
def task_link(project: Project, teammate: Person) -> ActionLink:
    task = TaskFactory(project=project, owner=teammate, owner_accepted_at=clock.now())
    return issue_link(person=teammate, action="projects.task", about=task)


Links = Callable[[str], ActionLink]


@pytest.fixture
def links(request: pytest.FixtureRequest) -> Links:
    return request.getfixturevalue


def post(phone: Client, link: ActionLink, **data: str) -> int:
    response = phone.post(link_path(link), {"link_token": token_of(link), **data})
    return response.status_code


def state() -> tuple[object, ...]:
    """Everything an answer would change."""
    return (
        Event.unscoped.count(),
        PartnerOpinion.unscoped.count(),
        list(Task.unscoped.values_list("pk", "owner_id", "owner_accepted_at", "done_at")),
        list(Ask.unscoped.values_list("pk", "answered_at", "closed_at")),
        list(ActionLink.objects.values_list("pk", "used_at")),
    )


@pytest.mark.parametrize("name", ["opinion_link", "offer_link", "task_link"])
def test_opening_a_link_however_often_records_no_answer(
    name: str, links: Links, phone: Client
) -> None:
    link = links(name)
    before = state()
    for query in ("", "?reponse=oui", "?reponse=non", "?dit=fait", "?merci=1", "?retire=1"):
        for open_ in (phone.get, phone.head):
            assert open_(link_path(link) + query).status_code == 200
    assert state() == before


@pytest.mark.parametrize("name", ["opinion_link", "offer_link", "task_link"])
def test_a_link_page_has_no_script_and_is_light(name: str, links: Links, phone: Client) -> None:
    content = phone.get(link_path(links(name))).content
    assert b"<script" not in content
    assert len(content) < 20_000


def test_an_opinion_is_given_thanked_changed_and_taken_back(
    opinion_link: ActionLink, partner: Partner, phone: Client
) -> None:
    page = phone.get(link_path(opinion_link)).content.decode()
    assert "Une idée." in page
    answer = {"link_token": token_of(opinion_link), "need": "Un lieu.", "wants_news": "on"}
    thanked = phone.post(link_path(opinion_link), answer, follow=True)
    assert "Merci" in thanked.content.decode()
    given = PartnerOpinion.unscoped.get(partner=partner)
    assert (given.need, given.wants_news) == ("Un lieu.", True)
    changed = phone.get(f"{link_path(opinion_link)}?changer=1").content.decode()
    assert "Un lieu." in changed
    assert post(phone, opinion_link, need="Deux lieux.") == 302
    given.refresh_from_db()
    assert (given.need, given.wants_news) == ("Deux lieux.", False)
    post(phone, opinion_link, retirer="1")
    assert not PartnerOpinion.unscoped.filter(partner=partner).exists()


def test_an_empty_opinion_says_what_to_do(opinion_link: ActionLink, phone: Client) -> None:
    assert post(phone, opinion_link, need=" ") == 422
    assert not PartnerOpinion.unscoped.exists()


def test_a_patients_number_is_refused_and_the_words_are_kept(
    opinion_link: ActionLink, phone: Client
) -> None:
    typed = "Voir le patient 1 84 12 35 128 001 89"
    response = phone.post(
        link_path(opinion_link), {"link_token": token_of(opinion_link), "need": typed}
    )
    assert response.status_code == 422
    assert typed in response.content.decode()
    assert not PartnerOpinion.unscoped.exists()


def test_a_closed_ask_says_so_and_takes_nothing(
    opinion_link: ActionLink, partner: Partner, phone: Client
) -> None:
    close_ask(ask=Ask.unscoped.get(person=partner.contact))
    assert phone.get(link_path(opinion_link)).status_code == 410
    assert post(phone, opinion_link, need="Un lieu.") == 410
    assert not PartnerOpinion.unscoped.exists()


def test_two_taps_from_the_mail_say_yes(
    offer_link: ActionLink, teammate: Person, phone: Client
) -> None:
    assert "Confirmer" in phone.get(f"{link_path(offer_link)}?reponse=oui").content.decode()
    assert post(phone, offer_link, answer="oui") == 302
    task = Task.unscoped.get(label="Affiche")
    assert task.responsible_id == teammate.pk
    assert post(phone, offer_link, answer="fait") == 302
    task.refresh_from_db()
    assert task.done_by == teammate


def test_not_this_time_by_link_leaves_no_name(offer_link: ActionLink, phone: Client) -> None:
    assert post(phone, offer_link, answer="non") == 302
    assert Task.unscoped.get(label="Affiche").owner is None


def test_an_offer_does_not_let_one_say_done_before_yes(
    offer_link: ActionLink, phone: Client
) -> None:
    post(phone, offer_link, answer="fait")
    assert Task.unscoped.get(label="Affiche").done_at is None


def test_one_tap_says_done_and_another_that_it_is_not(task_link: ActionLink, phone: Client) -> None:
    task = Task.unscoped.get(pk=task_link.about_id)
    post(phone, task_link, answer="fait")
    task.refresh_from_db()
    assert task.is_done
    post(phone, task_link, answer="a-faire")
    task.refresh_from_db()
    assert not task.is_done


def test_a_word_nobody_offered_changes_nothing(task_link: ActionLink, phone: Client) -> None:
    post(phone, task_link, answer="tout")
    assert Task.unscoped.get(pk=task_link.about_id).done_at is None


def test_a_link_of_one_action_opens_no_other(
    task_link: ActionLink, offer_link: ActionLink, phone: Client
) -> None:
    crossed = link_path(task_link).replace(token_of(task_link), token_of(offer_link))
    assert phone.get(crossed).status_code == 404
