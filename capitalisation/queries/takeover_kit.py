"""What another team may take over: the frame of a project, frozen with the published sheet.

No fact, no person, no place, no amount: framing words, objectives, indicators without target,
actions and steps by their distance to the day of the action. A takeover reads this alone, never
the project, so that nothing but what was published leaves the team.
"""

from datetime import date
from typing import Any

from msp_portal.kit.sensitive import find_identities
from projects.data.plan_steps import standard_steps
from projects.models import Action, Indicator, Objective, Project, Task

ACTION_PREFIX = "action"  # as written by the backward plan of projects
FRAMING = ("idea", "publics_text", "actions_text")
MOST_STEPS = 40


def takeover_kit(project: Project, objectives: list[Objective]) -> dict[str, Any]:
    """The frame of ``project``, as plain data. Three queries; the caller holds the project with its
    framing note, and its objectives."""
    actions = list(
        Action.unscoped.filter(project=project).exclude(  # unscoped: the caller's project
            state=Action.State.CANCELLED
        )
    )
    anchor = _anchor(project, actions)
    return {
        "framing": _framing(project),
        "objectives": _objectives(objectives),
        "indicators": _indicators(project),
        "actions": [_action(action, anchor) for action in actions],
        "anchor_label": project.anchor_label,
        "steps": _steps(project, anchor),
    }


def is_safe(text: str) -> bool:
    """Whether a label seems to name nobody: what looks like a person stays with its team."""
    return not find_identities(text)


def _anchor(project: Project, actions: list[Action]) -> date | None:
    """The day everything is counted from: that of the project, else its last action."""
    dates = [action.date for action in actions if action.date]
    return project.anchor_date or max(dates, default=None)


def _framing(project: Project) -> dict[str, str]:
    note = getattr(project, "framing_note", None)
    return {name: getattr(note, name).strip() for name in FRAMING} if note else {}


def _objectives(rows: list[Objective]) -> list[dict[str, Any]]:
    """Parents by the place of their line; dates and places belong to who set them."""
    ordered = sorted(
        rows, key=lambda row: (_LEVELS.index(Objective.Level(row.level)), row.position, row.pk)
    )
    places = {row.pk: place for place, row in enumerate(ordered)}
    return [
        {
            "level": row.level,
            "text": row.text,
            "public_text": row.public_text,
            "parent": places.get(row.parent_id or 0),
        }
        for row in ordered
    ]


_LEVELS = [Objective.Level.GENERAL, Objective.Level.SPECIFIC, Objective.Level.OPERATIONAL]


def _indicators(project: Project) -> list[dict[str, Any]]:
    rows = Indicator.unscoped.filter(  # unscoped: the caller's project
        project=project, archived_at__isnull=True
    ).select_related("objective")
    return [
        {
            "name": row.name,
            "kind": row.kind,
            "counts": row.counts,
            "unit": row.unit,
            "card_key": row.card_key,
            "how": row.how,
            "objective": row.objective.text if row.objective else "",
        }
        for row in rows
    ]


def _action(action: Action, anchor: date | None) -> dict[str, Any]:
    before = (anchor - action.date).days if anchor and action.date else None
    return {
        "label": action.label,
        "kind": action.kind_id or "",
        "description": action.description,
        "before": before,
    }


def _steps(project: Project, anchor: date | None) -> list[dict[str, Any]]:
    """The steps of its plan, in days before the action; the usual ones when it was not planned.
    Things to do noted in passing belong to the team alone."""
    if anchor is not None:
        dated = Task.unscoped.filter(  # unscoped: the caller's project
            project=project, due_on__isnull=False, plan_key__startswith=f"{ACTION_PREFIX}:"
        ).order_by("due_on", "pk")
        found = {
            task.label: (anchor - task.due_on).days
            for task in dated
            if task.due_on and is_safe(task.label)
        }
        if found:
            pairs = list(found.items())[:MOST_STEPS]
            return [{"label": label, "before": before} for label, before in pairs]
    return [{"label": step.label, "before": step.before} for step in standard_steps() if step.usual]
