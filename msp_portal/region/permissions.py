"""What one may do on the region's pages. Pure functions: facts in, reason out."""

from coordination.models import Organisation
from coordination.queries.scopes import Standing
from msp_portal.kit.permissions import YES, Allowed, no

LINKED_KINDS = frozenset({Organisation.Kind.ARS, Organisation.Kind.CPAM})


def may_give_links(standing: Standing) -> Allowed:
    """The federation decides who reads the region's data by link."""
    if standing.federations:
        return YES
    return no("Les liens de lecture sont donnés par la fédération.")


def may_give_link_to(standing: Standing, organisation: Organisation) -> Allowed:
    """To the ARS and the CPAM of its own region."""
    if not standing.federations:
        return may_give_links(standing)
    regions = {federation.region_id for federation in standing.federations}
    if organisation.kind in LINKED_KINDS and organisation.region_id in regions:
        return YES
    return no("Un lien de lecture se donne à l’ARS ou à une CPAM de la région.")
