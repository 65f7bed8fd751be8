"""Giving an ARS or a CPAM a link to read its data, and closing it.

Public names::

    give_link(*, actor, organisation, given_to, address, now=None) -> ActionLink
    close_link(*, actor, link, now=None) -> ActionLink

The link is mailed to the organisation and shown to nobody else: it also opens what teams shared
with that organisation alone. Hence the address must be of its own house. Refusals are
``ValidationError`` with a sentence for the screen.
"""

from datetime import datetime
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.models import Organisation, OrganisationMembership, Person
from msp_portal.kit import clock
from msp_portal.kit.events import record_event
from msp_portal.kit.links.services import issue_guest_link, revoke_link
from msp_portal.kit.models import ActionLink
from msp_portal.kit.outbox.queueing import queue_mail
from msp_portal.region.permissions import LINKED_KINDS
from msp_portal.region.queries.data_links import DATA_LINK

DATA_LINK_MAIL = "region_data_link"


@transaction.atomic
def give_link(
    *,
    actor: Person,
    organisation: Organisation,
    given_to: str,
    address: str,
    now: datetime | None = None,
) -> ActionLink:
    """Mail a reading link of thirty days to ``address``; ``given_to`` says for whom, in words.

    Giving it again to the same while it lives prolongs it and mails it once more.
    """
    moment = now or clock.now()
    if organisation.kind not in LINKED_KINDS:
        raise ValidationError("Un lien de lecture se donne à l’ARS ou à une CPAM.")
    if not given_to.strip():
        raise ValidationError({"given_to": "Dites à qui ce lien est destiné."})
    _check_address(organisation, address)
    link = issue_guest_link(
        label=given_to.strip(), action=DATA_LINK, about=organisation, issued_by=actor, now=moment
    )
    queue_mail(
        kind=DATA_LINK_MAIL,
        to_address=address,
        about=link,
        occurrence=moment.isoformat(timespec="seconds"),
        now=moment,
    )
    _record(actor, "data_link.given", organisation, link, moment)
    return link


@transaction.atomic
def close_link(*, actor: Person, link: ActionLink, now: datetime | None = None) -> ActionLink:
    """Close it for good, at once. Closing twice changes nothing."""
    moment = now or clock.now()
    if link.revoked_at is None:
        revoke_link(link, now=moment)
        _record(actor, "data_link.closed", cast(Organisation, link.about), link, moment)
    return link


def _check_address(organisation: Organisation, address: str) -> None:
    """Of the organisation's own domain, when the portal knows it; never of a federation."""
    domain = address.strip().lower().rpartition("@")[2]
    own = organisation.contact_email.lower().rpartition("@")[2]
    if own and domain != own:
        raise ValidationError(
            {"address": f"L’adresse doit être celle de {organisation.name} (« @{own} »)."}
        )
    federal = OrganisationMembership.objects.filter(
        organisation__kind=Organisation.Kind.FEDERATION, person__email=address.strip().lower()
    )
    if federal.exists():
        raise ValidationError(
            {"address": "Cette adresse est celle d’une fédération : le lien ouvre aussi ce que "
             "des équipes ne partagent qu’avec l’organisation."}
        )  # fmt: skip


def _record(
    actor: Person, verb: str, organisation: Organisation, link: ActionLink, moment: datetime
) -> None:
    record_event(
        actor=actor,
        verb=verb,
        subject=organisation,
        changes={"given_to": [None, link.label]},
        now=moment,
    )
