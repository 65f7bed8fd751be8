"""The actions of a project model follow the date, as its tasks do, unless somebody moved them."""

from datetime import date, datetime

from coordination.models import Person, Team
from msp_portal.reference.calendar import backward_plan
from projects.models import Action, Project
from projects.services.plan_actions import save_action
from projects.starters import Starter, starter_of


def days_of_actions(
    starter: Starter, anchor: date, team: Team, not_before: date | None = None
) -> dict[str, date]:
    """The good day of each action of ``starter`` around ``anchor``, by its key."""
    planned = backward_plan(
        anchor,
        [(one.key, one.before) for one in starter.actions],
        team.school_zone,
        department=team.department_id,
        not_before=not_before,
    )
    return {each.key: each.day for each in planned}


def date_starter_actions(
    *,
    actor: Person,
    project: Project,
    team: Team,
    old_anchor: date | None,
    anchor: date,
    now: datetime,
    today: date,
) -> list[Action]:
    """Date the planned actions that came from the model, inside the caller's transaction.

    An action is the model's while it keeps its words; it moves while it has the day the old date
    gave it, or none. Returns those that changed.
    """
    starter = starter_of(project.starter_code) if project.starter_code else None
    if starter is None:
        return []
    was = days_of_actions(starter, old_anchor, team) if old_anchor else {}
    becomes = days_of_actions(starter, anchor, team, today)
    keys = {one.label: one.key for one in starter.actions}
    rows = Action.unscoped.filter(  # unscoped: the caller holds the project
        project=project, state=Action.State.PLANNED, label__in=keys
    )
    moved = []
    for action in rows:
        key = keys[action.label]
        if action.date not in {None, was.get(key)} or action.date == becomes[key]:
            continue
        changes = {"date": becomes[key]}
        moved.append(
            save_action(
                actor=actor,
                project=project,
                action=action,
                expected_version=action.version,
                changes=changes,
                now=now,
            )
        )
    return moved
