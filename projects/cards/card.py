"""An indicator card: what a shared indicator is, and how a team gets the figure honestly."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

SMALL_COUNT_OUTSIDE = 11  # people of the public; rule of masking, kit.masking


class CardKind(StrEnum):
    """What the indicator tells, under the codes of ``Indicator.Kind``."""

    PROCESS = "PROCESSUS"
    ACTIVITY = "ACTIVITE"
    RESULT = "RESULTAT"
    IMPACT = "IMPACT"


class CardCounts(StrEnum):
    """What the number is about, under the codes of ``Indicator.Counts``."""

    PASSAGES = "PASSAGES"
    PEOPLE = "PERSONNES"
    SESSIONS = "SEANCES"
    PROFESSIONALS = "PROFESSIONNELS"
    OTHER = "AUTRE"


class CardAxis(StrEnum):
    """The three ways a dated fact can be broken down."""

    AGE = "AGE"
    GENDER = "GENRE"
    PLACE = "LIEU"


class CardLevel(StrEnum):
    """The objectives it enlightens, under the codes of ``Objective.Level``."""

    GENERAL = "GENERAL"
    SPECIFIC = "SPECIFIQUE"
    OPERATIONAL = "OPERATIONNEL"


KIND_LABELS: Mapping[CardKind, str] = {
    CardKind.PROCESS: "Processus",
    CardKind.ACTIVITY: "Activité",
    CardKind.RESULT: "Résultat",
    CardKind.IMPACT: "Impact",
}
KIND_MEANINGS: Mapping[CardKind, str] = {
    CardKind.PROCESS: "Dit comment l’action a été menée.",
    CardKind.ACTIVITY: "Dit ce qui a été fait, et devant combien de monde.",
    CardKind.RESULT: "Dit ce qui a changé pour les personnes.",
    CardKind.IMPACT: "Dit ce qui change à long terme sur un territoire. L’équipe n’en est qu’une cause.",
}
COUNTS_LABELS: Mapping[CardCounts, str] = {
    CardCounts.PASSAGES: "Des passages ou des gestes : la même personne peut compter deux fois",
    CardCounts.PEOPLE: "Des personnes différentes",
    CardCounts.SESSIONS: "Des séances",
    CardCounts.PROFESSIONALS: "Des professionnels",
    CardCounts.OTHER: "Autre chose que des personnes",
}
AXIS_LABELS: Mapping[CardAxis, str] = {
    CardAxis.AGE: "tranche d’âge",
    CardAxis.GENDER: "genre",
    CardAxis.PLACE: "commune ou lieu",
}


@dataclass(frozen=True, slots=True)
class Card:
    """One card. Texts are French, with their typography; ``themes`` empty means all of them.

    ``how`` is the line that fills « comment on le recueille »; ``practice`` are the steps, in the
    words of who does it.
    """

    code: str
    name: str
    family: str
    definition: str
    unit: str
    why: str
    readers: str
    kind: CardKind
    counts: CardCounts
    formula: str
    source: str
    how: str
    practice: tuple[str, ...]
    cost: str
    axes: tuple[CardAxis, ...]
    pitfalls: tuple[str, ...]
    masking_note: str
    themes: frozenset[str]
    levels: tuple[CardLevel, ...]

    @property
    def kind_label(self) -> str:
        """« Résultat »."""
        return KIND_LABELS[self.kind]

    @property
    def kind_meaning(self) -> str:
        """What this type of indicator tells, in one sentence."""
        return KIND_MEANINGS[self.kind]

    @property
    def counts_label(self) -> str:
        """What the number is about, in words."""
        return COUNTS_LABELS[self.counts]

    @property
    def axes_label(self) -> str:
        """« tranche d’âge, genre »; nothing when no breakdown makes sense."""
        return ", ".join(AXIS_LABELS[axis] for axis in self.axes)

    @property
    def is_masked(self) -> bool:
        """Whether it counts people of the public: small numbers do not leave the team."""
        return self.counts in {CardCounts.PASSAGES, CardCounts.PEOPLE}

    @property
    def is_for_all_themes(self) -> bool:
        """Whether any prevention project may follow it."""
        return not self.themes

    @property
    def masking(self) -> str:
        """What is hidden outside the team, and what the card adds to the rule."""
        if self.is_masked:
            rule = (
                "Il compte des personnes du public. Hors de l’équipe, un nombre "
                f"en dessous de {SMALL_COUNT_OUTSIDE} s’affiche «\u00a0<\u00a0{SMALL_COUNT_OUTSIDE}\u00a0»."
            )
        elif "%" in self.unit:
            rule = (
                "Ce n’est pas un nombre de personnes\u00a0: il n’est pas masqué. "
                "Ne calculez pas de pourcentage sur moins de 20 personnes."
            )
        else:
            rule = "Ce n’est pas un nombre de personnes du public\u00a0: il n’est pas masqué."
        return f"{rule} {self.masking_note}".strip()


@dataclass(frozen=True, slots=True)
class NotFollowed:
    """What the portal does not follow, why, and the codes of the cards to take instead."""

    code: str
    name: str
    why: str
    instead: tuple[str, ...]
