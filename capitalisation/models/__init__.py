"""Experience sheets, their review, and what other teams made of them."""

from capitalisation.models.library import LibraryEntry, LibraryWord
from capitalisation.models.lineage import Takeover
from capitalisation.models.messages import SheetMessage
from capitalisation.models.reviews import SheetReview, SheetReviewAnswer
from capitalisation.models.sheets import WRITABLE, ExperienceSheet, SheetSection
from capitalisation.models.testimonies import SheetQuote, Testimony

__all__ = [
    "WRITABLE",
    "ExperienceSheet",
    "LibraryEntry",
    "LibraryWord",
    "SheetMessage",
    "SheetQuote",
    "SheetReview",
    "SheetReviewAnswer",
    "SheetSection",
    "Takeover",
    "Testimony",
]
