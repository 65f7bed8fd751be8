"""What an attacker tries from outside: a session given in advance, a name that is not ours, an
error that talks, a title that adds lines to a calendar."""

from urllib.parse import urlsplit

import pytest
from django.conf import LazySettings, settings
from django.test import Client
from django.urls import reverse
from icalendar import Calendar

from coordination.models import Person
from tests.factories import CallFactory

pytestmark = pytest.mark.django_db
PASSWORD = "un-long-mot-de-passe-42"
SESSION = settings.SESSION_COOKIE_NAME


def sign_in(client: Client, person: Person) -> None:
    person.set_password(PASSWORD)
    person.save()
    client.post(reverse("account_login"), {"login": person.email, "password": PASSWORD})
    assert "_auth_user_id" in client.session


def test_a_session_given_in_advance_is_not_the_one_she_works_in(owner: Person) -> None:
    attacker, victim = Client(), Client()
    attacker.session.save()  # makes a session and its cookie
    given = attacker.cookies[SESSION].value
    victim.cookies[SESSION] = given
    sign_in(victim, owner)
    assert victim.cookies[SESSION].value != given
    assert "/compte/login/" in attacker.get(reverse("coordination:account"))["Location"]


def test_the_session_she_left_opens_nothing_more(owner: Person) -> None:
    client = Client()
    sign_in(client, owner)
    kept = client.cookies[SESSION].value
    client.post(reverse("account_logout"))
    client.cookies[SESSION] = kept
    assert client.get(reverse("coordination:account")).status_code == 302


@pytest.mark.parametrize("target", ["//pirate.example", "https://pirate.example/", "javascript:1"])
def test_signing_in_does_not_lead_elsewhere(owner: Person, target: str) -> None:
    owner.set_password(PASSWORD)
    owner.save()
    typed = {"login": owner.email, "password": PASSWORD, "next": target}
    answer = Client().post(f"{reverse('account_login')}?next={target}", typed)
    assert answer.status_code == 302
    assert (urlsplit(answer["Location"]).scheme, urlsplit(answer["Location"]).netloc) == ("", "")


def test_another_name_than_ours_is_refused_without_being_repeated(
    settings: LazySettings,
) -> None:
    settings.ALLOWED_HOSTS = ["portail.example.org"]
    answer = Client().get("/aide", headers={"Host": "pirate.example"})
    assert answer.status_code == 400
    assert b"pirate" not in answer.content


def test_an_error_of_ours_is_said_in_french_and_tells_nothing(
    monkeypatch: pytest.MonkeyPatch, settings: LazySettings
) -> None:
    settings.DEBUG = False

    def fails(*_: object, **__: object) -> None:
        raise RuntimeError("postgresql://msp:secret@base")

    monkeypatch.setattr("msp_portal.today.views.pages.render", fails)
    answer = Client(raise_request_exception=False).get(reverse("privacy"))
    assert answer.status_code == 500
    page = answer.content.decode()
    assert 'lang="fr"' in page
    for told in ("secret", "RuntimeError", "Traceback", "postgresql", str(settings.BASE_DIR)):
        assert told not in page


def test_a_title_adds_no_line_to_a_calendar() -> None:
    """A line break, a fold, and everything that means something in a calendar."""
    title = "Appel\r\nATTACH:https://pirate.example\nEND:VEVENT\r\nBEGIN:VALARM ; , \\ " + "é" * 90
    CallFactory(title=title[:200])
    read = Client().get(reverse("funding:calls_ics"))
    assert read["Content-Type"].startswith("text/calendar")
    lines = read.content.decode().split("\r\n")
    assert not [line for line in lines if line.startswith(("ATTACH", "BEGIN:VALARM"))]
    assert all("\n" not in line and "\r" not in line for line in lines)
    assert all(len(line.encode()) <= 75 for line in lines), "folded on bytes, as RFC 5545 asks"
    (event,) = Calendar.from_ical(read.content).walk("VEVENT")
    assert "attach" not in event
    assert "ATTACH:https://pirate.example" in event["summary"]
