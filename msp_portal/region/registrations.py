"""What the region tells the mechanisms: its verbs, its link, its mail."""

from msp_portal.kit.events import register_verbs
from msp_portal.kit.links.registry import LinkAction, register_link_action
from msp_portal.kit.links.services import GUEST_DAYS
from msp_portal.kit.models import ActionLink
from msp_portal.region.emails import data_links
from msp_portal.region.queries.data_links import DATA_LINK

VERBS = {
    "data_link.given": "a donné à {subject} un lien de lecture ({given_to})",
    "data_link.closed": "a fermé le lien de lecture de {subject} ({given_to})",
}


def _name(link: ActionLink) -> str:
    return f"les projets de prévention partagés avec {link.about}"


def _still_open(link: ActionLink) -> bool:
    return link.revoked_at is None


def register_all() -> None:
    """Called once by the app."""
    register_verbs(VERBS)
    register_link_action(
        LinkAction(
            key=DATA_LINK,
            label_fr=_name,
            url_name="region:link",
            still_open=_still_open,
            days=GUEST_DAYS,
        )
    )
    data_links.register()
