"""The account of a person: her one address, and the mails of signing in.

Public names::

    keep_one_address(*, person) -> None
    queue_account_mail(*, person, address, subject, text, code="", secret=False, now=None)
    update_myself(*, actor, first_name, last_name, profession, function, now=None) -> Person
"""

from datetime import datetime
from secrets import token_urlsafe
from typing import Any

from allauth.account.models import EmailAddress
from django.core.cache import cache
from django.db import transaction

from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.kit.events import diff, record_event
from msp_portal.kit.models.outbox import Mail
from msp_portal.kit.outbox.queueing import queue_mail
from msp_portal.reference.models import Profession

ACCOUNT_CODE = "coordination.account_code"
ACCOUNT_NOTICE = "coordination.account_notice"
KEPT_SECONDS = 3600


@transaction.atomic
def keep_one_address(*, person: Person) -> None:
    """Make allauth's table say what ``Person.email`` says: one address, primary, proved.

    Another address left there (of a change that was never confirmed) opens nothing anyway; it
    stays only while it waits for its confirmation.
    """
    EmailAddress.objects.filter(user=person, verified=True).exclude(email=person.email).delete()
    address = EmailAddress.objects.filter(user=person, email=person.email).first()
    if address is None:
        EmailAddress.objects.create(user=person, email=person.email, verified=True, primary=True)
    elif not (address.verified and address.primary):
        EmailAddress.objects.filter(pk=address.pk).update(verified=True, primary=True)


@transaction.atomic
def queue_account_mail(
    *,
    person: Person | None,
    address: str,
    subject: str,
    text: str,
    code: str = "",
    secret: bool = False,
    now: datetime | None = None,
) -> Mail | None:
    """Queue a mail of signing in. Its words wait in Redis for an hour: a code has expired then."""
    occurrence = token_urlsafe(16)
    words = {"title": subject, "text": text, "code": code}
    cache.set(_key(occurrence), words, timeout=KEPT_SECONDS)
    return queue_mail(
        kind=ACCOUNT_CODE if code or secret else ACCOUNT_NOTICE,
        recipient=person,
        to_address="" if person else address,
        occurrence=occurrence,
        now=now or clock.now(),
    )


def words_of(mail: Mail) -> dict[str, Any] | None:
    """What a mail of signing in has to say; None once it has expired."""
    words: dict[str, Any] | None = cache.get(_key(mail.occurrence))
    return words


def _key(occurrence: str) -> str:
    return f"account-mail:{occurrence}"


@transaction.atomic
def update_myself(
    *,
    actor: Person,
    first_name: str,
    last_name: str,
    profession: Profession | None,
    function: str,
    now: datetime | None = None,
) -> Person:
    """Correct how one is named. The event is hers alone: no team is told."""
    new = {
        "first_name": first_name.strip(),
        "last_name": last_name.strip(),
        "profession": profession,
        "function": function.strip(),
    }
    changes = diff({name: getattr(actor, name) for name in new}, new)
    if changes:
        for name, value in new.items():
            setattr(actor, name, value)
        actor.full_clean(exclude=["password"])
        actor.save(update_fields=list(new))
        record_event(actor=actor, verb="person.renamed", subject=actor, changes=changes, now=now)
    return actor
