"""What a starter says, as typed values. Texts are French, ready for the screen but for typography."""

from collections.abc import Sequence
from dataclasses import dataclass

MINUTES_IN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Effort:
    """What it asks of who coordinates: hours (an order of magnitude), over how many weeks."""

    hours_low: int
    hours_high: int
    weeks: int


@dataclass(frozen=True, slots=True)
class LocalDatum:
    """A figure worth looking up before deciding, and where it is published."""

    what: str
    where: str


@dataclass(frozen=True, slots=True)
class Framing:
    """Words for the framing note, with « … » where only the team knows."""

    idea: str
    need: str
    publics: str
    actions: str
    referents: str
    budget_order: str
    funding: str


@dataclass(frozen=True, slots=True)
class StarterObjective:
    """One objective. ``parent`` is the key of the one it contributes to, always written before.

    ``after`` is in days after the date of the action: when one looks whether it is reached.
    """

    key: str
    level: str
    text: str
    public: str = ""
    parent: str = ""
    after: int | None = None


@dataclass(frozen=True, slots=True)
class StarterAction:
    """What is done with the public. ``before``: days before the date (negative: after it)."""

    key: str
    label: str
    kind: str
    before: int
    description: str = ""


@dataclass(frozen=True, slots=True)
class StarterTask:
    """What has to be prepared. ``usual`` says whether it comes ticked."""

    key: str
    label: str
    before: int
    action: str = ""
    usual: bool = True


@dataclass(frozen=True, slots=True)
class MicroRole:
    """A small part with its size (coup de main): « tenir le stand, 1 h, 2 places »."""

    key: str
    label: str
    minutes: int
    places: int
    before: int = 0
    action: str = ""

    @property
    def size(self) -> str:
        """« 20 min », « 1 h », « 2 h 30 »."""
        hours, minutes = divmod(self.minutes, MINUTES_IN_HOUR)
        if not hours:
            return f"{minutes} min"
        return f"{hours} h {minutes:02d}" if minutes else f"{hours} h"

    @property
    def place_labels(self) -> tuple[str, ...]:
        """One line for each place, so that each is offered to, and taken by, one person."""
        if self.places == 1:
            return (f"{self.label} ({self.size})",)
        return tuple(
            f"{self.label} ({self.size}, place {place} sur {self.places})"
            for place in range(1, self.places + 1)
        )


@dataclass(frozen=True, slots=True)
class StarterIndicator:
    """What one follows, without target. ``card`` is the code of its shared card, when it has one."""

    name: str
    kind: str
    counts: str
    unit: str
    how: str
    objective: str = ""
    card: str = ""


@dataclass(frozen=True, slots=True)
class StarterPartner:
    """A partner to look for: a kind of structure, never a named person."""

    name: str
    role: str
    contribution: str


@dataclass(frozen=True, slots=True)
class Cost:
    """A usual cost in the Cerfa plan: whole euros, an order of magnitude, never a tariff."""

    account: str
    label: str
    low: int
    high: int


@dataclass(frozen=True, slots=True)
class Evidence:
    """A document to cite: name and publisher, to be opened at the publisher's."""

    name: str
    publisher: str


@dataclass(frozen=True, slots=True)
class Starter:
    """A project model (modèle de projet)."""

    code: str
    name: str
    title: str
    purpose: str
    for_whom: str
    level: str
    main_theme: str
    season: str
    who: str
    need: str
    effort: Effort
    framing: Framing
    other_themes: Sequence[str] = ()
    publics: Sequence[str] = ()
    settings: Sequence[str] = ()
    local_data: Sequence[LocalDatum] = ()
    objectives: Sequence[StarterObjective] = ()
    actions: Sequence[StarterAction] = ()
    tasks: Sequence[StarterTask] = ()
    micro_roles: Sequence[MicroRole] = ()
    indicators: Sequence[StarterIndicator] = ()
    partners: Sequence[StarterPartner] = ()
    costs: Sequence[Cost] = ()
    campaigns: Sequence[str] = ()
    evidence: Sequence[Evidence] = ()
    key_functions: Sequence[str] = ()
    adaptable: Sequence[str] = ()
    pitfalls: Sequence[str] = ()
    aci: str = ""

    @property
    def places_offered(self) -> int:
        """How many small parts there are to take."""
        return sum(role.places for role in self.micro_roles)

    @property
    def cost_low(self) -> int:
        """Euros, the sum of the low ends."""
        return sum(cost.low for cost in self.costs)

    @property
    def cost_high(self) -> int:
        """Euros, the sum of the high ends."""
        return sum(cost.high for cost in self.costs)
