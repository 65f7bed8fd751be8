"""Giving, reading, revoking and renewing links."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from urllib.parse import urljoin

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.db import IntegrityError, models, transaction
from django.urls import reverse

from msp_portal.kit import clock
from msp_portal.kit.links.registry import link_action
from msp_portal.kit.links.tokens import (
    hash_of,
    id_in,
    is_authentic,
    new_nonce,
    token_of,
    token_with_key,
)
from msp_portal.kit.models.links import ActionLink

GUEST_DAYS = 30


class LinkStatus(StrEnum):
    """What a token opens."""

    OK = "ok"
    EXPIRED = "expired"
    REVOKED = "revoked"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class LinkCheck:
    """The answer to a token. ``link`` is None only when it is unknown."""

    status: LinkStatus
    link: ActionLink | None = None


class LostKeyError(RuntimeError):
    """The server key a link was issued under is gone: it must be issued again."""


def issue_link(
    *,
    person: models.Model,
    action: str,
    about: models.Model,
    expires_at: datetime | None = None,
    issued_by: models.Model | None = None,
    now: datetime | None = None,
) -> ActionLink:
    """The link of ``person`` for this action about this thing: the live one, or a new one.

    Asking again while it lives returns the same link, prolonged when ``expires_at`` is later: a
    link in an older mail keeps working. Without ``expires_at``, the usual life of the action.
    """
    return _issue(
        who={"person": person}, action=action, about=about, expires_at=expires_at,
        issued_by=issued_by, now=now or clock.now(),
    )  # fmt: skip


def issue_guest_link(
    *,
    label: str,
    action: str,
    about: models.Model,
    expires_at: datetime | None = None,
    issued_by: models.Model | None = None,
    now: datetime | None = None,
) -> ActionLink:
    """The link of an organisation without account (``label``), for 30 days unless said."""
    moment = now or clock.now()
    return _issue(
        who={"label": label}, action=action, about=about, issued_by=issued_by, now=moment,
        expires_at=expires_at or moment + timedelta(days=GUEST_DAYS),
    )  # fmt: skip


def _issue(
    *,
    who: dict[str, object],
    action: str,
    about: models.Model,
    expires_at: datetime | None,
    issued_by: Any,
    now: datetime,
) -> ActionLink:
    until = expires_at or now + timedelta(days=link_action(action).days)
    about_type = ContentType.objects.get_for_model(about)
    current = ActionLink.objects.filter(
        **who, action=action, about_type=about_type, about_id=about.pk,
        revoked_at__isnull=True, replaced_at__isnull=True,
    )  # fmt: skip
    with transaction.atomic():
        link = current.select_for_update().first()
        if link and link.is_alive(now) and token_of(link):
            if until > link.expires_at:
                ActionLink.objects.filter(pk=link.pk).update(expires_at=until)
                link.expires_at = until
            return link
        if link:
            ActionLink.objects.filter(pk=link.pk).update(replaced_at=now)
        fresh = ActionLink(
            **who, action=action, about_type=about_type, about_id=about.pk, nonce=new_nonce(),
            issued_at=now, issued_by=issued_by, expires_at=until,
        )  # fmt: skip
        try:
            with transaction.atomic():
                fresh.save(force_insert=True)
                fresh.token_hash = hash_of(token_with_key(fresh, settings.SECRET_KEY))
                fresh.save(update_fields=["token_hash"])
        except IntegrityError:
            return current.get()  # issued by another request at the same instant
    return fresh


def link_url(link: ActionLink) -> str:
    """The full address of the page of a link, for a mail rendered at sending."""
    base: str = settings.PORTAL_BASE_URL
    return urljoin(base, link_path(link))


def link_path(link: ActionLink) -> str:
    """The address of its page inside the portal. Raises ``LostKeyError``."""
    token = token_of(link)
    if token is None:
        raise LostKeyError(f"Lien {link.pk}")
    return str(reverse(link_action(link.action).url_name, kwargs={"token": token}))


def find_link(token: str) -> ActionLink | None:
    """The link of an authentic token, alive or not; None for anything altered."""
    pk = id_in(token)
    link = (
        ActionLink.objects.select_related("person", "about_type").filter(pk=pk).first()
        if pk
        else None
    )
    return link if link and is_authentic(link, token) else None


def read_link(token: str, action: str, *, now: datetime | None = None) -> LinkCheck:
    """What ``token`` opens for ``action``; reads only. Another action's token is unknown here."""
    link = find_link(token)
    if link is None or link.action != action:
        return LinkCheck(LinkStatus.UNKNOWN)
    person = link.person
    if link.revoked_at is not None or (person is not None and not person.is_active):
        return LinkCheck(LinkStatus.REVOKED, link)
    if not link.is_alive(now or clock.now()):
        return LinkCheck(LinkStatus.EXPIRED, link)
    return LinkCheck(LinkStatus.OK, link)


def revoke_link(link: ActionLink, *, now: datetime | None = None) -> None:
    """Close a link for good, at once. It is not renewed on demand: somebody decided."""
    ActionLink.objects.filter(pk=link.pk, revoked_at__isnull=True).update(
        revoked_at=now or clock.now()
    )
    link.refresh_from_db()


def mark_used(link: ActionLink, *, now: datetime | None = None) -> None:
    """Note the first answer given by this link. The link stays open: an answer may be changed."""
    ActionLink.objects.filter(pk=link.pk, used_at__isnull=True).update(used_at=now or clock.now())
    link.refresh_from_db(fields=["used_at"])


def renew_link(link: ActionLink, *, now: datetime | None = None) -> ActionLink | None:
    """A fresh link in place of an expired one; None when it was revoked or nothing is left to do.

    Guests are not renewed here: the organisation that invited them decides.
    """
    about = link.about
    if link.revoked_at is not None or link.person is None or about is None:
        return None
    if not link.person.is_active or not link_action(link.action).still_open(link):
        return None
    return issue_link(
        person=link.person, action=link.action, about=about, issued_by=link.issued_by, now=now
    )
