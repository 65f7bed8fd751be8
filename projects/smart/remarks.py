"""What the reading says: one remark for each letter."""

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


@dataclass(frozen=True, slots=True)
class Remark:
    """One letter: the verdict, why in plain words, what could be written (« … » are blanks).

    ``found`` are the words of the sentence the verdict rests on.
    """

    letter: Letter
    verdict: Verdict
    reason: str
    suggestion: str = ""
    found: tuple[str, ...] = ()

    @property
    def is_ok(self) -> bool:
        """Nothing to add for this letter."""
        return self.verdict is Verdict.OK


@dataclass(frozen=True, slots=True)
class Reading:
    """The five remarks, in their order, and a whole sentence to start from when some lack.

    ``frame`` has « … » where the team knows and the portal does not; it is empty when the
    sentence needs nothing, or when nothing was typed.
    """

    remarks: tuple[Remark, ...]
    frame: str = ""

    def of(self, letter: Letter) -> Remark:
        """The remark on one letter."""
        return next(remark for remark in self.remarks if remark.letter is letter)

    @property
    def is_complete(self) -> bool:
        """Whether the five letters are met."""
        return all(remark.is_ok for remark in self.remarks)

    @property
    def to_complete(self) -> tuple[Remark, ...]:
        """The remarks that ask for something."""
        return tuple(remark for remark in self.remarks if not remark.is_ok)
