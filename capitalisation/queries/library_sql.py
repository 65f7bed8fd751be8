"""The SQL of the library: stored words are compared, nothing is parsed but what was typed.

Only our own names are written in these texts; every value goes through a parameter.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from capitalisation.words.reading import Reading, Term

CONFIG = "french_unaccent"
WEIGHTS = "{0.1, 0.25, 0.5, 1.0}"  # told around, story, summary and themes, title

STORY = 6_000  # signs of a story in which the words are shown
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


def term_query(term: Term) -> Sql:
    """What one term looks for, as a tsquery: its entries of the lexicon, else the word itself.

    The entries a sheet names are words of its index like others (``words.finding.tags_of``): one
    word looked for, where the synonyms would be thirty.
    """
    if term.tags:
        return Sql("%s::tsquery", [" | ".join(f"'{tag}'" for tag in term.tags)])
    return _words_query(term.typed)


def whole_query(terms: Sequence[Term], *, loose: bool) -> Sql:
    """All the terms (any of them, when ``loose``)."""
    return joined([term_query(term) for term in terms], " || " if loose else " && ")


def queries(reading: Reading, *, loose: bool) -> Sql:
    """The tsqueries, made once: what must be found, the very words typed, what is meant."""
    typed = [_words_query(term.typed) for term in reading.terms]
    typed += [_words_query(word) for word in reading.extra]
    return (
        Sql("asked AS MATERIALIZED (SELECT (")
        + whole_query(reading.terms, loose=loose)
        + Sql(") AS wanted, (")
        + joined(typed, " || ")
        + Sql(") AS typed, (")
        + whole_query(reading.terms, loose=True)
        + Sql(") AS meant)")
    )


def _words_query(words: str) -> Sql:
    """These words, wherever they are: a phrase would have to be looked for in the whole text of
    every candidate, where the index alone answers this."""
    return Sql(f"plainto_tsquery('{CONFIG}', %s)", [words])


def filtered(filters: Mapping[str, Any], *, without: str = "") -> Sql:
    """The filters chosen, as one condition; ``without`` one, for its own counts."""
    wanted = [f"{name}:{filters[name]}" for name in FILTERS if filters.get(name)]
    kept = [code for code in wanted if not code.startswith(f"{without}:")]
    return Sql("facets @> %s::varchar[]", [kept]) if kept else Sql("TRUE")


def facets_query(reading: Reading, filters: Mapping[str, Any], *, loose: bool) -> Sql:
    """In one query: how many sheets in all, and for each value of each filter.

    The counts of a filter say what one would get by changing that filter alone: one pass for all
    the filters that are not set, one more for each that is.
    """
    chosen = [name for name in FILTERS if filters.get(name)]
    if reading.terms:
        # The query as a table keeps PostgreSQL to the index: read row by row, texts are long.
        found = (
            Sql("WITH ")
            + queries(reading, loose=loose)
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
    reading: Reading,
    filters: Mapping[str, Any],
    *,
    loose: bool,
    limit: int,
    offset: int,
) -> Sql:
    """One page of sheets, with the texts that say why each was found: the story only when title,
    themes and summary do not."""
    terms = reading.terms
    if not terms:
        return _latest(filters, limit, offset)
    near = offset + limit <= WINDOW
    first = (
        Sql("WITH ")
        + queries(reading, loose=loose)
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
    story = "left(e.body, %s)"
    if not loose:
        story = f"CASE WHEN e.head @@ wanted AND length(e.summary) > 40 THEN '' ELSE {story} END"
    return first + best + Sql(_COLUMNS) + Sql(f" {story} AS body", [STORY]) + Sql(_FROM_BEST)


_COLUMNS = """
 SELECT e.sheet_id, e.slug, e.team_name, e.department_code, e.year, e.evidence_code,
        e.theme_codes, e.published_at, e.illustration, e.title, e.summary, e.labels, e.facets,
        (SELECT count(*) FROM capitalisation_takeover t WHERE t.sheet_id = e.sheet_id) AS takeovers,
"""
_FROM_BEST = """
 FROM best JOIN capitalisation_libraryentry e USING (sheet_id), asked
 ORDER BY best.rank DESC, e.published_at DESC, e.sheet_id DESC
"""


def _latest(filters: Mapping[str, Any], limit: int, offset: int) -> Sql:
    """Nothing typed: the latest sheets."""
    return (
        Sql(f"{_COLUMNS} '' AS body")
        + Sql(" FROM capitalisation_libraryentry e WHERE ")
        + filtered(filters)
        + Sql(" ORDER BY e.published_at DESC, e.sheet_id DESC LIMIT %s OFFSET %s", [limit, offset])
    )


def _rank(vector: str, terms: Sequence[Term], *, loose: bool) -> Sql:
    """Where the words are; those typed count twice their synonyms; when ``loose``, the terms
    found come first, those of the lexicon before plain words."""
    score = Sql(
        f"(2 * ts_rank('{WEIGHTS}', {vector}, typed, 1) + ts_rank('{WEIGHTS}', {vector}, meant, 1))"
    )
    if loose:
        each = [
            Sql(f"{term.weight} * (search @@ ") + term_query(term) + Sql(")::int") for term in terms
        ]
        score = Sql("10 * (") + joined(each, " + ") + Sql(") + ") + score
    return score


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

# What it is about first, then what sounds like it, then the fullest.
NEAREST_THEMES = """
SELECT code, label, sheets, meant, nearness
FROM (SELECT t.code, t.label, t.position, n.sheets,
             array_position(%s::varchar[], t.code) AS meant,
             word_similarity(%s, f_search_key(t.label)) AS nearness
      FROM reference_theme t
      JOIN (SELECT unnest(theme_codes) AS code, count(*) AS sheets
            FROM capitalisation_libraryentry GROUP BY 1) n ON n.code = t.code) AS told
ORDER BY meant NULLS LAST, nearness >= %s DESC, sheets DESC, position LIMIT %s
"""

SENSES = """
SELECT tag, (SELECT count(*) FROM capitalisation_libraryentry WHERE search @@ tag::tsquery)
FROM unnest(%s::text[]) AS tag
"""
