"""One line of the library: a sheet, and why it answers the search."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from capitalisation.words.letters import composed
from capitalisation.words.lexicon import lexicon
from capitalisation.words.marking import (
    START,
    STOP,
    Reason,
    Span,
    best_passage,
    reason_of,
    spans_of,
    with_marks,
)
from capitalisation.words.reading import Term
from msp_portal.kit.french import typo

Labels = Mapping[str, Mapping[str, str]]
SHORT_SUMMARY = 40  # signs: below, the story says more


@dataclass(frozen=True, slots=True)
class Found:
    """One sheet of a page of results, and why it is there. ``missing``: what was typed and is not
    in it, when no sheet held everything; ``elsewhere``: what is in it, but not on this line (the
    objectives, what people said, the place)."""

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
    reasons: tuple[Reason, ...] = ()
    missing: tuple[str, ...] = ()
    elsewhere: tuple[str, ...] = ()

    @property
    def is_explained(self) -> bool:
        """Whether the words of the sheet are not simply those typed."""
        return any(reason.words for reason in self.reasons)


def found_sheet(
    row: Mapping[str, Any], terms: tuple[Term, ...], labels: Labels, *, loose: bool
) -> Found:
    """The line of one row of ``library_sql.results_query``."""
    title, summary = composed(row["title"]), composed(row["summary"])
    in_title, in_summary = spans_of(title, terms), spans_of(summary, terms)
    told = _told_labels(row, terms, labels)
    passage = _passage(row, summary, in_summary, terms)
    texts = [(title, in_title), (summary, in_summary), *told]
    texts.append((passage.replace(START, "").replace(STOP, ""), _spans_of_marked(passage, terms)))
    reasons = [reason_of(term, place, texts) for place, term in enumerate(terms)]
    unseen = tuple(t.typed for t, reason in zip(terms, reasons, strict=True) if not reason)
    themes = labels.get("theme", {})
    return Found(
        slug=row["slug"],
        title=marked(with_marks(title, in_title)),
        passage=marked(_cut(passage)),
        labels=tuple(marked(with_marks(label, spans)) for label, spans in told),
        team=row["team_name"],
        department=labels.get("departement", {}).get(row["department_code"], ""),
        year=row["year"],
        evidence=labels.get("preuve", {}).get(row["evidence_code"], ""),
        themes=tuple(themes[code] for code in row["theme_codes"] if code in themes),
        takeovers=row["takeovers"],
        illustration=row["illustration"],
        reasons=tuple(reason for reason in reasons if reason),
        missing=unseen if loose else (),
        elsewhere=() if loose else unseen,
    )


def marked(text: str) -> SafeString:
    """A passage with what matched in <mark>; everything else is escaped."""
    safe = str(escape(typo(text)))
    return mark_safe(safe.replace(START, "<mark>").replace(STOP, "</mark>"))  # noqa: S308 (escaped)


def _passage(
    row: Mapping[str, Any], summary: str, in_summary: Sequence[Span], terms: Sequence[Term]
) -> str:
    """The summary when it answers or when nothing else does, else a piece of the story."""
    if row["body"] and len({s.term for s in in_summary}) < len(terms):
        piece = best_passage(composed(row["body"]), terms)
        if START in piece or len(summary) <= SHORT_SUMMARY:
            return piece
    return with_marks(summary, in_summary)


def _spans_of_marked(passage: str, terms: Sequence[Term]) -> list[Span]:
    return spans_of(passage.replace(START, "").replace(STOP, ""), terms) if START in passage else []


def _told_labels(
    row: Mapping[str, Any], terms: tuple[Term, ...], labels: Labels
) -> list[tuple[str, list[Span]]]:
    """The themes, publics and settings that answer: by their words, or because it is filed there."""
    told = []
    filed = _filed(row["facets"], terms, labels)
    for part in row["labels"].split(" · "):
        label = composed(part)
        spans = _spans_of_label(label, terms)
        if not spans and label in filed:
            spans = [Span(0, len(label), filed[label])]
        if spans:
            told.append((label, spans))
    return told


@lru_cache(maxsize=2_000)  # the same labels, sheet after sheet and search after search
def _spans_of_label(label: str, terms: tuple[Term, ...]) -> list[Span]:
    return spans_of(label, terms)


def _filed(facets: Sequence[str], terms: Sequence[Term], labels: Labels) -> dict[str, int]:
    """The labels under which a sheet is filed that answer a term, with its number."""
    known = lexicon()
    found: dict[str, int] = {}
    for facet in facets:
        kind, _colon, code = facet.partition(":")
        around = {wide for key in known.by_code.get(facet, ()) for wide in (key, *known.wider(key))}
        for place, term in enumerate(terms):
            if around.intersection(term.entries) and (label := labels.get(kind, {}).get(code)):
                found.setdefault(label, place)
    return found


def _cut(passage: str) -> str:
    """A passage taken from the middle of a text says so."""
    text = passage.strip()
    bare = text.lstrip(START)
    before = "… " if bare[:1].islower() else ""
    after = " …" if bare and bare.rstrip(STOP)[-1] not in ".!?…" else ""
    return f"{before}{text}{after}"
