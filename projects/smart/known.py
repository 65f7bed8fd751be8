"""What the project already knows, and that the sentence need not repeat."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum


class Level(StrEnum):
    """The three levels of objectives, under the codes of ``Objective.Level``."""

    GENERAL = "GENERAL"
    SPECIFIC = "SPECIFIQUE"
    OPERATIONAL = "OPERATIONNEL"


@dataclass(frozen=True, slots=True)
class KnownIndicator:
    """One indicator chosen with the objective. ``is_result``: it tells a change, not an activity."""

    name: str
    is_result: bool = False
    baseline: Decimal | None = None
    target: Decimal | None = None
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Means:
    """With whom and with what: numbers the project counts by itself."""

    actions: int = 0
    partners: int = 0
    committed: int = 0

    def __bool__(self) -> bool:
        return bool(self.actions or self.partners or self.committed)


@dataclass(frozen=True, slots=True)
class Known:
    """Everything the reading may lean on; each part may be empty.

    ``public``, ``place`` and ``due`` were typed beside the objective; ``publics``, ``places``,
    ``starts`` and ``ends`` belong to the project. ``needs`` are the texts of the diagnostic and
    the priorities kept by the team; ``means`` say how many actions, partners and persons who said
    yes the project counts.
    """

    level: Level = Level.SPECIFIC
    public: str = ""
    place: str = ""
    due: date | None = None
    indicators: Sequence[KnownIndicator] = ()
    publics: Sequence[str] = ()
    places: Sequence[str] = ()
    themes: Sequence[str] = ()
    starts: date | None = None
    ends: date | None = None
    needs: Sequence[str] = ()
    means: Means = field(default_factory=Means)
