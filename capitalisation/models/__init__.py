"""Experience sheets, their review, and what other teams made of them."""

from capitalisation.models.lineage import Takeover
from capitalisation.models.reviews import SheetReview, SheetReviewAnswer
from capitalisation.models.sheets import ExperienceSheet, SheetSection

__all__ = ["ExperienceSheet", "SheetReview", "SheetReviewAnswer", "SheetSection", "Takeover"]
