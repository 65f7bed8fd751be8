"""« Renvoyez-moi mon lien »: to the person's own address, and nobody learns who is known."""

from datetime import datetime, timedelta

from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import models, transaction
from django.utils import timezone

from msp_portal.kit import clock
from msp_portal.kit.links.registry import LinkAction, UnknownLinkActionError, link_action
from msp_portal.kit.links.services import issue_link, link_url, renew_link
from msp_portal.kit.models.links import ActionLink
from msp_portal.kit.models.outbox import Mail, MailCategory
from msp_portal.kit.outbox.queueing import queue_mail
from msp_portal.kit.outbox.registry import MailContent, MailKind, NotUseful, register_mail

LINK_AGAIN = "link_again"
LINKS_AGAIN = "links_again"
ONE_EVERY_MINUTES = 10
A_DAY = 5
PER_MACHINE_AN_HOUR = 30
LISTED = 5
RECENT = timedelta(days=400)


def register() -> None:
    """Declare the two mails that give links back (called by the app of the kit)."""
    for key, label, build in (
        (LINK_AGAIN, "Votre lien, à nouveau", _build_one),
        (LINKS_AGAIN, "Vos liens, à nouveau", _build_all),
    ):
        register_mail(
            MailKind(
                key=key,
                label_fr=label,
                build=build,
                template_dir=f"kit/mails/{key}",
                category=MailCategory.ASKED,
            )
        )


def ask_link_again(link: ActionLink, *, now: datetime | None = None) -> None:
    """Mail a fresh link to the person of an old one. Silent when nothing may be sent."""
    moment = now or clock.now()
    if link.person is None:
        return
    with transaction.atomic():
        fresh = renew_link(link, now=moment)
        if fresh is not None:
            _queue(LINK_AGAIN, link.person, fresh, moment)


def ask_links_of_address(address: str, *, now: datetime | None = None) -> None:
    """Mail her links to the person with this address, if there is one. The caller says the same
    thing in every case."""
    moment = now or clock.now()
    person = (
        get_user_model()
        ._default_manager.filter(email__iexact=address.strip(), is_active=True)
        .first()
    )
    if person is None or not open_links_of(person, moment):
        return
    with transaction.atomic():
        _queue(LINKS_AGAIN, person, person, moment)


def may_ask(machine: str) -> bool:
    """Whether this machine may ask once more this hour. Its address is only a key in the cache."""
    key = f"link-again:{machine}"
    try:
        cache.add(key, 0, timeout=3600)
        return int(cache.incr(key)) <= PER_MACHINE_AN_HOUR
    except (ValueError, OSError, ConnectionError):
        return True  # no cache: the limit per person, kept by the database, remains


def _queue(kind: str, person: models.Model, about: models.Model, now: datetime) -> None:
    """One mail per ten minutes (the occurrence makes it unique) and five a day per person."""
    today = Mail.objects.filter(
        kind__in=[LINK_AGAIN, LINKS_AGAIN],
        recipient_id=person.pk,
        created_at__gt=now - timedelta(days=1),
    )
    if today.count() >= A_DAY:
        return
    local = timezone.localtime(now)
    minute = local.minute // ONE_EVERY_MINUTES * ONE_EVERY_MINUTES
    occurrence = f"{local:%Y-%m-%dT%H}:{minute:02d}"
    queue_mail(kind=kind, recipient=person, about=about, occurrence=occurrence, now=now)


def open_links_of(person: models.Model, now: datetime) -> list[ActionLink]:
    """The latest link for each thing still waiting for this person, at most five."""
    found = (
        ActionLink.objects.filter(
            person_id=person.pk,
            revoked_at__isnull=True,
            replaced_at__isnull=True,
            issued_at__gt=now - RECENT,
        )
        .prefetch_related("about")
        .order_by("-issued_at", "-pk")[:50]
    )
    return [link for link in found if link.about is not None and _still_open(link)][:LISTED]


def _action_of(link: ActionLink) -> LinkAction | None:
    try:
        return link_action(link.action)
    except UnknownLinkActionError:
        return None  # an action retired since


def _still_open(link: ActionLink) -> bool:
    action = _action_of(link)
    return action is not None and action.still_open(link)


def _build_one(mail: Mail, now: datetime) -> MailContent | NotUseful:
    link = mail.about
    if not isinstance(link, ActionLink) or not link.is_alive(now):
        return NotUseful("Le lien a été fermé entre-temps.")
    return MailContent(context={"links": [_shown(link)]})


def _build_all(mail: Mail, now: datetime) -> MailContent | NotUseful:
    person = mail.recipient
    if person is None:
        return NotUseful("Personne à qui écrire.")
    fresh = [
        issue_link(person=person, action=link.action, about=link.about,
                   issued_by=link.issued_by, now=now)
        for link in open_links_of(person, now)
        if link.about is not None
    ]  # fmt: skip
    if not fresh:
        return NotUseful("Plus aucun lien n’attend cette personne.")
    return MailContent(context={"links": [_shown(link) for link in fresh]})


def _shown(link: ActionLink) -> dict[str, str]:
    return {"label": link_action(link.action).label_fr(link), "url": link_url(link)}
