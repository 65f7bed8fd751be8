"""The library: search with accents, plurals, synonyms and slips of the keyboard; counts by filter.

Two queries in the usual case: one for the counts, one for the page. When nothing holds all the
words, spelling is tried, then what lies around, then the sheets that hold some of them, and the
page says so.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.core.paginator import Page
from django.db import connection

from capitalisation.queries.library_found import Found, Labels, found_sheet
from capitalisation.queries.library_sql import (
    FILTERS,
    LABELS,
    NEAREST_THEMES,
    SENSES,
    SPELLING,
    Sql,
    facets_query,
    results_query,
)
from capitalisation.words.finding import tag
from capitalisation.words.letters import words_of
from capitalisation.words.reading import Reading, nearest_word, read, seems_foreign, widened
from msp_portal.kit.facets import Choice, Facet
from msp_portal.kit.french import typo
from msp_portal.kit.paging import CountedPaginator

PER_PAGE = 20
ALIKE = 0.5  # of the trigrams of a theme's label, to call it near
Filters = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Meaning:
    """One meaning of a word that has several, with how many sheets speak of it."""

    told: str
    count: int


@dataclass(frozen=True)
class Results:
    """A page of the library. ``corrected``: (typed, read) pairs when the spelling was mended;
    ``wider``: sheets about what lies around; ``loose``: no sheet held all the words;
    ``nearest_themes``: where to go when nothing was found, ``themes_meant`` when they are what the
    search is about; ``meanings``: (word typed, others of its meanings)."""

    total: int
    page: Page[Any]
    found: tuple[Found, ...]
    facets: tuple[Facet, ...]
    reading: Reading
    corrected: tuple[tuple[str, str], ...] = ()
    wider: bool = False
    loose: bool = False
    nearest_themes: tuple[Choice, ...] = ()
    themes_meant: bool = False
    meanings: tuple[tuple[str, tuple[Meaning, ...]], ...] = ()


@dataclass(frozen=True)
class _Asked:
    """A way to read the search that found something, or the last one tried."""

    reading: Reading
    counts: "Counts"
    corrected: tuple[tuple[str, str], ...] = ()
    wider: bool = False
    loose: bool = False

    @property
    def total(self) -> int:
        return self.counts["total"][""]


def search_library(text: str = "", filters: Filters | None = None, page: int = 1) -> Results:
    """The sheets that hold what is looked for, the best first; all of them, latest first, for
    nothing typed. ``filters``: see ``library_sql.FILTERS``."""
    chosen = {name: value for name, value in (filters or {}).items() if value}
    asked = _asked(read(text), chosen, may_be_loose=not seems_foreign(text))
    total = asked.total
    labels = _labels()
    window = CountedPaginator(range(total), PER_PAGE, total).get_page(page)  # SQL cuts the rows
    found: tuple[Found, ...] = ()
    if total:
        offset = (window.number - 1) * PER_PAGE
        query = results_query(
            asked.reading, chosen, loose=asked.loose, limit=PER_PAGE, offset=offset
        )
        found = tuple(
            found_sheet(row, asked.reading.terms, labels, loose=asked.loose) for row in _rows(query)
        )
    nearest, meant = ((), False) if total else _nearest_themes(text, asked.reading)
    return Results(
        total=total,
        page=window,
        found=found,
        facets=_facets(asked.counts, chosen, labels),
        reading=asked.reading,
        corrected=asked.corrected if total else (),
        wider=asked.wider and total > 0,
        loose=asked.loose and total > 0,
        nearest_themes=nearest,
        themes_meant=meant,
        meanings=_meanings(asked.reading),
    )


def _asked(reading: Reading, chosen: Filters, *, may_be_loose: bool) -> _Asked:
    """As typed; then with the spelling mended; then with what lies around; then any of the words:
    of another language, one word in common would say nothing."""
    asked = _Asked(reading, _counted(reading, chosen), reading.slips)
    if asked.total or not reading.terms:
        return asked
    mended, corrected = _mended(reading)
    if corrected:
        asked = _Asked(mended, _counted(mended, chosen), (*corrected, *mended.slips))
    if not asked.total:
        wide = widened(asked.reading)
        if wide.terms != asked.reading.terms:
            found = _Asked(wide, _counted(wide, chosen), asked.corrected, wider=True)
            asked = found if found.total else asked
    known = any(term.entry for term in asked.reading.terms)
    if not asked.total and len(asked.reading.terms) > 1 and (known or may_be_loose):
        counts = _counted(asked.reading, chosen, loose=True)
        asked = _Asked(asked.reading, counts, asked.corrected, loose=True)
    return asked


def _counted(reading: Reading, chosen: Filters, *, loose: bool = False) -> "Counts":
    return _counts(facets_query(reading, chosen, loose=loose))


# ---- Spelling, meanings, themes -----------------------------------------------------------------


def _mended(reading: Reading) -> tuple[Reading, tuple[tuple[str, str], ...]]:
    """The search with each unknown word replaced by the nearest known one. One query."""
    words = list(
        dict.fromkeys(w for term in reading.terms if not term.entry for w in words_of(term.typed))
    )
    if not words:
        return reading, ()
    with connection.cursor() as cursor:
        cursor.execute(SPELLING, [words])
        rows = cursor.fetchall()
    better = {
        word: nearest
        for word, known, candidates in rows
        if not known and (nearest := nearest_word(word, candidates))
    }
    if not better:
        return reading, ()
    typed = " ".join((*(term.typed for term in reading.terms), *reading.extra))
    return read(" ".join(better.get(word, word) for word in words_of(typed))), tuple(better.items())


def _nearest_themes(text: str, reading: Reading) -> tuple[tuple[Choice, ...], bool]:
    """Where to go when nothing was found: the themes it is about that have sheets, else those that
    sound like it, else the fullest ones. With: whether they are near at all."""
    if not text.strip():
        return (), False
    guessed = _guessed(reading)
    words = " ".join(words_of(text))[:200]
    with connection.cursor() as cursor:
        cursor.execute(NEAREST_THEMES, [list(guessed.themes), words, ALIKE, 6])
        rows = cursor.fetchall()
    near = [row for row in rows if row[3] is not None] or [row for row in rows if row[4] >= ALIKE]
    choices = tuple(
        Choice(code, _told(label), sheets, chosen=False) for code, label, sheets, *_ in near or rows
    )
    return choices, bool(near)


def _guessed(reading: Reading) -> Reading:
    """The same with every unknown word read as the nearest of the lexicon: a guess, for themes."""
    words = [
        term.typed if term.entry else nearest_word(term.typed) or term.typed
        for term in reading.terms
    ]
    return read(" ".join(words))


def _meanings(reading: Reading) -> tuple[tuple[str, tuple[Meaning, ...]], ...]:
    """The other meanings of a doubtful word of which sheets speak. One query, if there is a doubt."""
    if not reading.doubts:
        return ()
    senses = [sense for doubt in reading.doubts for sense in doubt.senses if sense.entry]
    tags = {sense.entry: f"'{tag(sense.entry)}'" for sense in senses}
    with connection.cursor() as cursor:
        cursor.execute(SENSES, [list(tags.values())])
        counts: dict[str, int] = dict(cursor.fetchall())
    found = []
    for doubt in reading.doubts:
        meanings = tuple(
            Meaning(sense.told, counts[tags[sense.entry]])
            for sense in doubt.senses
            if sense.entry and counts[tags[sense.entry]]
        )
        if meanings:
            found.append((doubt.typed, meanings))
    return tuple(found)


# ---- Rows and counts ------------------------------------------------------------------------

Counts = dict[str, dict[str, int]]
_NAMES = {
    "theme": "Thème",
    "public": "Public",
    "milieu": "Lieu de vie",
    "region": "Région",
    "departement": "Département",
    "preuve": "Niveau de preuve",
    "annee": "Année",
}


def _counts(asked: Sql) -> Counts:
    counts: Counts = {"total": {"": 0}, **{name: {} for name in FILTERS}}
    again: Counts = {}
    with connection.cursor() as cursor:
        cursor.execute(asked.text, asked.params)
        for code, number in cursor.fetchall():
            facet, _colon, value = code.partition(":")
            if facet.startswith("+"):  # a filter in force: its counts as if it were not
                again.setdefault(facet[1:], {})[value] = number
            else:
                counts[facet][value] = number
    return {**counts, **again}


def _rows(asked: Sql) -> list[dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(asked.text, asked.params)
        names = [column.name for column in cursor.description or ()]
        return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _labels() -> Labels:
    """The words of the codes: one query for all six short lists."""
    found: dict[str, dict[str, str]] = {}
    with connection.cursor() as cursor:
        cursor.execute(LABELS)
        for kind, code, label in cursor.fetchall():
            # « (CAPS) » is the name of a method that a light sheet does not follow.
            found.setdefault(kind, {})[code] = _told(label.removesuffix(" (CAPS)"))
    return found


_told = lru_cache(maxsize=1000)(typo)  # the same few hundred labels, page after page


def _facets(counts: Counts, chosen: Filters, labels: Labels) -> tuple[Facet, ...]:
    return tuple(
        Facet(name, _NAMES[name], _choices(counts[name], chosen.get(name), labels.get(name, {})))
        for name in FILTERS
    )


def _choices(
    counts: Mapping[str, int], chosen: Any, labels: Mapping[str, str]
) -> tuple[Choice, ...]:
    wanted = str(chosen) if chosen else ""
    values: Iterable[str] = counts if wanted in counts or not wanted else [*counts, wanted]
    found = [
        Choice(value, labels.get(value, value), counts.get(value, 0), value == wanted)
        for value in values
    ]
    if not labels:  # years: the latest first
        return tuple(sorted(found, key=lambda choice: choice.value, reverse=True))
    return tuple(sorted(found, key=lambda choice: (-choice.count, choice.label)))
