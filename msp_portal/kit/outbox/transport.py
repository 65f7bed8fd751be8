"""SMTP, telling apart « not given » from « given, and no answer came »."""

import smtplib
from typing import Any

from django.core.mail.backends.smtp import EmailBackend as DjangoSmtpBackend


class DeliveryUnknownError(Exception):
    """The message was given to the server and its answer was lost: it may have been accepted."""


class _Telling(smtplib.SMTP):
    def data(self, msg: Any) -> tuple[int, bytes]:
        try:
            return super().data(msg)
        except (smtplib.SMTPServerDisconnected, OSError) as error:
            raise DeliveryUnknownError(str(error)) from error


class _TellingSsl(_Telling, smtplib.SMTP_SSL):
    pass


class SmtpBackend(DjangoSmtpBackend):
    """Django's SMTP, raising ``DeliveryUnknownError`` when the answer to a message is lost."""

    @property
    def connection_class(self) -> type[smtplib.SMTP]:
        return _TellingSsl if self.use_ssl else _Telling


PERMANENT = 500


def refusal_of(error: smtplib.SMTPException) -> tuple[bool, str] | None:
    """(permanent, server's words) when the server refused this recipient or this message.

    None for anything that concerns the server or the sender as a whole: the mails then wait.
    """
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        code, words = next(iter(error.recipients.values()), (PERMANENT, b""))
        return _told(code, words)
    if isinstance(error, smtplib.SMTPDataError):
        return _told(error.smtp_code, error.smtp_error)
    return None


def _told(code: int, words: bytes | str) -> tuple[bool, str]:
    said = words.decode(errors="replace") if isinstance(words, bytes) else str(words)
    return code >= PERMANENT, f"{code} {said}"[:200]
