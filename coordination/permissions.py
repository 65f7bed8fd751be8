"""What one may do to a team and to what leaves it. Pure functions: facts in, reason out."""

from coordination.models import Invitation, Organisation, SupportRequest, Team, TeamMembership
from coordination.queries.scopes import Standing
from msp_portal.kit.permissions import YES, Allowed, no

NOT_COORDINATION = "Seule la coordination de l’équipe ou son leader peut faire cela."


def may_see_team(standing: Standing, team: Team) -> Allowed:
    """Its members, and the staff of its federation (who sees its name, places and coordination)."""
    if team.pk in standing.scope.team_ids or is_its_federation(standing, team):
        return YES
    return no("Cette page est réservée à l’équipe.")


def is_its_federation(standing: Standing, team: Team) -> bool:
    """Whether this person works for the federation of the team."""
    return any(org.pk == team.federation_id for org in standing.federations)


def may_manage_team(standing: Standing, team: Team) -> Allowed:
    """Change its page: members, sites, structure porteuse."""
    return YES if standing.coordinates(team.pk) else no(NOT_COORDINATION)


def may_invite_to_team(standing: Standing, team: Team, role: str) -> Allowed:
    """Its coordination invites anybody; its federation invites who will coordinate."""
    if standing.coordinates(team.pk):
        return YES
    if is_its_federation(standing, team):
        if role == TeamMembership.Role.COORDINATOR:
            return YES
        return no("La fédération invite la coordination ; la coordination invite l’équipe.")
    return no(NOT_COORDINATION)


def may_invite_to_organisation(standing: Standing, organisation: Organisation) -> Allowed:
    """Its own staff invites colleagues; a federation invites the liaisons it works with.

    An administrator invites anywhere: the first person of a federation comes in so.
    """
    if organisation.pk in standing.scope.organisation_ids or is_administrator(standing):
        return YES
    outside = {
        Organisation.Kind.ARS,
        Organisation.Kind.CPAM,
        Organisation.Kind.FUNDER,
        Organisation.Kind.SUPPORT,
        Organisation.Kind.PARTNER,
    }
    in_region = any(fed.region_id == organisation.region_id for fed in standing.federations)
    if organisation.kind in outside and in_region:
        return YES
    return no("Seules les personnes de cette organisation peuvent y inviter quelqu’un.")


def is_administrator(standing: Standing) -> bool:
    """Whether this person keeps the portal: its lists, and who works where at the beginning."""
    return standing.person is not None and standing.person.is_staff


def may_add_organisation(standing: Standing) -> Allowed:
    """A federation adds those of its region; an administrator, any."""
    if standing.federations or is_administrator(standing):
        return YES
    return no("Une organisation est ajoutée par la fédération régionale.")


def may_change_organisation(standing: Standing, organisation: Organisation) -> Allowed:
    """Its own staff, an administrator, and the federation of its region when nobody else of the
    organisation keeps its page: a federation keeps no page of another federation."""
    if organisation.pk in standing.scope.organisation_ids or is_administrator(standing):
        return YES
    federation = organisation.kind in {
        Organisation.Kind.FEDERATION,
        Organisation.Kind.NATIONAL_FEDERATION,
    }
    in_region = any(fed.region_id == organisation.region_id for fed in standing.federations)
    if in_region and not federation:
        return YES
    return no("Cette page est tenue par l’organisation ou par la fédération de sa région.")


def may_withdraw_invitation(standing: Standing, invitation: Invitation) -> Allowed:
    """Whoever may invite there may take the invitation back."""
    if invitation.team:
        return may_invite_to_team(standing, invitation.team, invitation.role)
    organisation = invitation.organisation
    return may_invite_to_organisation(standing, organisation) if organisation else no("")


def may_open_team(standing: Standing) -> Allowed:
    """The space of a new team is opened by its federation."""
    if standing.federations:
        return YES
    return no("L’espace d’une équipe est ouvert par sa fédération régionale.")


def may_share_from(standing: Standing, team_id: int) -> Allowed:
    """Let something leave the team, or take it back."""
    if standing.coordinates(team_id):
        return YES
    return no("Seule la coordination de l’équipe ou son leader décide de ce qui sort de l’équipe.")


def may_ask_support(standing: Standing) -> Allowed:
    """Any member of a team may ask for help, in its name."""
    return YES if standing.teams else no("Un appui se demande au nom d’une équipe.")


def may_answer_support(standing: Standing, request: SupportRequest) -> Allowed:
    """The staff of the organisation asked."""
    if request.organisation_id in standing.scope.organisation_ids:
        return YES
    return no("Seule l’organisation à qui la demande est adressée peut y répondre.")


def may_withdraw_support(standing: Standing, request: SupportRequest) -> Allowed:
    """The team that asked."""
    if request.team_id in standing.scope.team_ids:
        return YES
    return no("Seule l’équipe qui a envoyé la demande peut la retirer.")


def may_publish_event(standing: Standing) -> Allowed:
    """The dates of the community are published by the federation."""
    if standing.federations:
        return YES
    return no("Les rendez-vous de la communauté sont publiés par la fédération.")
