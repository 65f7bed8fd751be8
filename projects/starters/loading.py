"""The starters of ``data/``, read once, checked whole."""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from msp_portal.reference.letters import spelled
from projects.cards import card_by_code
from projects.starters import lists
from projects.starters.reading import Part, StarterProblems, read_blocks
from projects.starters.shape import (
    Cost,
    Effort,
    Evidence,
    Framing,
    LocalDatum,
    MicroRole,
    Starter,
    StarterAction,
    StarterIndicator,
    StarterObjective,
    StarterPartner,
    StarterTask,
)

DATA = Path(__file__).parent / "data"
FURTHEST = 365  # days: beyond, it is next year's project
LONGEST_KEY = 40  # « action: » and the rank of a place still fit in a task's plan key
MOST_PLACES = 8
DEAREST = 100_000


@lru_cache(maxsize=1)
def all_starters() -> tuple[Starter, ...]:
    """Every starter, in the order of their names. Raises :class:`StarterProblems` naming the file,
    the line and the field of each fault."""
    problems: list[str] = []
    found: list[Starter] = []
    for file in sorted(DATA.glob("*.yml")):
        try:
            found.append(read_starter(file))
        except StarterProblems as error:
            problems += error.problems
    if problems:
        raise StarterProblems(problems)
    return tuple(sorted(found, key=lambda starter: spelled(starter.name)))


def starter_of(code: str) -> Starter | None:
    """The starter of this code, or None."""
    return next((one for one in all_starters() if one.code == code), None)


def read_starter(file: Path) -> Starter:
    """One file. Raises :class:`StarterProblems` with every fault found."""
    problems: list[str] = []
    root = Part(file.name, read_blocks(file), "", problems)
    starter = _starter(root)
    root.done()
    if starter.code != file.stem:
        root.fault("code", f"« code » doit être le nom du fichier : {file.stem}.")
    _check_links(root, starter)
    if problems:
        raise StarterProblems(problems)
    return starter


def _starter(root: Part) -> Starter:
    themes = lists.codes_of("themes")
    return Starter(
        code=root.text("code", longest=LONGEST_KEY),
        name=root.text("name", longest=60),
        title=root.text("title", longest=200),
        purpose=root.text("purpose", longest=400),
        for_whom=root.text("for_whom", longest=300),
        level=root.code("level", lists.codes_of("prevention_levels"), "niveaux"),
        main_theme=root.code("main_theme", themes, "thèmes"),
        other_themes=root.codes("other_themes", themes, "thèmes"),
        publics=root.codes("publics", lists.codes_of("publics"), "publics"),
        settings=root.codes("settings", lists.codes_of("settings"), "milieux"),
        season=root.text("season", longest=120),
        who=root.text("who", longest=200),
        effort=_effort(root.part("effort")),
        need=root.text("need"),
        local_data=tuple(_datum(part) for part in root.parts("local_data")),
        framing=_framing(root.part("framing")),
        objectives=tuple(_objective(part) for part in root.parts("objectives")),
        actions=tuple(_action(part) for part in root.parts("actions")),
        tasks=tuple(_task(part) for part in root.parts("tasks")),
        micro_roles=tuple(_micro_role(part) for part in root.parts("micro_roles")),
        indicators=tuple(_indicator(part) for part in root.parts("indicators")),
        partners=tuple(_partner(part) for part in root.parts("partners")),
        costs=tuple(_cost(part) for part in root.parts("costs")),
        campaigns=root.codes("campaigns", lists.campaign_codes(), "campagnes"),
        evidence=tuple(_evidence(part) for part in root.parts("evidence")),
        key_functions=root.texts("key_functions"),
        adaptable=root.texts("adaptable"),
        pitfalls=root.texts("pitfalls"),
        aci=root.text("aci", needed=False),
    )


def _effort(part: Part) -> Effort:
    effort = Effort(
        part.whole("hours_low", 1, 500),
        part.whole("hours_high", 1, 500),
        part.whole("weeks", 1, 60),
    )
    if effort.hours_high < effort.hours_low:
        part.fault("hours_high", "« hours_high » est plus petit que « hours_low ».")
    part.done()
    return effort


def _datum(part: Part) -> LocalDatum:
    datum = LocalDatum(part.text("what", longest=240), part.text("where", longest=240))
    part.done()
    return datum


def _framing(part: Part) -> Framing:
    framing = Framing(
        idea=part.text("idea"),
        need=part.text("need"),
        publics=part.text("publics"),
        actions=part.text("actions"),
        referents=part.text("referents"),
        budget_order=part.code("budget_order", lists.BUDGET_ORDERS, "ordres de budget"),
        funding=part.text("funding"),
    )
    part.done()
    return framing


def _objective(part: Part) -> StarterObjective:
    objective = StarterObjective(
        key=_key(part),
        level=part.code("level", lists.OBJECTIVE_LEVELS, "niveaux d’objectif"),
        text=part.text("text", longest=400),
        public=part.text("public", needed=False, longest=200),
        parent=part.text("parent", needed=False),
        after=part.whole("after", 0, FURTHEST) if "after" in part.block else None,
    )
    part.done()
    return objective


def _action(part: Part) -> StarterAction:
    action = StarterAction(
        key=_key(part),
        label=part.text("label", longest=240),
        kind=part.code("kind", lists.codes_of("action_kinds"), "types d’action"),
        before=part.whole("before", -FURTHEST, FURTHEST),
        description=part.text("description", needed=False),
    )
    part.done()
    return action


def _task(part: Part) -> StarterTask:
    task = StarterTask(
        key=_key(part),
        label=part.text("label", longest=200),
        before=part.whole("before", -FURTHEST, FURTHEST),
        action=part.text("action", needed=False),
        usual=part.flag("usual", default=True),
    )
    part.done()
    return task


def _micro_role(part: Part) -> MicroRole:
    role = MicroRole(
        key=_key(part),
        label=part.text("label", longest=160),
        minutes=part.whole("minutes", 5, 480),
        places=part.whole("places", 1, MOST_PLACES),
        before=part.whole("before", -FURTHEST, FURTHEST, default=0),
        action=part.text("action", needed=False),
    )
    part.done()
    return role


def _indicator(part: Part) -> StarterIndicator:
    """With a card, its words hold unless the file gives others; without, the file says it all."""
    card = card_by_code(part.text("card", needed=False, longest=60))
    if card is None:
        if "card" in part.block:
            part.fault("card", f"aucune fiche d’indicateur n’a le code « {part.block['card']} ».")
        return _indicator_without_card(part)
    indicator = StarterIndicator(
        name=part.text("name", needed=False, longest=160) or card.name,
        kind=card.kind.value,
        counts=card.counts.value,
        unit=card.unit,
        how=part.text("how", needed=False, longest=240) or card.how,
        objective=part.text("objective"),
        card=card.code,
    )
    part.done()
    return indicator


def _indicator_without_card(part: Part) -> StarterIndicator:
    indicator = StarterIndicator(
        name=part.text("name", longest=160),
        kind=part.code("kind", lists.INDICATOR_KINDS, "types d’indicateur"),
        counts=part.code("counts", lists.COUNTS, "ce que l’on compte"),
        unit=part.text("unit", longest=40),
        how=part.text("how", longest=240),
        objective=part.text("objective"),
    )
    part.done()
    return indicator


def _partner(part: Part) -> StarterPartner:
    partner = StarterPartner(
        part.text("name", longest=160),
        part.code("role", lists.PARTNER_ROLES, "rôles de partenaire"),
        part.text("contribution", longest=240),
    )
    part.done()
    return partner


def _cost(part: Part) -> Cost:
    cost = Cost(
        part.code("account", lists.cost_accounts(), "comptes de charges du Cerfa"),
        part.text("label", longest=100),
        part.whole("low", 0, DEAREST),
        part.whole("high", 0, DEAREST),
    )
    if cost.high < cost.low:
        part.fault("high", "« high » est plus petit que « low ».")
    part.done()
    return cost


def _evidence(part: Part) -> Evidence:
    evidence = Evidence(part.text("name", longest=200), part.text("publisher", longest=120))
    part.done()
    return evidence


def _key(part: Part) -> str:
    key = part.text("key", longest=LONGEST_KEY)
    if not key.replace("-", "").isalnum() or key != key.lower():
        part.fault("key", f"« {key} » : une clé s’écrit en minuscules, chiffres et traits d’union.")
    return key


# ---- What the parts say of one another ---------------------------------------------------------


def _check_links(root: Part, starter: Starter) -> None:
    _once(root, "tasks", [one.key for one in starter.tasks])
    _once(root, "micro_roles", [one.key for one in starter.micro_roles])
    _once(root, "actions", [one.key for one in starter.actions])
    _once(root, "costs", [one.account for one in starter.costs])
    _once(root, "partners", [one.name for one in starter.partners])
    _check_objectives(root, starter.objectives)
    keys = {one.key for one in starter.objectives}
    for indicator in starter.indicators:
        if indicator.objective not in keys:
            said = f"{indicator.name} : l’objectif « {indicator.objective} » n’existe pas."
            root.fault("indicators", said)
    actions = {one.key for one in starter.actions}
    tied = [("tasks", one.key, one.action) for one in starter.tasks]
    tied += [("micro_roles", one.key, one.action) for one in starter.micro_roles]
    for part, key, action in tied:
        if action and action not in actions:
            root.fault(part, f"{key} : l’action « {action} » n’existe pas.")
    if starter.actions and all(one.before for one in starter.actions):
        root.fault("actions", "une action au moins a lieu le jour même (before: 0).")
    earliest = max((one.before for one in starter.tasks), default=0)
    if earliest > starter.effort.weeks * 7:
        said = f"une tâche commence {earliest} jours avant, pour {starter.effort.weeks} semaines annoncées."
        root.fault("tasks", said)


def _check_objectives(root: Part, objectives: Iterable[StarterObjective]) -> None:
    ranks = {level: rank for rank, level in enumerate(lists.OBJECTIVE_LEVELS)}
    seen: dict[str, int] = {}
    for one in objectives:
        rank = ranks.get(one.level, 0)
        if one.key in seen:
            root.fault("objectives", f"la clé « {one.key} » est donnée deux fois.")
        if one.parent and seen.get(one.parent, rank) >= rank:
            said = (
                f"{one.key} : « {one.parent} » doit être écrit avant lui, et d’un niveau au-dessus."
            )
            root.fault("objectives", said)
        seen[one.key] = rank
    if sorted(seen.values())[:1] != [0] or list(seen.values()).count(0) != 1:
        root.fault("objectives", "il faut un objectif général, un seul.")
    if set(seen.values()) != {0, 1, 2}:
        root.fault("objectives", "il faut un objectif général, un spécifique et un opérationnel.")


def _once(root: Part, key: str, names: Iterable[str]) -> None:
    for name, times in Counter(names).items():
        if times > 1:
            root.fault(key, f"« {name} » est donné {times} fois.")
