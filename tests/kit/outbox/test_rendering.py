"""The texts of a mail: one-line subject, French, plain text that is plain."""

import pytest

from msp_portal.kit.models import Mail
from msp_portal.kit.outbox.queueing import queue_mail
from msp_portal.kit.outbox.registry import MailContent, MailKind, mail_kinds, register_mail
from msp_portal.kit.outbox.rendering import render_mail, to_message
from tests.kit.support import NOTE, THURSDAY, a_person

pytestmark = pytest.mark.django_db


def a_mail(kind: str = NOTE) -> Mail:
    mail = queue_mail(kind=kind, recipient=a_person("Léa"), now=THURSDAY)
    assert mail is not None
    return mail


def content(label: str = "Répondre à l’essai", **options: str) -> MailContent:
    links = [{"label": label, "url": "http://testserver/l/1-abc:def?x=1"}]
    return MailContent(context={"links": links}, **options)


def test_both_parts_hold_the_address_untouched() -> None:
    rendered = render_mail(a_mail(), content())
    assert "http://testserver/l/1-abc:def?x=1" in rendered.text
    assert "http://testserver/l/1-abc:def?x=1" in rendered.html


def test_the_text_part_is_not_escaped_and_the_html_part_is() -> None:
    rendered = render_mail(a_mail(), content("Stand « A & B » <ici>"))
    assert "A & B" in rendered.text
    assert "<ici>" in rendered.text
    assert "&lt;ici&gt;" in rendered.html


def test_a_mail_says_whether_answers_are_read() -> None:
    mail = a_mail()
    assert "ne sont pas lues" in render_mail(mail, content()).text
    read = content(reply_to="coordination@exemple.fr")
    assert "Vous pouvez répondre" in render_mail(mail, read).html
    message = to_message(mail, render_mail(mail, read), read, "lea@exemple.fr")
    assert message.reply_to == ["coordination@exemple.fr"]


BROKEN = MailKind("test_broken_subject", "Essai", lambda m, n: None, "kit/mails/dated_digest")


@pytest.mark.parametrize("sign", ["\n", "\r\n", "\r", "\x0b", "\x85", "\u2028"])
def test_a_line_break_in_a_title_adds_no_header_and_the_mail_leaves(sign: str) -> None:
    register_mail(BROKEN)
    mail = a_mail(BROKEN.key)
    line = {"text": f"Titre{sign}Bcc: tous@exemple.fr", "date": None}
    rendered = render_mail(mail, MailContent(context={"first": line, "others_count": 0}))
    sent = to_message(mail, rendered, content(), "lea@exemple.fr").message()
    assert sent["Bcc"] is None
    assert "Bcc: tous@exemple.fr" in rendered.subject.replace("\u00a0", " ").replace(" :", ":")


def test_an_attachment_travels() -> None:
    mail = a_mail()
    given = MailContent(
        context=content().context, attachments=(("date.ics", b"BEGIN:VCALENDAR", "text/calendar"),)
    )
    message = to_message(mail, render_mail(mail, given), given, "lea@exemple.fr")
    assert "BEGIN:VCALENDAR" in message.message().as_string()


def test_every_kind_of_mail_has_its_three_texts() -> None:
    from django.template.loader import get_template

    for kind in mail_kinds():
        for name in ("subject.txt", "body.txt", "body.html"):
            assert get_template(f"{kind.template_dir}/{name}")


def test_names_with_accents_and_quotes_and_international_domains_travel() -> None:
    person = a_person('Zoé "Zo"', "zoe@santé-ouest.fr")
    mail = queue_mail(kind=NOTE, recipient=person, now=THURSDAY)
    assert mail is not None
    message = to_message(mail, render_mail(mail, content()), content(), person.email)
    header = message.message()["To"]
    assert header == "=?utf-8?q?Zo=C3=A9_Zo_Martin?= <zoe@xn--sant-ouest-e7a.fr>"
