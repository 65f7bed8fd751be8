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

# Filter name in the address → (column, whether it is a list of codes).
FILTERS: Mapping[str, tuple[str, bool]] = {
    "theme": ("theme_codes", True),
    "public": ("public_codes", True),
    "milieu": ("setting_codes", True),
    "region": ("region_code", False),
    "departement": ("department_code", False),
    "preuve": ("evidence_code", False),
    "annee": ("year", False),
}


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
    """What one term looks for, as a tsquery: any of its phrases."""
    phrases = [term.typed] if typed_only else list(term.phrases)
    pieces = [Sql(f"phraseto_tsquery('{CONFIG}', %s)", [phrase]) for phrase in phrases]
    return Sql("(") + joined(pieces, " || ") + Sql(")")


def whole_query(terms: Sequence[Term], *, loose: bool, typed_only: bool = False) -> Sql:
    """All the terms (any of them, when ``loose``)."""
    pieces = [term_query(term, typed_only=typed_only) for term in terms]
    return joined(pieces, " || " if loose else " && ")


def where(terms: Sequence[Term], *, loose: bool) -> Sql:
    """Sheets that hold the words."""
    if not terms:
        return Sql("TRUE")
    return Sql("search @@ (") + whole_query(terms, loose=loose) + Sql(")")


def rank(terms: Sequence[Term], *, loose: bool) -> Sql:
    """The more terms, the better; then where they are; words typed count twice their synonyms."""
    if not terms:
        return Sql("0")
    score = (
        Sql(f"2 * ts_rank('{WEIGHTS}', search, ")
        + whole_query(terms, loose=True, typed_only=True)
        + Sql(f", 1) + ts_rank('{WEIGHTS}', search, ")
        + whole_query(terms, loose=True)
        + Sql(", 1)")
    )
    if loose:
        each = [Sql("(search @@ ") + term_query(term) + Sql(")::int") for term in terms]
        score = Sql("10 * (") + joined(each, " + ") + Sql(") + ") + score
    return score


def filtered(filters: Mapping[str, Any], *, without: str = "") -> Sql:
    """The filters chosen, as conditions; ``without`` one, for its own counts."""
    pieces = [Sql("TRUE")]
    for name, (column, is_list) in FILTERS.items():
        value = filters.get(name)
        if not value or name == without:
            continue
        condition = f"{column} @> ARRAY[%s]::varchar[]" if is_list else f"{column} = %s"
        pieces.append(Sql(condition, [value]))
    return joined(pieces, " AND ")


def facets_query(terms: Sequence[Term], filters: Mapping[str, Any], *, loose: bool) -> Sql:
    """In one query: how many sheets in all, and for each value of each filter.

    The counts of a filter say what one would get by changing that filter alone.
    """
    columns = ", ".join(column for column, _is_list in FILTERS.values())
    base = (
        Sql(f"WITH found AS MATERIALIZED (SELECT {columns} FROM capitalisation_libraryentry WHERE ")  # noqa: S608
        + where(terms, loose=loose)
        + Sql(")")
    )
    pieces = [Sql("SELECT 'total' AS facet, '' AS value, count(*) FROM found WHERE ")]
    pieces[0] = pieces[0] + filtered(filters)
    for name, (column, is_list) in FILTERS.items():
        value = f"unnest({column})" if is_list else f"{column}::text"
        pieces.append(
            Sql(f"SELECT '{name}', {value} AS code, count(*) FROM found WHERE ")  # noqa: S608
            + filtered(filters, without=name)
            + Sql(" GROUP BY code")
        )
    return base + joined(pieces, " UNION ALL ")


def results_query(
    terms: Sequence[Term],
    filters: Mapping[str, Any],
    *,
    loose: bool,
    limit: int,
    offset: int,
) -> Sql:
    """One page of sheets, with why each was found. Long texts are read for this page only."""
    best = (
        Sql("WITH best AS (SELECT sheet_id, (")
        + rank(terms, loose=loose)
        + Sql(") AS rank FROM capitalisation_libraryentry WHERE ")
        + where(terms, loose=loose)
        + Sql(" AND ")
        + filtered(filters)
        + Sql(" ORDER BY rank DESC, published_at DESC, sheet_id DESC LIMIT %s OFFSET %s)")
    )
    best.params += [limit, offset]
    marks = _marks(terms)
    rows = Sql(
        " SELECT e.sheet_id, e.slug, e.team_name, e.department_code, e.year, e.evidence_code,"
        " e.theme_codes, e.published_at, e.illustration, (SELECT count(*) FROM"
        " capitalisation_takeover t WHERE t.sheet_id = e.sheet_id) AS takeovers,"
    )
    end = Sql(
        " FROM best JOIN capitalisation_libraryentry e USING (sheet_id)"
        " ORDER BY best.rank DESC, e.published_at DESC, e.sheet_id DESC"
    )
    return best + rows + marks + end


def _marks(terms: Sequence[Term]) -> Sql:
    """Title, passage and labels, with what matched between START and STOP."""
    if not terms:
        return Sql(" e.title, e.summary AS passage, '' AS labels")
    query = whole_query(terms, loose=True)
    sel = f'StartSel="{START}", StopSel="{STOP}"'

    def headline(text: str, options: str) -> Sql:
        return (
            Sql(f"ts_headline('{CONFIG}', {text}, ") + query + Sql(", %s)", [f"{sel}, {options}"])
        )

    passage = 'MaxFragments=2, MinWords=8, MaxWords=24, FragmentDelimiter=" … "'
    return (
        Sql(" ")
        + headline("e.title", "HighlightAll=true")
        + Sql(" AS title, ")
        + headline("e.summary || ' ' || left(e.body, 6000)", passage)
        + Sql(" AS passage, ")
        + headline("e.labels", "HighlightAll=true")
        + Sql(" AS labels")
    )


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
