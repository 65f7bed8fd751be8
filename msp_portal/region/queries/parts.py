"""What each kind of share opens: a report alone does not open the whole project.

The same promise as the sentences the team reads before it shares (``projects.queries.sharing``).

``parts_opened`` turns the shares of one project into the parts its row may show; everything else
stays empty and says so (« non partagé »).
"""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from coordination.models import Share

What = Share.What


class Part(StrEnum):
    """One group of columns of the workbook, shown or withheld together."""

    CARD = "carte"  # the carte de visite: no figure
    STORY = "recit"  # how the project is done, with whom
    FIGURES = "chiffres"
    REVIEW = "evaluation"
    MONEY = "argent"  # of the applications and grants shared, never of others


CARD_ONLY = frozenset({Part.CARD})
EVERYTHING = frozenset(Part)
OPENED_BY: Mapping[str, frozenset[Part]] = {
    What.PROJECT: frozenset({Part.CARD, Part.STORY, Part.FIGURES, Part.REVIEW}),
    What.APPLICATION: frozenset({Part.CARD, Part.STORY, Part.MONEY}),
    What.REPORT: frozenset({Part.CARD, Part.FIGURES, Part.REVIEW, Part.MONEY}),
    What.FIGURES: frozenset({Part.CARD, Part.FIGURES}),
    What.SHEET: frozenset({Part.CARD}),
}


def parts_opened(whats: Iterable[str]) -> frozenset[Part]:
    """The parts that these shares open together; the carte de visite at least."""
    opened = CARD_ONLY
    for what in whats:
        opened |= OPENED_BY[what]
    return opened
