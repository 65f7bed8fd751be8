"""The sender: claim, commit, hand over, note. Run by every worker, as often as one likes."""

import logging
import smtplib
import time
from collections import Counter
from datetime import datetime, timedelta

from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend

from msp_portal.kit import clock
from msp_portal.kit.models.outbox import Mail, MailState
from msp_portal.kit.outbox import claiming
from msp_portal.kit.outbox.claiming import Claim
from msp_portal.kit.outbox.registry import NotUseful, mail_kind
from msp_portal.kit.outbox.rendering import render_mail, to_message
from msp_portal.kit.outbox.transport import DeliveryUnknownError, refusal_of

log = logging.getLogger(__name__)

BATCH = 20
RUN_SECONDS = 200  # below the time limit of a task: a run ends by itself, between two mails
MAX_ATTEMPTS = 8
NO_LONGER_USEFUL = "N’est plus utile."
NO_ADDRESS = "Cette personne n’a pas d’adresse électronique."


class ServerDownError(Exception):
    """The mail server cannot be used at all for now; the mails wait."""


def backoff(attempts: int) -> timedelta:
    """How long to wait after this many refusals: 5 min, 15 min, 45 min, … at most 12 hours."""
    return min(timedelta(minutes=5 * 3 ** (attempts - 1)), timedelta(hours=12))


def sweep(*, now: datetime | None = None) -> Counter[str]:
    """Take back what dead workers held, then deliver everything due. The guarantee of delivery."""
    taken_back = claiming.recover_stale_claims(now=now or clock.now())
    counts = deliver_due(now=now)
    if taken_back:
        counts["taken_back"] = taken_back
    return counts


def deliver_due(*, now: datetime | None = None, batch: int = BATCH) -> Counter[str]:
    """Deliver due mails until none is left or time is up. Returns how many ended in each state."""
    counts: Counter[str] = Counter()
    ends = time.monotonic() + RUN_SECONDS
    connection = get_connection()
    try:
        while time.monotonic() < ends:
            claim = claiming.claim_due(now=now or clock.now(), limit=batch)
            if not claim.mails:
                break
            if not _deliver_claim(claim, connection, now, counts):
                break
    finally:
        _close(connection)
    return counts


def _deliver_claim(
    claim: Claim, connection: BaseEmailBackend, now: datetime | None, counts: Counter[str]
) -> bool:
    """Deliver one batch; False when the server is down and the rest went back to the queue."""
    for position, mail in enumerate(claim.mails):
        try:
            counts[_deliver(mail, claim.token, connection, now)] += 1
        except ServerDownError as error:
            rest = [waiting.pk for waiting in claim.mails[position:]]
            claiming.give_back(rest, claim.token)
            counts["waiting"] += len(rest)
            log.warning("outbox.server_down: %s; %d mails wait", error, len(rest))
            return False
    return True


def _deliver(mail: Mail, token: str, connection: BaseEmailBackend, now: datetime | None) -> str:
    moment = now or clock.now()
    address = (mail.recipient.email if mail.recipient else mail.to_address) or ""
    try:
        written = _write(mail, address, moment)
    except Exception as error:  # whatever a kind's code does, the other mails leave
        log.exception("outbox.build_failed: mail %d, %s", mail.pk, mail.kind)
        claiming.count_attempt(mail, token)
        mail.attempts += 1
        return _refused(mail, token, moment, permanent=False, why=f"Erreur du portail : {error}")
    if isinstance(written, NotUseful):
        return _closed(mail, token, MailState.CANCELLED, written.reason, moment)
    if not address:
        return _closed(mail, token, MailState.FAILED, NO_ADDRESS, moment)
    _open(connection)
    if not claiming.note_handing(mail, token, address=address, now=moment):
        return "taken_by_another"
    mail.attempts += 1
    try:
        connection.send_messages([written])
    except Exception as error:
        return _after_error(mail, token, connection, error, now or clock.now())
    mail.subject_sent = str(written.subject)
    claiming.note_sent([mail], token, now=now or clock.now())
    return MailState.SENT


def _write(mail: Mail, address: str, now: datetime) -> EmailMultiAlternatives | NotUseful:
    """The message, from the state of things now; everything that can fail before the server."""
    if mail.about_id is not None and mail.about is None:
        return NotUseful("Ce dont il parlait n’existe plus.")
    content = mail_kind(mail.kind).build(mail, now)
    if content is None:
        return NotUseful(NO_LONGER_USEFUL)
    if isinstance(content, NotUseful):
        return content
    return to_message(mail, render_mail(mail, content), content, address)


def _after_error(
    mail: Mail, token: str, connection: BaseEmailBackend, error: Exception, now: datetime
) -> str:
    if isinstance(error, smtplib.SMTPException | OSError):
        refusal = refusal_of(error) if isinstance(error, smtplib.SMTPException) else None
        if refusal:
            permanent, words = refusal
            why = f"Le serveur du destinataire refuse : {words}"
            return _refused(mail, token, now, permanent=permanent, why=why)
        # The server or the sender as a whole. This mail waits its turn behind the others, so
        # that one that upsets the server does not hold them all back.
        _close(connection)
        _refused(mail, token, now, permanent=False, why=f"Serveur d’envoi : {error}")
        raise ServerDownError(str(error)) from error
    # The answer was lost, or a transport of another kind failed without saying when.
    _close(connection)
    if not isinstance(error, DeliveryUnknownError):
        log.error("outbox.transport_failed: mail %d", mail.pk, exc_info=error)
    claiming.note_uncertain(claiming.hold_on(mail, token), now=now)
    return MailState.UNCERTAIN


def _refused(mail: Mail, token: str, now: datetime, *, permanent: bool, why: str) -> str:
    if permanent or mail.attempts >= MAX_ATTEMPTS:
        return _closed(mail, token, MailState.FAILED, why, now)
    claiming.give_back([mail.pk], token, not_before=now + backoff(mail.attempts), reason=why)
    return "retry"


def _closed(mail: Mail, token: str, state: MailState, reason: str, now: datetime) -> str:
    claiming.note_closed(mail, token, state=state, reason=reason, now=now)
    return state


def _open(connection: BaseEmailBackend) -> None:
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        raise ServerDownError(str(error)) from error


def _close(connection: BaseEmailBackend) -> None:
    try:
        connection.close()
    except (OSError, smtplib.SMTPException) as error:
        log.warning("outbox.close_failed: %s", error)
