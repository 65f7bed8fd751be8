"""What a team takes from a starter: everything, unless it unticks."""

from dataclasses import dataclass

from projects.data.plan_steps import PlanStep
from projects.starters.plan import role_steps, task_step
from projects.starters.shape import (
    Cost,
    Starter,
    StarterAction,
    StarterIndicator,
    StarterObjective,
    StarterPartner,
)


@dataclass(frozen=True, slots=True)
class Picked:
    """The parts kept, in the order of the starter."""

    objectives: tuple[StarterObjective, ...] = ()
    actions: tuple[StarterAction, ...] = ()
    steps: tuple[PlanStep, ...] = ()
    indicators: tuple[StarterIndicator, ...] = ()
    partners: tuple[StarterPartner, ...] = ()
    costs: tuple[Cost, ...] = ()
    action_of_step: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Ticks:
    """What was ticked, by the name of each part and the key of each line."""

    objectives: frozenset[str]
    actions: frozenset[str]
    tasks: frozenset[str]
    micro_roles: frozenset[str]
    indicators: frozenset[str]
    partners: frozenset[str]
    costs: frozenset[str]


def ticks_of(starter: Starter) -> Ticks:
    """What comes ticked: everything but the steps that are not usual."""
    return Ticks(
        objectives=frozenset(one.key for one in starter.objectives),
        actions=frozenset(one.key for one in starter.actions),
        tasks=frozenset(one.key for one in starter.tasks if one.usual),
        micro_roles=frozenset(one.key for one in starter.micro_roles),
        indicators=frozenset(one.name for one in starter.indicators),
        partners=frozenset(one.name for one in starter.partners),
        costs=frozenset(one.account for one in starter.costs),
    )


def pick(starter: Starter, ticks: Ticks | None = None) -> Picked:
    """The parts of ``starter`` that are ticked. Unknown keys are ignored: the file may have
    changed since the page was shown."""
    kept = ticks or ticks_of(starter)
    tasks = [one for one in starter.tasks if one.key in kept.tasks]
    roles = [one for one in starter.micro_roles if one.key in kept.micro_roles]
    steps = [(task_step(one), one.action) for one in tasks]
    steps += [(step, one.action) for one in roles for step in role_steps(one)]
    steps.sort(key=lambda pair: -pair[0].before)
    return Picked(
        objectives=tuple(one for one in starter.objectives if one.key in kept.objectives),
        actions=tuple(one for one in starter.actions if one.key in kept.actions),
        steps=tuple(step for step, _ in steps),
        indicators=tuple(one for one in starter.indicators if one.name in kept.indicators),
        partners=tuple(one for one in starter.partners if one.name in kept.partners),
        costs=tuple(one for one in starter.costs if one.account in kept.costs),
        action_of_step=tuple((step.key, action) for step, action in steps if action),
    )
