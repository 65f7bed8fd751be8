"""The SQL of the library: stored words are compared, nothing is parsed but what was typed.

Only our own names are written in these texts; every value goes through a parameter.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from capitalisation.queries.lexicon import Term

CONFIG = "french_unaccent"
START, STOP = "\x02", "\x03"  # around what matched, until the page marks it
WEIGHTS = "{0.1, 0.25, 0.5, 1.0}"  # told around, story, summary and themes, title

WINDOW = 200  # sheets whose whole text is weighed; beyond, title, themes and summary decide

# Filters, by their name in the address; each is the prefix of its codes in ``facets``.
FILTERS = ("theme", "public", "milieu", "region", "departement", "preuve", "annee")


@dataclass
class Sql:
    """A piece of SQL with its parameters."""

    text: str
    params: list[Any] = field(default_factory=list)

    def __add__(self, other: "Sql") -> "Sql":
        return Sql(self.text + other.text, [*self.params, *other.params])


def joined(pieces: Sequence[Sql], separator: str) -> Sql:
    """Pieces put one after the other."""
    found = Sql("")
    for place, piece in enumerate(pieces):
        found = found + Sql(separator if place else "") + piece
    return found


def term_query(term: Term, *, typed_only: bool = False) -> Sql:
    """What one term looks for, as a tsquery: any of its expressions.

    The words of an expression may be apart: a phrase would have to be looked for in the whole text
    of every candidate, where the index alone answers this.
    """
    phrases = [term.typed] if typed_only else list(term.phrases)
    pieces = [Sql(f"plainto_tsquery('{CONFIG}', %s)", [phrase]) for phrase in phrases]
    return Sql("(") + joined(pieces, " || ") + Sql(")")


def whole_query(terms: Sequence[Term], *, loose: bool, typed_only: bool = False) -> Sql:
    """All the terms (any of them, when ``loose``)."""
    pieces = [term_query(term, typed_only=typed_only) for term in terms]
    return joined(pieces, " || " if loose else " && ")


def queries(terms: Sequence[Term], *, loose: bool) -> Sql:
    """The tsqueries, made once: what must be found, what was typed, what may be marked."""
    return (
        Sql("asked AS MATERIALIZED (SELECT (")
        + whole_query(terms, loose=loose)
        + Sql(") AS wanted, (")
        + whole_query(terms, loose=True, typed_only=True)
        + Sql(") AS typed, (")
        + whole_query(terms, loose=True)
        + Sql(") AS meant)")
    )


def filtered(filters: Mapping[str, Any], *, without: str = "") -> Sql:
    """The filters chosen, as one condition; ``without`` one, for its own counts."""
    wanted = [f"{name}:{filters[name]}" for name in FILTERS if filters.get(name)]
    kept = [code for code in wanted if not code.startswith(f"{without}:")]
    return Sql("facets @> %s::varchar[]", [kept]) if kept else Sql("TRUE")


def facets_query(terms: Sequence[Term], filters: Mapping[str, Any], *, loose: bool) -> Sql:
    """In one query: how many sheets in all, and for each value of each filter.

    The counts of a filter say what one would get by changing that filter alone: one pass for all
    the filters that are not set, one more for each that is.
    """
    chosen = [name for name in FILTERS if filters.get(name)]
    if terms:
        # The query as a table keeps PostgreSQL to the index: read row by row, texts are long.
        found = (
            Sql("WITH ")
            + queries(terms, loose=loose)
            + Sql(
                ", found AS MATERIALIZED (SELECT facets FROM capitalisation_libraryentry, asked"
                " WHERE search @@ wanted) "
            )
        )
    else:
        found = Sql("WITH found AS MATERIALIZED (SELECT facets FROM capitalisation_libraryentry) ")
    pieces = [
        Sql("SELECT 'total:' AS code, count(*) FROM found WHERE ") + filtered(filters),
        Sql("SELECT unnest(facets) AS code, count(*) FROM found WHERE ")
        + filtered(filters)
        + Sql(" GROUP BY 1"),
    ]
    pieces += [
        Sql("SELECT '+' || code, count(*) FROM (SELECT unnest(facets) AS code FROM found WHERE ")
        + filtered(filters, without=name)
        + Sql(") AS other WHERE code LIKE %s GROUP BY 1", [f"{name}:%"])
        for name in chosen
    ]
    return found + joined(pieces, " UNION ALL ")


def results_query(
    terms: Sequence[Term],
    filters: Mapping[str, Any],
    *,
    loose: bool,
    limit: int,
    offset: int,
) -> Sql:
    """One page of sheets, with why each was found. Long texts are read for this page only."""
    if not terms:
        return _latest(filters, limit, offset)
    near = offset + limit <= WINDOW
    first = (
        Sql("WITH ")
        + queries(terms, loose=loose)
        + Sql(", first AS (SELECT sheet_id, published_at, ")
        + _rank("head", terms, loose=loose)
        + Sql(" AS rank FROM capitalisation_libraryentry, asked WHERE search @@ wanted AND ")
        + filtered(filters)
        + Sql(
            " ORDER BY rank DESC, published_at DESC, sheet_id DESC LIMIT %s OFFSET %s)",
            [WINDOW if near else limit, 0 if near else offset],
        )
    )
    best = Sql(", best AS (SELECT sheet_id, rank FROM first)")
    if near:
        best = (
            Sql(", best AS (SELECT sheet_id, first.rank + ")
            + _rank("e.search", terms, loose=False)
            + Sql(
                " AS rank FROM first JOIN capitalisation_libraryentry e USING (sheet_id), asked"
                " ORDER BY rank DESC, first.published_at DESC, sheet_id DESC LIMIT %s OFFSET %s)",
                [limit, offset],
            )
        )
    return first + best + Sql(_COLUMNS) + _marks() + Sql(_FROM_BEST)


_COLUMNS = """
 SELECT e.sheet_id, e.slug, e.team_name, e.department_code, e.year, e.evidence_code,
        e.theme_codes, e.published_at, e.illustration,
        (SELECT count(*) FROM capitalisation_takeover t WHERE t.sheet_id = e.sheet_id) AS takeovers,
"""
_FROM_BEST = """
 FROM best JOIN capitalisation_libraryentry e USING (sheet_id), asked
 ORDER BY best.rank DESC, e.published_at DESC, e.sheet_id DESC
"""


def _latest(filters: Mapping[str, Any], limit: int, offset: int) -> Sql:
    """Nothing typed: the latest sheets."""
    return (
        Sql(f"{_COLUMNS} e.title, e.summary AS passage, '' AS labels")
        + Sql(" FROM capitalisation_libraryentry e WHERE ")
        + filtered(filters)
        + Sql(" ORDER BY e.published_at DESC, e.sheet_id DESC LIMIT %s OFFSET %s", [limit, offset])
    )


def _rank(vector: str, terms: Sequence[Term], *, loose: bool) -> Sql:
    """Where the words are; those typed count twice their synonyms; when ``loose``, the number of
    terms found comes first."""
    score = Sql(
        f"(2 * ts_rank('{WEIGHTS}', {vector}, typed, 1) + ts_rank('{WEIGHTS}', {vector}, meant, 1))"
    )
    if loose:
        each = [Sql("(search @@ ") + term_query(term) + Sql(")::int") for term in terms]
        score = Sql("10 * (") + joined(each, " + ") + Sql(") + ") + score
    return score


def _marks() -> Sql:
    """Title, passage and labels, with what matched between START and STOP.

    The passage is the summary when the words are in it or above it, else a piece of the story.
    """
    marks = f'StartSel="{START}", StopSel="{STOP}"'
    whole = f"{marks}, HighlightAll=true"
    piece = f'{marks}, MaxFragments=2, MinWords=8, MaxWords=24, FragmentDelimiter=" … "'
    return Sql(
        f" ts_headline('{CONFIG}', e.title, meant, %s) AS title,"
        f" ts_headline('{CONFIG}', CASE WHEN e.head @@ meant AND length(e.summary) > 40 THEN e.summary"
        f" ELSE left(e.body, 8000) END, meant, %s) AS passage,"
        f" ts_headline('{CONFIG}', e.labels, meant, %s) AS labels",
        [whole, piece, whole],
    )


LABELS = """
SELECT 'theme', code, label FROM reference_theme
UNION ALL SELECT 'public', code, label FROM reference_public
UNION ALL SELECT 'milieu', code, label FROM reference_setting
UNION ALL SELECT 'region', code, name FROM reference_region
UNION ALL SELECT 'departement', code, name FROM reference_department
UNION ALL SELECT 'preuve', code, label FROM reference_evidencelevel
"""

SPELLING = """
SELECT typed.word,
       EXISTS (SELECT 1 FROM capitalisation_libraryentry
               WHERE search @@ plainto_tsquery('french_unaccent', typed.word)),
       ARRAY(SELECT w.word FROM capitalisation_libraryword w
             WHERE w.sheets > 0 AND w.word %% typed.word
             ORDER BY similarity(w.word, typed.word) DESC, w.sheets DESC LIMIT 6)
FROM unnest(%s::text[]) AS typed(word)
"""

NEAREST_THEMES = """
SELECT t.code, t.label, n.sheets,
       word_similarity(%s, f_search_key(t.label)) AS nearness
FROM reference_theme t
JOIN (SELECT unnest(theme_codes) AS code, count(*) AS sheets
      FROM capitalisation_libraryentry GROUP BY 1) n ON n.code = t.code
ORDER BY nearness DESC, n.sheets DESC, t.position LIMIT %s
"""
