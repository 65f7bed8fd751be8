"""Reads the indicator cards of ``projects/data/indicator_cards`` and says what is wrong in French.

A federation officer corrects these files: an error names the file, the card and the key, and says
what was expected. Pure: no database, nothing kept here (see :mod:`projects.cards` for the cards in
use).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any, TypeVar

import yaml

from msp_portal.kit.french import typo
from projects.cards.card import Card, CardAxis, CardCounts, CardKind, CardLevel, NotFollowed

CARDS_DIRECTORY = Path(__file__).resolve().parent.parent / "data" / "indicator_cards"
NOT_FOLLOWED_FILE = "non_suivis.yml"
# What the fields of an indicator hold.
LONGEST = {"code": 60, "nom": 160, "unite": 40, "recueil": 240}
TEXTS = (
    "code", "nom", "unite", "definition", "pourquoi", "lecteurs", "formule", "source", "recueil",
    "cout",
)  # fmt: skip
LISTS = ("en_pratique", "pieges")
CODES = ("type", "compte", "axes", "themes", "niveaux")
OPTIONAL = ("masquage",)

Choice = TypeVar("Choice", bound=StrEnum)


class CardError(ValueError):
    """A card file that cannot be read; the message is for the person who writes it."""


@dataclass(frozen=True, slots=True)
class _Place:
    """Where we are, to say it."""

    file: str
    card: str = ""

    def wrong(self, key: str, problem: str) -> CardError:
        card = f", fiche {self.card}" if self.card else ""
        return CardError(f"{self.file}{card}, «\u00a0{key}\u00a0»\u00a0: {problem}")


def read_cards(directory: Path, *, themes: Iterable[str]) -> tuple[Card, ...]:
    """Every card of the directory, in the order of the files' names then of the files.

    ``themes``: the codes a card may name. Raises ``CardError`` on the first thing wrong.
    """
    known = frozenset(themes)
    cards: list[Card] = []
    for path in sorted(directory.glob("*.yml")):
        if path.name != NOT_FOLLOWED_FILE:
            cards += _read_family(path, known)
    seen: dict[str, Card] = {}
    for card in cards:
        if card.code in seen:
            raise CardError(f"Le code {card.code} est porté par deux fiches : il doit être unique.")
        seen[card.code] = card
    return tuple(cards)


def read_not_followed(directory: Path, *, codes: Iterable[str]) -> tuple[NotFollowed, ...]:
    """What is not followed, and why. ``codes``: the cards it may send to."""
    path = directory / NOT_FOLLOWED_FILE
    known = frozenset(codes)
    found = []
    for row in _rows(path, "non_suivis"):
        place = _Place(path.name, str(row.get("code", "")))
        instead = tuple(str(code) for code in row.get("plutot") or ())
        for code in instead:
            if code not in known:
                raise place.wrong("plutot", f"aucune fiche ne porte le code {code}.")
        name, why = _text(row, "nom", place), _text(row, "pourquoi", place)
        found.append(NotFollowed(_text(row, "code", place), name, why, instead))
    return tuple(found)


def _read_family(path: Path, themes: frozenset[str]) -> list[Card]:
    content = _content(path)
    family = _text(content, "famille", _Place(path.name))
    return [
        _card(row, family, _Place(path.name, str(row.get("code", f"n° {rank}"))), themes)
        for rank, row in enumerate(_rows(path, "fiches"), start=1)
    ]


def _card(row: Mapping[str, Any], family: str, place: _Place, themes: frozenset[str]) -> Card:
    for key in row:
        if key not in {*TEXTS, *LISTS, *CODES, *OPTIONAL}:
            raise place.wrong(key, "cette ligne n’existe pas dans une fiche.")
    text = {key: _text(row, key, place) for key in TEXTS}
    return Card(
        code=_code(text["code"], place),
        name=text["nom"],
        family=family,
        definition=text["definition"],
        unit=text["unite"],
        why=text["pourquoi"],
        readers=text["lecteurs"],
        kind=_choice(CardKind, row.get("type"), "type", place),
        counts=_choice(CardCounts, row.get("compte"), "compte", place),
        formula=text["formule"],
        source=text["source"],
        how=text["recueil"],
        practice=_texts(row, "en_pratique", place),
        cost=text["cout"],
        axes=_choices(CardAxis, row, "axes", place),
        pitfalls=_texts(row, "pieges", place),
        masking_note=typo(str(row.get("masquage") or "")),
        themes=_themes(row, themes, place),
        levels=_levels(row, place),
    )


def _content(path: Path) -> Mapping[str, Any]:
    try:
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else "?"
        raise CardError(
            f"{path.name}, ligne {line} : cette ligne ne se lit pas. "
            "Un texte qui contient « : » se met entre guillemets droits."
        ) from error
    if not isinstance(content, dict):
        raise CardError(f"{path.name} : le fichier est vide ou n’a pas la forme attendue.")
    return content


def _rows(path: Path, key: str) -> Sequence[Mapping[str, Any]]:
    rows = _content(path).get(key)
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise _Place(path.name).wrong(key, "une liste est attendue.")
    return rows


def _text(row: Mapping[str, Any], key: str, place: _Place) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise place.wrong(key, "un texte est attendu.")
    text = value.strip() if key == "code" else typo(value.strip())
    longest = LONGEST.get(key)
    if longest and len(text) > longest:
        raise place.wrong(key, f"{len(text)} signes, {longest} au plus.")
    return text


def _texts(row: Mapping[str, Any], key: str, place: _Place) -> tuple[str, ...]:
    values = row.get(key)
    if not isinstance(values, list) or not values:
        raise place.wrong(key, "une liste d’au moins une phrase est attendue.")
    if not all(isinstance(value, str) and value.strip() for value in values):
        raise place.wrong(
            key, "chaque ligne est une phrase, entre guillemets droits s’il y a « : »."
        )
    return tuple(typo(value.strip()) for value in values)


def _code(code: str, place: _Place) -> str:
    if not code.replace("_", "").isalnum() or not code.isascii() or code != code.upper():
        raise place.wrong("code", "des majuscules sans accent, des chiffres et « _ » seulement.")
    return code


def _choice(choices: type[Choice], value: Any, key: str, place: _Place) -> Choice:
    try:
        return choices(value)
    except ValueError as error:
        allowed = ", ".join(choices)
        raise place.wrong(key, f"« {value} » n’est pas prévu. Choix : {allowed}.") from error


def _choices(
    choices: type[Choice], row: Mapping[str, Any], key: str, place: _Place
) -> tuple[Choice, ...]:
    values = row.get(key)
    if not isinstance(values, list):
        raise place.wrong(key, "une liste est attendue, même vide : [].")
    return tuple(_choice(choices, value, key, place) for value in values)


def _levels(row: Mapping[str, Any], place: _Place) -> tuple[CardLevel, ...]:
    levels = _choices(CardLevel, row, "niveaux", place)
    if not levels:
        raise place.wrong("niveaux", "au moins un niveau d’objectif est attendu.")
    return levels


def _themes(row: Mapping[str, Any], known: frozenset[str], place: _Place) -> frozenset[str]:
    values = row.get("themes")
    if not isinstance(values, list):
        raise place.wrong("themes", "une liste est attendue ; [] veut dire tous les thèmes.")
    for value in values:
        if value not in known:
            raise place.wrong("themes", f"le thème « {value} » n’est pas dans themes.yml.")
    return frozenset(values)
