"""What one may do to a project. Pure functions: facts in, allowed and reason out.

* Any member of one of its teams reads a project, notes facts and progress.
* Coordinators and leaders of its teams, and the persons who accepted to carry or refer for it,
  whatever their profession, change it.
* Only coordinators and leaders of the team let something out of it.
* Organisations never change anything.
"""

from collections.abc import Collection

from coordination.queries.scopes import Standing
from msp_portal.kit.permissions import YES, Allowed, no

READ_ONLY = "Vous pouvez lire ce projet ; seules ses équipes le modifient."
NOT_CARRIER = (
    "Seules la coordination de l’équipe et les personnes qui portent le projet peuvent faire cela. "
    "Demandez-leur de vous y ajouter."
)


def may_open_project(standing: Standing, team_id: int) -> Allowed:
    """Any member of a team may open a project in it, whatever her profession."""
    if team_id in standing.scope.team_ids:
        return YES
    return no("Vous n’êtes pas membre de cette équipe.")


def may_contribute(standing: Standing, team_ids: Collection[int]) -> Allowed:
    """Note a fact, a progress dot, a task: any member of a team of the project."""
    return YES if standing.scope.team_ids & set(team_ids) else no(READ_ONLY)


def may_edit(
    standing: Standing, team_ids: Collection[int], carrier_ids: Collection[int]
) -> Allowed:
    """Change the project's own content."""
    mine = standing.scope.team_ids & set(team_ids)
    if not mine:
        return no(READ_ONLY)
    person_id = standing.person.pk if standing.person else None
    if any(standing.coordinates(team_id) for team_id in mine) or person_id in carrier_ids:
        return YES
    return no(NOT_CARRIER)


def may_share(standing: Standing, team_ids: Collection[int]) -> Allowed:
    """Let something leave the team: an explicit act of its coordination or leader."""
    if any(standing.coordinates(team_id) for team_id in standing.scope.team_ids & set(team_ids)):
        return YES
    return no("Seule la coordination de l’équipe ou son leader décide de ce qui sort de l’équipe.")
