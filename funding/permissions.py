"""What one may do to a call, an application, a report. Pure functions: facts in, reason out.

* Any member of a team notes a call for her team; the federation keeps those of everybody.
* Any member of the team that answers writes answers and gives pieces.
* Its coordination, its leader and who carries the project file, sign, give up, note decisions.
* Only its coordination and leader let a report out.
"""

from collections.abc import Collection

from coordination.models import Team
from coordination.queries.scopes import Standing
from funding.models import Application, Call
from msp_portal.kit.permissions import YES, Allowed, no
from projects.permissions import may_contribute, may_edit, may_share

NOT_A_DRAFT = "Ce dossier n’est plus un brouillon : ce qui a été déposé ne change plus."


def may_note_call(standing: Standing) -> Allowed:
    """Members of a team for it, federation officers for everybody."""
    if standing.teams or standing.federations:
        return YES
    return no("Un appel est noté par une équipe ou par une fédération.")


def may_edit_call(standing: Standing, call: Call) -> Allowed:
    """The team that noted it, or the federation that keeps it."""
    if call.owner_team_id is not None:
        mine = call.owner_team_id in standing.scope.team_ids
        return YES if mine else no("Cet appel a été noté par une autre équipe.")
    if any(federation.pk == call.federation_id for federation in standing.federations):
        return YES
    return no("Cet appel est tenu à jour par la fédération. Signalez-lui ce qui manque.")


def may_answer_call(standing: Standing) -> Allowed:
    """Open an application: in the name of a team."""
    return YES if standing.teams else no("Un dossier se prépare au nom d’une équipe.")


def may_answer_with(
    standing: Standing, team: Team, project_team_ids: Collection[int], carrier_ids: Collection[int]
) -> Allowed:
    """Open an application of ``team`` with one of the projects it carries."""
    if team.pk not in project_team_ids:
        return no("Cette équipe ne porte pas ce projet.")
    return may_edit(standing, [team.pk], carrier_ids)


def may_write(standing: Standing, application: Application) -> Allowed:
    """Write an answer, give a piece: any member of the team, while it is a draft."""
    if not application.is_draft:
        return no(NOT_A_DRAFT)
    return may_contribute(standing, [application.team_id])


def may_manage(
    standing: Standing, application: Application, carrier_ids: Collection[int]
) -> Allowed:
    """File, sign, give up, note the decision."""
    return may_edit(standing, [application.team_id], carrier_ids)


def may_send(standing: Standing, team_id: int) -> Allowed:
    """Let a report out to its funder."""
    return may_share(standing, [team_id])
