"""The row by which a published sheet is found. Written from the frozen version only."""

from collections.abc import Mapping
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet

from capitalisation.models import ExperienceSheet, LibraryEntry, LibraryWord
from capitalisation.words.finding import context_of, tags_of
from capitalisation.words.lexicon import lexicon
from msp_portal.kit.snapshots import Snapshot

# Title first; then what it is about; then the summary; then the story and what was said. Beside
# the words, the entries of the lexicon they name.
_HEAD = """
    setweight(to_tsvector('french_unaccent', %(title)s), 'A')
    || setweight(to_tsvector('french_unaccent', %(labels)s), 'B')
    || setweight(to_tsvector('french_unaccent', %(summary)s), 'C')
    || %(head_tags)s::tsvector
"""
_SEARCH = f"""
    {_HEAD}
    || setweight(to_tsvector('french_unaccent', %(body)s), 'D')
    || setweight(to_tsvector('french_unaccent', %(around)s), 'D')
    || %(story_tags)s::tsvector
"""
_COLUMNS = (
    "sheet_id", "snapshot_id", "slug", "title", "summary", "team_id", "team_name",
    "department_code", "region_code", "year", "evidence_code", "theme_codes", "facets",
    "labels", "body", "published_at", "illustration", "lexicon_mark",
)  # fmt: skip
# Our own column names and expressions; every value goes through a parameter.
_UPSERT = f"""
INSERT INTO capitalisation_libraryentry
    ({", ".join(_COLUMNS)}, search, head, title_key)
VALUES
    ({", ".join(f"%({name})s" for name in _COLUMNS)}, {_SEARCH}, {_HEAD}, left(f_search_key(%(title)s), 240))
ON CONFLICT (sheet_id) DO UPDATE SET
    {", ".join(f"{name} = EXCLUDED.{name}" for name in _COLUMNS[1:])},
    search = EXCLUDED.search, head = EXCLUDED.head, title_key = EXCLUDED.title_key
"""  # noqa: S608
_WORDS = """
SELECT DISTINCT left(word, 40)
FROM regexp_split_to_table(f_search_key(%(text)s), ' ') AS word
WHERE length(word) >= 4 AND word !~ '[0-9]'
"""
_ADD_WORDS = f"""
INSERT INTO capitalisation_libraryword (word, sheets)
SELECT word, 1 FROM ({_WORDS}) AS found(word)
ON CONFLICT (word) DO UPDATE SET sheets = capitalisation_libraryword.sheets + 1
"""  # noqa: S608
_ALL_WORDS = """
INSERT INTO capitalisation_libraryword (word, sheets)
SELECT word, count(DISTINCT sheet_id)
FROM capitalisation_libraryentry e, LATERAL (
    SELECT left(part, 40) AS word
    FROM regexp_split_to_table(
        f_search_key(concat_ws(' ', e.title, e.summary, e.labels, e.body)), ' ') AS part
    WHERE length(part) >= 4 AND part !~ '[0-9]'
) AS parts
GROUP BY word
"""
_REMOVE_WORDS = f"""
UPDATE capitalisation_libraryword SET sheets = greatest(sheets - 1, 0)
WHERE word IN ({_WORDS})
"""  # noqa: S608


def index_sheet(sheet: ExperienceSheet) -> None:
    """Put the frozen version of a published sheet in the library, or replace the one before."""
    if sheet.snapshot is None:
        raise ValueError("Only a frozen version is listed.")
    values = entry_values(sheet, sheet.snapshot)
    with transaction.atomic(), connection.cursor() as cursor:
        _forget_words(sheet, cursor)
        cursor.execute(_UPSERT, values)
        cursor.execute(_ADD_WORDS, {"text": _vocabulary(values)})


def unlist_sheet(sheet: ExperienceSheet) -> None:
    """Take it out: it is found no more, and its words no longer correct anybody's spelling."""
    with transaction.atomic(), connection.cursor() as cursor:
        _forget_words(sheet, cursor)
        LibraryEntry.objects.filter(pk=sheet.pk).delete()


@transaction.atomic
def rebuild_library() -> int:
    """Write every row again from the frozen versions. Returns how many sheets are listed."""
    LibraryWord.objects.all().delete()
    LibraryEntry.objects.all().delete()
    listed = _write(_published())
    with connection.cursor() as cursor:
        cursor.execute(_ALL_WORDS)
    return listed


@transaction.atomic
def refresh_library() -> int:
    """Read again, with the lexicon of the day, the sheets read with another. Returns how many.

    Costs one count when there is none: run after every ``migrate``.
    """
    stale = LibraryEntry.objects.exclude(lexicon_mark=lexicon().mark)
    return _write(_published().filter(pk__in=stale.values("pk"))) if stale.exists() else 0


def _published() -> "QuerySet[ExperienceSheet]":
    return (
        ExperienceSheet.unscoped.filter(  # unscoped: published sheets are public
            state=ExperienceSheet.State.PUBLISHED
        )
        .select_related("snapshot")
        .order_by("pk")
    )


def _write(sheets: "QuerySet[ExperienceSheet]") -> int:
    listed = 0
    with connection.cursor() as cursor:
        for sheet in sheets.iterator(chunk_size=200):
            if sheet.snapshot is not None:  # said by a CHECK
                cursor.execute(_UPSERT, entry_values(sheet, sheet.snapshot))
                listed += 1
    return listed


def entry_values(sheet: ExperienceSheet, snapshot: Snapshot) -> dict[str, Any]:
    """The columns of the row, from the frozen data."""
    data = snapshot.data
    identity, team = data["identity"], data["team"]
    themes = identity["themes"]
    families = [theme["family"] for theme in themes if theme["family"]]
    codes = {
        "theme": list(dict.fromkeys([row["code"] for row in themes] + families)),
        "public": [row["code"] for row in identity["publics"]],
        "milieu": [row["code"] for row in identity["settings"]],
        "region": [team["region_code"]],
        "departement": [team["department_code"]],
        "preuve": [data["evidence"]["code"]] if data["evidence"] else [],
        "annee": [str(identity["year"])],
    }
    told = ("publics", "settings", "action_kinds")
    labels = [row["label"] for row in themes]
    labels += [row["label"] for name in told for row in identity[name]]
    body = "\n".join(part["text"] for part in data["sections"])
    around = _around(data)
    head = [("A", data["title"]), ("B", " · ".join(labels)), ("C", data["summary"])]
    context = context_of(*(text for _weight, text in head), body, around)
    filed = [f"theme:{row['code']}" for row in themes]
    filed += [f"{name}:{code}" for name in ("public", "milieu") for code in codes[name]]
    return {
        "sheet_id": sheet.pk,
        "snapshot_id": snapshot.pk,
        "slug": sheet.slug,
        "title": data["title"],
        "summary": data["summary"],
        "team_id": sheet.team_id,
        "team_name": team["name"],
        "department_code": team["department_code"],
        "region_code": team["region_code"],
        "year": identity["year"],
        "evidence_code": (data["evidence"] or {}).get("code", ""),
        "theme_codes": codes["theme"],
        "facets": [f"{name}:{code}" for name, found in codes.items() for code in found],
        "labels": " · ".join(labels),
        "body": body,
        "around": around,
        "head_tags": tags_of(head, filed, context),
        "story_tags": tags_of([("D", body), ("D", around)], around=context),
        "lexicon_mark": lexicon().mark,
        "published_at": sheet.published_at,
        "illustration": bool(data["illustration"]),
    }


def _around(data: dict[str, Any]) -> str:
    """What was said, what was aimed at, where: found, but weighing less."""
    identity, team = data["identity"], data["team"]
    words = [quote["text"] for quote in data["quotes"]]
    words += data["objectives"] + identity["communes"]
    words += [team["name"], team["department"], team["region"], identity["programme"]]
    return " ".join(words)


def _vocabulary(values: Mapping[str, Any]) -> str:
    return f"{values['title']} {values['summary']} {values['labels']} {values['body']}"


def _forget_words(sheet: ExperienceSheet, cursor: Any) -> None:
    known = LibraryEntry.objects.filter(pk=sheet.pk).values("title", "summary", "labels", "body")
    for row in known:
        cursor.execute(_REMOVE_WORDS, {"text": _vocabulary(row)})
