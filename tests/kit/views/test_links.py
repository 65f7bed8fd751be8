"""The pages of links: a GET never writes, a POST needs the token, no sign-in page ever."""

from datetime import timedelta

import pytest
from django.core import mail as outgoing
from django.db import connection
from django.db.utils import InternalError
from django.test import Client
from django.test.utils import CaptureQueriesContext

from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.kit.links.services import issue_guest_link, issue_link, link_path, revoke_link
from msp_portal.kit.links.tokens import token_of
from msp_portal.kit.models import AccessLog, ActionLink, Mail
from msp_portal.kit.outbox.sending import deliver_due
from tests.kit.support import ANSWER, THURSDAY, a_person

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.kit.link_urls")]
RENEW = "/lien/renvoyer/"
SCANNER = {"User-Agent": "mail scanner"}


@pytest.fixture
def lea() -> Person:
    return a_person("Léa", "lea@exemple.fr")


@pytest.fixture
def link(lea: Person) -> ActionLink:
    return issue_link(person=lea, action=ANSWER, about=lea)


@pytest.fixture
def phone() -> Client:
    """A phone that has never come, and refuses cookies."""
    return Client(enforce_csrf_checks=True)


def answer_of(lea: Person) -> str:
    lea.refresh_from_db()
    return lea.function


def expire(link: ActionLink) -> None:
    issued = clock.now() - timedelta(days=90)
    ActionLink.objects.filter(pk=link.pk).update(
        issued_at=issued, expires_at=issued + timedelta(days=30)
    )


def test_the_page_shows_the_question_and_sets_no_cookie(link: ActionLink, phone: Client) -> None:
    response = phone.get(link_path(link))
    assert response.status_code == 200
    assert "Oui" in response.content.decode()
    assert not response.cookies


def test_its_pages_are_not_referred_not_indexed_not_kept(link: ActionLink, phone: Client) -> None:
    for path in (link_path(link), "/essai/1-inconnu/"):
        response = phone.get(path)
        assert response["Referrer-Policy"] == "no-referrer"
        assert "noindex" in response["X-Robots-Tag"]
        assert response["Cache-Control"] == "private, no-store"


def test_one_tap_answers_without_cookie_nor_csrf_token(
    lea: Person, link: ActionLink, phone: Client
) -> None:
    response = phone.post(link_path(link), {"link_token": token_of(link), "answer": "oui"})
    assert response.status_code == 200
    assert answer_of(lea) == "oui"


@pytest.mark.parametrize("given", [None, "", "1-forged"])
def test_a_post_without_the_token_in_its_form_is_refused_and_says_what_to_do(
    lea: Person, link: ActionLink, phone: Client, given: str | None
) -> None:
    data = {"answer": "oui"} | ({} if given is None else {"link_token": given})
    response = phone.post(link_path(link), data)
    assert response.status_code == 403
    assert "Rouvrir la page" in response.content.decode()
    assert answer_of(lea) == ""


def test_the_token_of_another_person_does_not_pass(
    lea: Person, link: ActionLink, phone: Client
) -> None:
    other = issue_link(person=a_person("Max"), action=ANSWER, about=lea)
    response = phone.post(link_path(link), {"link_token": token_of(other), "answer": "oui"})
    assert (response.status_code, answer_of(lea)) == (403, "")


def test_a_thousand_scanners_record_nothing(lea: Person, link: ActionLink, phone: Client) -> None:
    path = link_path(link)
    before = (answer_of(lea), ActionLink.objects.values().get())
    for number in range(500):
        assert phone.get(path, {"answer": "oui", "n": number}, headers=SCANNER).status_code == 200
        assert phone.head(path, {"answer": "oui"}, headers=SCANNER).status_code == 200
    assert (answer_of(lea), ActionLink.objects.values().get()) == before
    assert not Mail.objects.exists()
    (opened,) = AccessLog.objects.all()  # the one thing a GET may write, one row a day
    assert opened.count == 500


def test_a_view_that_writes_on_get_is_refused_by_the_database(
    lea: Person, link: ActionLink, phone: Client
) -> None:
    with pytest.raises(InternalError, match="read-only"):
        phone.get(link_path(link), {"write": "1"})


def test_a_get_writes_in_the_access_log_and_nowhere_else(link: ActionLink, phone: Client) -> None:
    with CaptureQueriesContext(connection) as queries:
        phone.get(link_path(link))
    writes = [q["sql"] for q in queries if q["sql"].split()[0] in {"INSERT", "UPDATE", "DELETE"}]
    assert writes
    assert all("kit_accesslog" in sql for sql in writes)


def test_the_access_log_keeps_no_address_and_a_fingerprint_of_the_day(
    link: ActionLink, phone: Client
) -> None:
    phone.get(link_path(link), headers={"User-Agent": "Firefox"}, REMOTE_ADDR="203.0.113.7")
    row = AccessLog.objects.values().get()
    assert "203.0.113.7" not in str(row)
    assert "Firefox" not in str(row)


def test_other_methods_are_not_served(link: ActionLink, phone: Client) -> None:
    for send in (phone.put, phone.delete, phone.patch, phone.options):
        assert send(link_path(link)).status_code == 405


# ---- Links that no longer open ----------------------------------------------------------------


def test_an_expired_link_offers_a_new_one_and_never_a_sign_in_page(
    link: ActionLink, phone: Client
) -> None:
    expire(link)
    for response in (phone.get(link_path(link)), phone.post(link_path(link), {"answer": "oui"})):
        page = response.content.decode()
        assert response.status_code == 410
        assert "Renvoyez-moi mon lien" in page
        assert "connexion" not in page.lower()


def test_an_expired_link_writes_no_answer(lea: Person, link: ActionLink, phone: Client) -> None:
    expire(link)
    phone.post(link_path(link), {"link_token": token_of(link), "answer": "oui"})
    assert answer_of(lea) == ""


def test_an_unknown_link_offers_to_ask_by_address(phone: Client) -> None:
    response = phone.get("/essai/77-nimportequoi/")
    assert response.status_code == 404
    assert 'name="email"' in response.content.decode()


def test_a_new_link_is_mailed_to_her_own_address_and_works(
    lea: Person, link: ActionLink, phone: Client
) -> None:
    expire(link)
    old = token_of(link)
    response = phone.post(RENEW, {"token": old, "email": "pirate@exemple.fr"})
    assert response.status_code == 200
    deliver_due()
    (message,) = outgoing.outbox
    assert "lea@exemple.fr" in message.to[0]
    fresh = ActionLink.objects.get(replaced_at__isnull=True)
    assert link_path(fresh) in message.body
    assert phone.get(link_path(fresh)).status_code == 200
    assert phone.get(f"/essai/{old}/").status_code == 410


def test_the_answer_is_the_same_for_a_known_and_an_unknown_address(
    lea: Person, link: ActionLink, phone: Client
) -> None:
    known = phone.post(RENEW, {"email": "LEA@exemple.fr"})
    unknown = phone.post(RENEW, {"email": "personne@exemple.fr"})
    altered = phone.post(RENEW, {"token": "1-altered"})
    assert known.content == unknown.content == altered.content
    assert {r.status_code for r in (known, unknown, altered)} == {200}
    deliver_due()
    assert [message.to[0].endswith("<lea@exemple.fr>") for message in outgoing.outbox] == [True]
    assert not Person.objects.filter(email="personne@exemple.fr").exists(), "no empty account"


def test_asking_again_and_again_sends_one_mail_in_ten_minutes_and_five_a_day(
    lea: Person, link: ActionLink
) -> None:
    from msp_portal.kit.links.renewals import ask_links_of_address

    for minute in range(120):
        ask_links_of_address("lea@exemple.fr", now=THURSDAY + timedelta(minutes=minute / 2))
    assert Mail.objects.count() == 5
    first_two = Mail.objects.order_by("created_at")[:2]
    assert first_two[1].created_at - first_two[0].created_at == timedelta(minutes=10)


def test_one_machine_cannot_try_addresses_for_long(phone: Client) -> None:
    answers = {phone.post(RENEW, {"email": f"p{n}@exemple.fr"}).status_code for n in range(31)}
    assert answers == {200, 429}


def test_a_revoked_link_is_not_given_back(lea: Person, link: ActionLink, phone: Client) -> None:
    revoke_link(link)
    response = phone.get(link_path(link))
    assert response.status_code == 410
    phone.post(RENEW, {"token": token_of(link)})
    phone.post(RENEW, {"email": "lea@exemple.fr"})
    assert not Mail.objects.exists()


def test_an_empty_request_keeps_the_form_and_says_what_is_missing(phone: Client) -> None:
    response = phone.post(RENEW, {"email": ""})
    assert response.status_code == 400
    assert "adresse complète" in response.content.decode()


def test_a_guest_is_sent_back_to_who_invited_her(lea: Person, phone: Client) -> None:
    guest = issue_guest_link(label="ARS Bretagne", action=ANSWER, about=lea)
    assert phone.get(link_path(guest)).status_code == 200
    assert AccessLog.objects.get().link == guest
    expire(guest)
    page = phone.get(link_path(guest)).content.decode()
    assert "à la personne qui vous a envoyé" in page
    assert "<form" not in page


@pytest.mark.parametrize(
    "typed", ["\x00@", "a@\x00.fr", "x" * 5000 + "@a.fr", "a@b.fr\nBcc: c@d.fr"]
)
def test_what_cannot_be_an_address_is_asked_again(typed: str) -> None:
    response = Client().post(RENEW, {"email": typed})
    assert response.status_code == 400
    assert not Mail.objects.exists()
