"""The library: search with accents, plurals, synonyms and slips of the keyboard; counts by filter.

Two queries in the usual case: one for the counts, one for the page. When nothing holds all the
words, spelling is tried, then the sheets that hold some of them, and the page says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache
from typing import Any

from django.core.paginator import Page, Paginator
from django.db import connection
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from capitalisation.queries.lexicon import Term, lexicon, terms_of, words_of
from capitalisation.queries.library_sql import (
    FILTERS,
    LABELS,
    NEAREST_THEMES,
    SPELLING,
    START,
    STOP,
    Sql,
    facets_query,
    results_query,
)
from msp_portal.kit.french import typo

PER_PAGE = 20
CLOSE_ENOUGH = 0.7  # of the letters, for a correction
Filters = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Found:
    """One sheet of a page of results, and why it is there."""

    slug: str
    title: SafeString
    passage: SafeString
    labels: tuple[SafeString, ...]
    team: str
    department: str
    year: int
    evidence: str
    themes: tuple[str, ...]
    takeovers: int
    illustration: bool


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter, with how many sheets it would show."""

    value: str
    label: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """One filter with its values, the most frequent first."""

    name: str
    label: str
    choices: tuple[Choice, ...]

    @property
    def chosen(self) -> Choice | None:
        """The value in force."""
        return next((choice for choice in self.choices if choice.chosen), None)


@dataclass(frozen=True)
class Results:
    """A page of the library. ``corrected``: (typed, read) pairs when the spelling was mended;
    ``loose``: no sheet held all the words."""

    total: int
    page: Page[Any]
    found: tuple[Found, ...]
    facets: tuple[Facet, ...]
    corrected: tuple[tuple[str, str], ...] = ()
    loose: bool = False
    nearest_themes: tuple[Choice, ...] = ()


def search_library(text: str = "", filters: Filters | None = None, page: int = 1) -> Results:
    """The sheets that hold what is looked for, the best first; all of them, latest first, for
    nothing typed. ``filters``: see ``library_sql.FILTERS``."""
    chosen = {name: value for name, value in (filters or {}).items() if value}
    terms = terms_of(text)
    corrected: tuple[tuple[str, str], ...] = ()
    loose = False
    counts = _counts(facets_query(terms, chosen, loose=False))
    if terms and not counts["total"][""]:
        mended, corrected = _mended(terms)
        if corrected:
            terms = mended
            counts = _counts(facets_query(terms, chosen, loose=False))
        if not counts["total"][""] and (len(terms) > 1):
            loose = True
            counts = _counts(facets_query(terms, chosen, loose=True))
    total = counts["total"][""]
    labels = _labels()
    window = _Window(total).get_page(page)
    found: tuple[Found, ...] = ()
    if total:
        offset = (window.number - 1) * PER_PAGE
        asked = results_query(terms, chosen, loose=loose, limit=PER_PAGE, offset=offset)
        found = tuple(_found(row, labels) for row in _rows(asked))
    return Results(
        total=total,
        page=window,
        found=found,
        facets=_facets(counts, chosen, labels),
        corrected=corrected if total else (),
        loose=loose and total > 0,
        nearest_themes=() if total else _nearest_themes(text),
    )


class _Window(Paginator):  # type: ignore[type-arg]
    """Pages of a list whose rows SQL has cut already."""

    def __init__(self, total: int) -> None:
        super().__init__(range(total), PER_PAGE)


# ---- Spelling -------------------------------------------------------------------------------


def _mended(terms: Sequence[Term]) -> tuple[list[Term], tuple[tuple[str, str], ...]]:
    """The terms with each unknown word replaced by the nearest known one. One query."""
    words = list(dict.fromkeys(word for term in terms for word in words_of(term.typed)))
    with connection.cursor() as cursor:
        cursor.execute(SPELLING, [words])
        rows = cursor.fetchall()
    better = {
        word: nearest
        for word, known, candidates in rows
        if not known and (nearest := _nearest(word, candidates))
    }
    if not better:
        return list(terms), ()
    typed = " ".join(term.typed for term in terms)
    mended = " ".join(better.get(word, word) for word in words_of(typed))
    return terms_of(mended), tuple(better.items())


def _nearest(word: str, candidates: Sequence[str]) -> str:
    """The candidate that differs by the fewest letters, if any is close enough."""
    ours = get_close_matches(word, lexicon().words, n=2, cutoff=CLOSE_ENOUGH)
    scored = [(SequenceMatcher(None, word, other).ratio(), other) for other in [*candidates, *ours]]
    best = max(scored, default=(0.0, ""))
    return best[1] if best[0] >= CLOSE_ENOUGH and best[1] != word else ""


def _nearest_themes(text: str) -> tuple[Choice, ...]:
    """Where to go when nothing was found: themes that sound like it, else the fullest ones."""
    with connection.cursor() as cursor:
        cursor.execute(NEAREST_THEMES, [" ".join(words_of(text)), 6])
        return tuple(
            Choice(code, label, sheets, chosen=False)
            for code, label, sheets, _nearness in cursor.fetchall()
        )


# ---- Rows and counts ------------------------------------------------------------------------

Counts = dict[str, dict[str, int]]
Labels = Mapping[str, Mapping[str, str]]
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


def _found(row: Mapping[str, Any], labels: Labels) -> Found:
    themes = labels.get("theme", {})
    return Found(
        slug=row["slug"],
        title=marked(row["title"]),
        passage=marked(_cut(row["passage"])),
        labels=tuple(marked(label) for label in row["labels"].split(" · ") if START in label),
        team=row["team_name"],
        department=labels.get("departement", {}).get(row["department_code"], ""),
        year=row["year"],
        evidence=labels.get("preuve", {}).get(row["evidence_code"], ""),
        themes=tuple(themes[code] for code in row["theme_codes"] if code in themes),
        takeovers=row["takeovers"],
        illustration=row["illustration"],
    )


def _cut(passage: str) -> str:
    """A passage taken from the middle of a text says so."""
    text = passage.strip()
    bare = text.lstrip(START)
    before = "… " if bare[:1].islower() else ""
    after = " …" if bare and bare.rstrip(STOP)[-1] not in ".!?…" else ""
    return f"{before}{text}{after}"


def marked(text: str) -> SafeString:
    """A passage with what matched in <mark>; everything else is escaped."""
    safe = str(escape(typo(text)))
    return mark_safe(safe.replace(START, "<mark>").replace(STOP, "</mark>"))  # noqa: S308 (escaped)
