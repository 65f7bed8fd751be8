"""The shared indicator cards: read once, found by code, chosen for an objective.

Data: ``projects/data/indicator_cards``. Pure functions: no database, no request.
"""

from projects.cards.card import (
    Card,
    CardAxis,
    CardCounts,
    CardKind,
    CardLevel,
    NotFollowed,
)
from projects.cards.choosing import (
    all_cards,
    card_by_code,
    cards_by_family,
    cards_for,
    not_followed,
)

__all__ = [
    "Card",
    "CardAxis",
    "CardCounts",
    "CardKind",
    "CardLevel",
    "NotFollowed",
    "all_cards",
    "card_by_code",
    "cards_by_family",
    "cards_for",
    "not_followed",
]
