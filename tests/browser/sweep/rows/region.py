"""Rows of the region: what was shared with the federation, the link of an agency."""

from __future__ import annotations

from collections.abc import Callable

from coordination.models import Organisation, Share
from msp_portal.kit.links.tokens import token_of
from msp_portal.region.services.data_links import give_link
from tests.browser.sweep.addresses import Address
from tests.browser.sweep.persons import ARS, FEDERATION, NOBODY
from tests.browser.sweep.rows.base import Kwargs, person, some

READER = FEDERATION
READERS = {"region:link": NOBODY}  # read at a desk, by an agency: the portal's own frame
QUERIES: dict[str, str] = {}


def any_row(_address: Address) -> Kwargs:
    """A project shared with the federation."""
    shares = Share.unscoped.filter(organisation__name="ESSORT", withdrawn_at=None)
    share = some(shares.first())
    return {"pk": share.project_id, "share": share.pk}


def reading_token() -> str | None:
    """The token of the link an agency reads by."""
    link = give_link(
        actor=person(FEDERATION), organisation=Organisation.objects.get(name="ARS Bretagne"),
        given_to="Direction de la prévention", address=ARS,
    )  # fmt: skip
    return token_of(link)


ROWS: dict[str, Callable[[Address], Kwargs]] = {
    "region:link": lambda _: {"token": reading_token()},
}
