"""The starters as the pages show them: with the labels of the shared lists, never their codes."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models

from msp_portal.reference.campaigns import Occurrence, campaigns_between
from msp_portal.reference.models import (
    ActionKind,
    BudgetAccount,
    PreventionLevel,
    Public,
    Setting,
    Theme,
)
from projects.cards import CardKind
from projects.cards.card import KIND_LABELS
from projects.models import FramingNote, Objective, Partner
from projects.starters import Starter, all_starters
from projects.starters.shape import (
    Cost,
    StarterAction,
    StarterIndicator,
    StarterObjective,
    StarterPartner,
    StarterTask,
)


@dataclass(frozen=True, slots=True)
class StarterCard:
    """A starter as the list shows it."""

    starter: Starter
    theme: str


@dataclass(frozen=True, slots=True)
class ObjectiveLine:
    """An objective with its level in words and what tells it is reached."""

    objective: StarterObjective
    level: str
    indicators: tuple[StarterIndicator, ...]


@dataclass(frozen=True, slots=True)
class StarterPage:
    """A starter to be read as a whole."""

    starter: Starter
    theme: str
    other_themes: tuple[str, ...]
    level: str
    publics: tuple[str, ...]
    settings: tuple[str, ...]
    objectives: tuple[ObjectiveLine, ...]
    actions: tuple[tuple[StarterAction, str], ...]
    tasks: tuple[StarterTask, ...]
    indicators: tuple[tuple[StarterIndicator, str], ...]
    partners: tuple[tuple[StarterPartner, str], ...]
    costs: tuple[tuple[Cost, str], ...]
    campaigns: tuple[Occurrence, ...]
    budget_order: str


def starter_cards() -> list[StarterCard]:
    """Every starter with its theme. One query."""
    starters = all_starters()
    themes = _labels(Theme, (one.main_theme for one in starters))
    return [StarterCard(one, themes.get(one.main_theme, "")) for one in starters]


def starter_page(starter: Starter, today: date) -> StarterPage:
    """One starter with every label it needs. Six queries."""
    themes = _labels(Theme, (starter.main_theme, *starter.other_themes))
    levels = _labels(PreventionLevel, [starter.level])
    kinds = _labels(ActionKind, (one.kind for one in starter.actions))
    accounts = _labels(BudgetAccount, (one.account for one in starter.costs))
    roles, orders = dict(Partner.Role.choices), dict(FramingNote.BudgetOrder.choices)
    return StarterPage(
        starter=starter,
        theme=themes.get(starter.main_theme, ""),
        other_themes=tuple(themes[code] for code in starter.other_themes if code in themes),
        level=levels.get(starter.level, ""),
        publics=tuple(_labels(Public, starter.publics).values()),
        settings=tuple(_labels(Setting, starter.settings).values()),
        objectives=_objective_lines(starter),
        actions=tuple((one, kinds.get(one.kind, "")) for one in starter.actions),
        tasks=tuple(sorted(starter.tasks, key=lambda one: -one.before)),
        indicators=tuple((one, KIND_LABELS[CardKind(one.kind)]) for one in starter.indicators),
        partners=tuple((one, str(roles[one.role])) for one in starter.partners),
        costs=tuple((one, accounts.get(one.account, "")) for one in starter.costs),
        campaigns=next_campaigns(starter, today),
        budget_order=str(orders[starter.framing.budget_order]),
    )


def next_campaigns(starter: Starter, today: date) -> tuple[Occurrence, ...]:
    """The campaigns the starter leans on, at their next dates, the nearest first."""
    ahead = campaigns_between(today, today + timedelta(days=366))
    found: dict[str, Occurrence] = {}
    for each in ahead:
        if each.campaign.code in starter.campaigns:
            found.setdefault(each.campaign.code, each)
    return tuple(found.values())


def _objective_lines(starter: Starter) -> tuple[ObjectiveLine, ...]:
    levels = dict(Objective.Level.choices)
    return tuple(
        ObjectiveLine(
            one,
            str(levels[Objective.Level(one.level)]),
            tuple(each for each in starter.indicators if each.objective == one.key),
        )
        for one in _by_branch(starter.objectives, "")
    )


def _by_branch(objectives: Iterable[StarterObjective], parent: str) -> list[StarterObjective]:
    """Each objective followed by those that contribute to it."""
    rows = tuple(objectives)
    found: list[StarterObjective] = []
    for one in rows:
        if one.parent == parent:
            found += [one, *_by_branch(rows, one.key)]
    return found


def _labels(model: type[models.Model], codes: Iterable[str]) -> dict[str, str]:
    """Labels by code, in the order of the list. One query."""
    rows = model._default_manager.filter(pk__in=set(codes))  # unscoped: a shared list
    return dict(rows.order_by("position").values_list("pk", "label"))
