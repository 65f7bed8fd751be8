"""What is done and what is to do: actions, tasks, the dot on the hill, evaluations."""

from typing import Any

from msp_portal.demo.world import World
from projects.models import Action, Evaluation, ProgressNote, Project, Task

Row = dict[str, Any]


def load_plan(world: World, row: Row, project: Project) -> None:
    """Actions, then the tasks that hang from them."""
    rows = row.get("actions", [])
    made = Action.objects.bulk_create(
        Action(
            project=project,
            label=action["label"],
            kind_id=action.get("kind"),
            description=action.get("description", ""),
            state=action["state"],
            state_reason=action.get("state_reason", ""),
            date=world.day(action.get("date")),
            end_date=world.day(action.get("end")),
            place=action.get("place", ""),
            position=place,
            illustration=not action.get("real", False),
        )
        for place, action in enumerate(rows)
    )
    actions = {row.get("key"): action for row, action in zip(rows, made, strict=True)}
    tasks = [_task(world, project, task) for task in row.get("tasks", [])]
    for place, (task, content) in enumerate(zip(tasks, row.get("tasks", []), strict=True)):
        task.action = actions[content["action"]] if "action" in content else None
        task.created_by = world.people[row["opened_by"]]
        task.position = place
    Task.objects.bulk_create(tasks)


def _task(world: World, project: Project, task: Row) -> Task:
    created_at = world.moment(task.get("done") or "today -10")
    return Task(
        project=project,
        label=task["label"],
        due_on=world.day(task["due"]),
        owner=world.person(task.get("owner")),
        owner_accepted_at=created_at if "owner" in task else None,
        started_at=world.moment(task.get("started")),
        done_at=world.moment(task.get("done")),
        done_by=world.person(task.get("done_by")),
        date_note=task.get("date_note", ""),
        created_at=created_at,
    )


def load_progress(world: World, row: Row, project: Project) -> None:
    """The dots placed by hand; the first one says when the dates of the project were shifted."""
    notes = [
        ProgressNote(
            project=project,
            position=note["position"],
            note=note["note"],
            at=world.moment(note["at"]),
            by=world.people[note["by"]],
        )
        for note in row["progress"]
    ]
    old = 0
    for note in notes:
        changes = {"hill_position": [old, note.position]}
        world.tell(project, "project.progress", at=note.at, by=note.by, changes=changes)
        old = note.position
    if "dates_note" in row:
        notes.append(
            ProgressNote(
                project=project, position=0, note=row["dates_note"], at=project.created_at, by=None
            )
        )
    ProgressNote.objects.bulk_create(notes)


def load_evaluations(world: World, row: Row, project: Project) -> None:
    """What the team says of a period; the figures are computed elsewhere."""
    Evaluation.objects.bulk_create(
        Evaluation(
            project=project,
            period_start=world.day(evaluation["start"]),
            period_end=world.day(evaluation["end"]),
            done_text=evaluation.get("done_text", ""),
            went_well=evaluation.get("went_well", ""),
            was_hard=evaluation.get("was_hard", ""),
            next_steps=evaluation.get("next_steps", ""),
            updated_at=world.moment(evaluation["updated"]),
            validated_at=world.moment(evaluation.get("validated")),
            validated_by=world.person(evaluation.get("validated_by")),
        )
        for evaluation in row.get("evaluations", [])
    )
