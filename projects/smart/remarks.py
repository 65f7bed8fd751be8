"""What the reading says: one remark for each letter, what the sentence is, another wording."""

from dataclasses import dataclass
from enum import StrEnum


class Letter(StrEnum):
    """The five letters, with the words used on screen."""

    S = "S"
    M = "M"
    A = "A"
    R = "R"
    T = "T"

    @property
    def label(self) -> str:
        """« Spécifique »."""
        return _LABELS[self]

    @property
    def question(self) -> str:
        """The letter as a plain question."""
        return _QUESTIONS[self]


_LABELS = {
    Letter.S: "Spécifique",
    Letter.M: "Mesurable",
    Letter.A: "Atteignable",
    Letter.R: "Réaliste et pertinent",
    Letter.T: "Daté",
}
_QUESTIONS = {
    Letter.S: "Qui fera quoi de nouveau, et où ?",
    Letter.M: "À quoi verra-t-on que c’est atteint ?",
    Letter.A: "Est-ce à notre portée, et comment ?",
    Letter.R: "À quel besoin cela répond-il ?",
    Letter.T: "Pour quand ?",
}


class Verdict(StrEnum):
    """How far a letter is met. There is no mark and no total."""

    OK = "ok"
    WEAK = "faible"
    MISSING = "manque"

    @property
    def words(self) -> str:
        """What the screen says."""
        return {"ok": "c’est dit", "faible": "à préciser", "manque": "pas encore dit"}[self.value]


class Kind(StrEnum):
    """What the sentence is."""

    OBJECTIVE = "objective"
    ACTION = "action"
    MEANS = "means"
    INDICATOR = "indicator"


@dataclass(frozen=True, slots=True)
class Remark:
    """One letter: the verdict, why in plain words, what could be written (« … » are blanks).

    ``found`` are the words the verdict rests on. ``untold`` when the sentence alone cannot tell:
    that is no fault, and the reason says so.
    """

    letter: Letter
    verdict: Verdict
    reason: str
    suggestion: str = ""
    found: tuple[str, ...] = ()
    untold: bool = False

    @property
    def is_ok(self) -> bool:
        """Nothing to add for this letter."""
        return self.verdict is Verdict.OK

    @property
    def chip(self) -> str:
        """The verdict in two words."""
        return "à vous de juger" if self.untold else self.verdict.words


@dataclass(frozen=True, slots=True)
class Reading:
    """The five remarks, in their order, and another wording to start from when some lack.

    ``message`` replaces the remarks when nothing can be read; ``notice`` goes with them.
    ``headline`` says in one sentence what to look at first; it is empty for a good objective.
    ``wording`` has « … » where the team knows and the portal does not. ``others`` are the other
    objectives found in the same text. ``misplaced``: an action, a means or an indicator where an
    objective is expected.
    """

    remarks: tuple[Remark, ...]
    kind: Kind = Kind.OBJECTIVE
    misplaced: bool = False
    headline: str = ""
    wording: str = ""
    others: tuple[str, ...] = ()
    message: str = ""
    notice: str = ""

    def of(self, letter: Letter) -> Remark:
        """The remark on one letter."""
        return next(remark for remark in self.remarks if remark.letter is letter)

    @property
    def several(self) -> bool:
        """Whether the text holds more than one objective."""
        return bool(self.others)

    @property
    def is_complete(self) -> bool:
        """Whether the five letters are met."""
        return bool(self.remarks) and all(remark.is_ok for remark in self.remarks)

    @property
    def to_complete(self) -> tuple[Remark, ...]:
        """The remarks that ask for something."""
        return tuple(remark for remark in self.remarks if not remark.is_ok)

    @property
    def met(self) -> tuple[Remark, ...]:
        """The remarks that ask for nothing."""
        return tuple(remark for remark in self.remarks if remark.is_ok)
