"""The steps of a starter as the backward plan takes them: its tasks, then its small parts."""

from projects.data.plan_steps import PlanStep, standard_steps
from projects.starters.loading import starter_of
from projects.starters.shape import MicroRole, Starter, StarterTask

_ROLE = "aide"  # so that a small part and a task of the same name stay two steps


def task_step(task: StarterTask) -> PlanStep:
    """A task to prepare."""
    return PlanStep(task.key, task.label, task.before, usual=task.usual)


def role_steps(role: MicroRole) -> tuple[PlanStep, ...]:
    """One step for each place of a small part: each is offered to one person."""
    return tuple(
        PlanStep(f"{_ROLE}-{role.key}-{place}", label, role.before)
        for place, label in enumerate(role.place_labels, start=1)
    )


def starter_steps(starter: Starter) -> tuple[PlanStep, ...]:
    """Every step of a starter, the earliest first."""
    steps = [task_step(task) for task in starter.tasks]
    for role in starter.micro_roles:
        steps += role_steps(role)
    return tuple(sorted(steps, key=lambda step: -step.before))


def plan_steps_of(code: str) -> tuple[PlanStep, ...]:
    """The steps a project is planned with: those of the starter it came from, else the usual ones."""
    starter = starter_of(code) if code else None
    return starter_steps(starter) if starter else standard_steps()
