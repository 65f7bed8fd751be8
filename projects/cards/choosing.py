"""The cards in use: all of them, one of them, those that fit an objective."""

from collections.abc import Collection, Iterable, Mapping
from functools import lru_cache
from types import MappingProxyType

from msp_portal.reference.letters import spelled
from msp_portal.reference.theme_codes import near_themes, theme_codes
from projects.cards.card import Card, NotFollowed
from projects.cards.reading import CARDS_DIRECTORY, read_cards, read_not_followed

# The order of a team's questions: what is done, by whom, what people say, then by theme.
FAMILY_FILES_FIRST = ("PASSAGES", "PRO_MOBILISES", "SATISFACTION")


@lru_cache(maxsize=1)
def all_cards() -> tuple[Card, ...]:
    """Every card: those for all themes first, family by family."""
    cards = read_cards(CARDS_DIRECTORY, themes=theme_codes())
    first = {card.family: rank for rank, card in enumerate(_leaders(cards))}
    return tuple(sorted(cards, key=lambda card: first.get(card.family, len(first))))


def _leaders(cards: Iterable[Card]) -> list[Card]:
    by_code = {card.code: card for card in cards}
    return [by_code[code] for code in FAMILY_FILES_FIRST if code in by_code]


@lru_cache(maxsize=1)
def _by_code() -> Mapping[str, Card]:
    return MappingProxyType({card.code: card for card in all_cards()})


@lru_cache(maxsize=1)
def not_followed() -> tuple[NotFollowed, ...]:
    """What the portal does not follow, and why."""
    return read_not_followed(CARDS_DIRECTORY, codes=_by_code())


def card_by_code(code: str) -> Card | None:
    """The card of this code; None for an indicator without card or an unknown code."""
    return _by_code().get(code)


def cards_for(
    *,
    themes: Collection[str] = (),
    level: str = "",
    kind: str = "",
    words: str = "",
) -> list[Card]:
    """The cards that fit. Each filter left empty lets everything through.

    ``themes``: codes of the project; a card fits when it is for all themes or near one of them
    (the theme above, those under). Cards made for the theme come before those for all, which a
    person knows already. ``words``: every word must be found, accents and capitals apart.
    """
    near = near_themes(themes)
    asked = spelled(words).split()
    found = [
        card
        for card in all_cards()
        if (not themes or card.is_for_all_themes or card.themes & near)
        and (not level or level in card.levels)
        and (not kind or card.kind == kind)
        and all(word in _searched(card.code) for word in asked)
    ]
    return sorted(found, key=lambda card: card.is_for_all_themes) if near else found


def cards_by_family(cards: Iterable[Card]) -> dict[str, list[Card]]:
    """The same cards under the name of their family, in the order given."""
    families: dict[str, list[Card]] = {}
    for card in cards:
        families.setdefault(card.family, []).append(card)
    return families


@lru_cache(maxsize=256)
def _searched(code: str) -> str:
    card = _by_code()[code]
    labels = (theme_codes()[theme].label for theme in sorted(card.themes))
    return spelled(" ".join([card.name, card.definition, card.unit, card.kind_label, *labels]))
