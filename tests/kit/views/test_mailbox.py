"""The mailbox of the demo: readable by all there, and absent elsewhere."""

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMultiAlternatives, get_connection
from django.test import Client

from msp_portal.kit.mailbox import DemoMailboxBackend
from msp_portal.kit.models import DemoMail

pytestmark = pytest.mark.django_db
HTML = (
    '<html><head><title>x</title></head><body><a href="http://testserver/l/">Oui</a></body></html>'
)


@pytest.fixture
def demo(settings: LazySettings) -> None:
    settings.DEMO = True
    settings.EMAIL_BACKEND = "msp_portal.kit.mailbox.DemoMailboxBackend"


def receive(subject: str = "Stand du 12 mars", to: str = "Léa Martin <Lea@exemple.fr>") -> DemoMail:
    message = EmailMultiAlternatives(subject, "Répondez : http://testserver/l/", to=[to])
    message.attach_alternative(HTML, "text/html")
    assert get_connection().send_messages([message]) == 1
    return DemoMail.objects.latest("pk")


@pytest.mark.usefixtures("demo")
def test_a_mail_sent_in_the_demo_is_kept_whole() -> None:
    mail = receive()
    assert (mail.to_address, mail.to_name, mail.html) == ("lea@exemple.fr", "Léa Martin", HTML)
    assert b"Content-Type: multipart/alternative" in bytes(mail.raw)


@pytest.mark.usefixtures("demo")
def test_mails_are_listed_latest_first_with_what_is_unread(client: Client) -> None:
    receive("Premier"), receive("Second")
    page = client.get("/demo/courriels/").content.decode()
    assert page.index("Second") < page.index("Premier")
    assert page.count("non lu</span>") == 2


@pytest.mark.usefixtures("demo")
def test_opening_notes_it_read_and_reading_it_again_writes_nothing(client: Client) -> None:
    mail = receive()
    url = f"/demo/courriels/{mail.pk}/"
    client.get(url)
    assert DemoMail.objects.get().read_at is None, "a GET writes nothing"
    response = client.post(url, {"state": "read"}, follow=True)
    assert response.redirect_chain == [(url, 302)]
    assert DemoMail.objects.get().read_at is not None
    client.post(url, {"state": "unread"})
    assert DemoMail.objects.get().read_at is None


@pytest.mark.usefixtures("demo")
def test_one_address_is_shown_alone(client: Client) -> None:
    receive("Pour Léa"), receive("Pour Max", "max@exemple.fr")
    page = client.get("/demo/courriels/", {"a": "max@exemple.fr"}).content.decode()
    assert "Pour Max" in page
    assert "Pour Léa" not in page


@pytest.mark.usefixtures("demo")
def test_the_html_part_is_confined_to_a_frame_whose_links_work(client: Client) -> None:
    mail = receive()
    page = client.get(f"/demo/courriels/{mail.pk}/").content.decode()
    assert 'sandbox="allow-top-navigation-by-user-activation"' in page
    frame = client.get(f"/demo/courriels/{mail.pk}/page/")
    policy = frame["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src" not in policy
    assert frame["X-Frame-Options"] == "SAMEORIGIN"
    assert '<head><base target="_top">' in frame.content.decode()


@pytest.mark.usefixtures("demo")
def test_links_of_the_text_part_can_be_followed(client: Client) -> None:
    mail = receive()
    page = client.get(f"/demo/courriels/{mail.pk}/").content.decode()
    assert '<a href="http://testserver/l/"' in page


def test_outside_the_demo_the_pages_do_not_exist(client: Client) -> None:
    for path in ("", "1/", "1/page/"):
        assert client.get(f"/demo/courriels/{path}").status_code == 404


def test_outside_the_demo_the_mailbox_refuses_mails() -> None:
    with pytest.raises(ImproperlyConfigured):
        DemoMailboxBackend()
