"""From a mail row to the message that leaves."""

import re
from dataclasses import dataclass

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template import Context, Engine
from django.template.loader import render_to_string

from msp_portal.kit.french import typo
from msp_portal.kit.models.outbox import Mail
from msp_portal.kit.outbox.registry import MailContent, mail_kind

_BLANK_LINES = re.compile(r"\n{3,}")
_BREAKS = re.compile("[\x00-\x1f\x7f\x85\u2028\u2029]+")
SUBJECT_MAX = 200


class SubjectError(ValueError):
    """The subject of a mail is empty."""


@dataclass(frozen=True, slots=True)
class RenderedMail:
    """The three texts of a mail."""

    subject: str
    text: str
    html: str


def render_mail(mail: Mail, content: MailContent) -> RenderedMail:
    """Write the subject and both bodies. Raises ``SubjectError`` when there is no subject.

    A header is one line: a title typed with a line break in it neither adds a header nor keeps the
    mail from leaving.
    """
    kind = mail_kind(mail.kind)
    reply_to = content.reply_to or kind.reply_to
    context = {
        "recipient": mail.recipient,
        "portal_name": settings.PORTAL_NAME,
        "portal_url": settings.PORTAL_BASE_URL,
        "reply_is_read": bool(reply_to),
        **content.context,
    }
    subject = _BREAKS.sub(" ", _plain(f"{kind.template_dir}/subject.txt", context)).strip()
    if not subject:
        raise SubjectError(f"{mail.kind} : le courriel n’a pas d’objet")
    text = _BLANK_LINES.sub("\n\n", _plain(f"{kind.template_dir}/body.txt", context)) + "\n"
    html = render_to_string(f"{kind.template_dir}/body.html", {**context, "subject": subject})
    return RenderedMail(subject[:SUBJECT_MAX], text, html)


def _plain(template: str, context: dict[str, object]) -> str:
    # Texts are not HTML: an apostrophe must not become &#x27;.
    django_template = Engine.get_default().get_template(template)
    return typo_lines(django_template.render(Context(context, autoescape=False)).strip())


def typo_lines(text: str) -> str:
    """French spacing on each line, except on addresses, which must stay as they are."""
    return "\n".join(line if "://" in line else typo(line) for line in text.splitlines())


def to_message(
    mail: Mail, rendered: RenderedMail, content: MailContent, address: str
) -> EmailMultiAlternatives:
    """The message for ``address``, under the Message-ID fixed when the row was written."""
    name = getattr(mail.recipient, "full_name", "") if mail.recipient else ""
    reply_to = content.reply_to or mail_kind(mail.kind).reply_to
    message = EmailMultiAlternatives(
        subject=rendered.subject,
        body=rendered.text,
        from_email=settings.DEFAULT_FROM_EMAIL,
        to=[_named(name, address)],
        reply_to=[reply_to] if reply_to else None,
        headers={"Message-ID": mail.message_id, "Auto-Submitted": "auto-generated"},
    )
    message.attach_alternative(rendered.html, "text/html")
    for filename, data, mimetype in content.attachments:
        message.attach(filename, data, mimetype)
    return message


def _named(name: str, address: str) -> str:
    """« "Léa Martin" <lea@exemple.fr> »; Django encodes the name and an international domain."""
    plain = re.sub(r'[\\"\r\n]', "", name)
    return f'"{plain}" <{address}>' if plain and plain != address else address
