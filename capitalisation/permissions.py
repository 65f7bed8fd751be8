"""What one may do to an experience sheet. Pure functions: facts in, allowed and reason out.

* Any member of a team of the project reads the sheet; those who may change the project write it.
* Sending it to the federation, publishing it, taking it back: the coordination or the leader.
* Only the federation that was sent the sheet reviews it, and only while it has it in hand.
"""

from collections.abc import Collection

from capitalisation.models import ExperienceSheet
from coordination.queries.scopes import Standing
from msp_portal.kit.permissions import YES, Allowed, no
from projects.permissions import may_edit, may_share

State = ExperienceSheet.State

LOCKED = {
    State.IN_REVIEW: "La fédération lit cette fiche : reprenez-la d’abord en main pour la modifier.",
    State.VALIDATED: "La fiche est validée telle quelle : publiez-la, ou reprenez-la en main.",
}
NOT_REVIEWER = "Seule la fédération à qui l’équipe a envoyé la fiche peut la relire."
NOT_IN_HAND = "Cette fiche n’attend pas de relecture."


def may_write(
    standing: Standing,
    sheet: ExperienceSheet,
    team_ids: Collection[int],
    carrier_ids: Collection[int],
) -> Allowed:
    """Change its words: those who may change the project, while nobody else has it in hand."""
    allowed = may_edit(standing, team_ids, carrier_ids)
    if not allowed:
        return allowed
    return YES if sheet.may_be_written else no(LOCKED[State(sheet.state)])


def may_decide(standing: Standing, team_ids: Collection[int]) -> Allowed:
    """Send, publish, withdraw: what leaves the team is decided by its coordination."""
    return may_share(standing, team_ids)


def may_review(standing: Standing, sheet: ExperienceSheet) -> Allowed:
    """Give an opinion in the name of the federation the sheet was sent to."""
    federations = {federation.pk for federation in standing.federations}
    if sheet.reviewer_organisation_id not in federations:
        return no(NOT_REVIEWER)
    return YES if sheet.state == State.IN_REVIEW else no(NOT_IN_HAND)
