"""The actions a link may open: each app declares its own in ``apps.py``."""

from collections.abc import Callable
from dataclasses import dataclass

from msp_portal.kit.models.links import ActionLink


@dataclass(frozen=True, slots=True)
class LinkAction:
    """One action. ``url_name`` is its page, whose only argument is ``token``.

    ``label_fr`` names it in « voici vos liens » (« votre réponse pour le projet Écrans »);
    ``still_open`` tells whether a new link would still be of use; ``days`` is the usual life.
    """

    key: str
    label_fr: Callable[[ActionLink], str]
    url_name: str
    still_open: Callable[[ActionLink], bool]
    days: int = 60


class UnknownLinkActionError(LookupError):
    """An action nobody registered."""


_actions: dict[str, LinkAction] = {}


def register_link_action(action: LinkAction) -> None:
    """Declare an action; declaring it twice with the same value changes nothing."""
    if _actions.setdefault(action.key, action) != action:
        raise ValueError(f"L’action {action.key} est déjà déclarée autrement.")


def link_action(key: str) -> LinkAction:
    """The action declared under ``key``; raises ``UnknownLinkActionError``."""
    try:
        return _actions[key]
    except KeyError as error:
        raise UnknownLinkActionError(key) from error
