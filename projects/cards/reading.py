"""Reads the indicator cards of ``projects/data/indicator_cards`` and says what is wrong in French.

A federation officer corrects these files: an error (``DataFileError``) names the file, the card and
the key, and says what was expected. Pure: no database, nothing kept here (see :mod:`projects.cards`
for the cards in use).
"""

from collections.abc import Iterable
from pathlib import Path

from msp_portal.kit.french import typo
from msp_portal.reference.data_files import DataRow, check_unique, read_file, read_rows
from projects.cards.card import Card, CardAxis, CardCounts, CardKind, CardLevel, NotFollowed

CARDS_DIRECTORY = Path(__file__).resolve().parent.parent / "data" / "indicator_cards"
NOT_FOLLOWED_FILE = "non_suivis.yml"
# What the fields of an indicator hold.
LONGEST_NAME, LONGEST_UNIT, LONGEST_HOW = 160, 40, 240
KEYS = frozenset({
    "code", "nom", "unite", "type", "compte", "themes", "niveaux", "definition", "pourquoi",
    "lecteurs", "formule", "source", "recueil", "en_pratique", "cout", "axes", "masquage", "pieges",
})  # fmt: skip
UNKNOWN_THEME = "le thème « {} » n’est pas dans themes.yml."
UNKNOWN_CARD = "aucune fiche ne porte le code {}."


def read_cards(directory: Path, *, themes: Iterable[str]) -> tuple[Card, ...]:
    """Every card of the directory, in the order of the files' names then of the files.

    ``themes``: the codes a card may name. Raises ``DataFileError`` on the first thing wrong.
    """
    known = frozenset(themes)
    cards: list[Card] = []
    rows: list[DataRow] = []
    for path in sorted(directory.glob("*.yml")):
        if path.name == NOT_FOLLOWED_FILE:
            continue
        family = typo(read_file(path).text("famille"))
        found = read_rows(path, "fiches", "fiche")
        cards += [_card(row, family, known) for row in found]
        rows += found
    check_unique(rows)
    return tuple(cards)


def read_not_followed(directory: Path, *, codes: Iterable[str]) -> tuple[NotFollowed, ...]:
    """What is not followed, and why. ``codes``: the cards it may send to."""
    known = frozenset(codes)
    found = []
    for row in read_rows(directory / NOT_FOLLOWED_FILE, "non_suivis", "ligne"):
        row.among("plutot", known, UNKNOWN_CARD)
        found.append(
            NotFollowed(
                row.code(), typo(row.text("nom")), typo(row.text("pourquoi")), row.texts("plutot")
            )
        )
    return tuple(found)


def _card(row: DataRow, family: str, themes: frozenset[str]) -> Card:
    row.only(KEYS)
    levels = row.choices("niveaux", CardLevel)
    if not levels:
        raise row.wrong("niveaux", "au moins un niveau d’objectif est attendu.")
    return Card(
        code=row.code(),
        name=typo(row.text("nom", longest=LONGEST_NAME)),
        family=family,
        definition=typo(row.text("definition")),
        unit=typo(row.text("unite", longest=LONGEST_UNIT)),
        why=typo(row.text("pourquoi")),
        readers=typo(row.text("lecteurs")),
        kind=row.choice("type", CardKind),
        counts=row.choice("compte", CardCounts),
        formula=typo(row.text("formule")),
        source=typo(row.text("source")),
        how=typo(row.text("recueil", longest=LONGEST_HOW)),
        practice=tuple(map(typo, row.texts("en_pratique"))),
        cost=typo(row.text("cout")),
        axes=row.choices("axes", CardAxis),
        pitfalls=tuple(map(typo, row.texts("pieges"))),
        masking_note=typo(row.text("masquage")) if "masquage" in row.values else "",
        themes=row.among("themes", themes, UNKNOWN_THEME),
        levels=levels,
    )
