"""The mailbox of the demo: mails are kept in the database instead of leaving."""

from collections.abc import Sequence
from email.message import Message
from email.utils import parseaddr

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.core.mail import EmailMessage, EmailMultiAlternatives
from django.core.mail.backends.base import BaseEmailBackend

from msp_portal.kit import clock
from msp_portal.kit.models.mailbox import DemoMail


class DemoMailboxBackend(BaseEmailBackend):
    """Keeps each message whole, once per recipient. Refuses to exist outside the demo."""

    def __init__(self, fail_silently: bool = False, **options: object) -> None:
        super().__init__(fail_silently=fail_silently)
        if not settings.DEMO:
            raise ImproperlyConfigured("La boîte de démonstration ne sert que dans la démo.")

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """Keep these messages."""
        rows = [row for message in email_messages for row in _rows(message)]
        DemoMail.objects.bulk_create(rows)
        return len(email_messages)


def _rows(message: EmailMessage) -> list[DemoMail]:
    built = message.message()
    raw = built.as_bytes()
    html = ""
    if isinstance(message, EmailMultiAlternatives):
        parts = [part for part in message.alternatives if part[1] == "text/html"]
        html = str(parts[0][0]) if parts else ""
    return [_row(message, built, recipient, html, raw) for recipient in message.recipients()]


def _row(message: EmailMessage, built: Message, recipient: str, html: str, raw: bytes) -> DemoMail:
    name, address = parseaddr(recipient)
    return DemoMail(
        at=clock.now(),
        to_address=address.lower(),
        to_name=name[:200],
        from_header=message.from_email[:254],
        subject=message.subject[:255],
        message_id=str(built["Message-ID"] or "")[:200],
        text=str(message.body),
        html=html,
        raw=raw,
    )
