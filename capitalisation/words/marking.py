"""Where a search is found in a text, and in which words: what a result shows to say why it is there."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from capitalisation.words.finding import said_in
from capitalisation.words.letters import roots_of, words_in
from capitalisation.words.lexicon import lexicon
from capitalisation.words.reading import Term

START, STOP = "\x02", "\x03"  # around what matched, until the page marks it
_SENTENCE = re.compile(r"[^.!?…\n]*(?:[.!?…]+|\n|$)")
LONGEST_PIECE = 220  # signs of a passage
MOST_WORDS = 3  # told for one term


class Span(NamedTuple):
    """Signs ``start`` to ``end`` answer term number ``term``; ``exactly``: not by a narrower word."""

    start: int
    end: int
    term: int
    exactly: bool = True


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a sheet is there: what was typed, and the words of the sheet that answer it.

    ``words`` is empty when the sheet holds the very word typed.
    """

    typed: str
    words: tuple[str, ...] = ()


def spans_of(text: str, terms: Sequence[Term]) -> list[Span]:
    """What answers ``terms`` in ``text`` (in composed form), in order, without overlap."""
    known = lexicon()
    wanted: dict[str, int] = {}
    roots: dict[str, int] = {}
    for place, term in enumerate(terms):
        for entry in term.entries:
            wanted.setdefault(entry, place)
        if not term.entry:
            for root in roots_of(term.typed):
                roots.setdefault(root, place)
    found = []
    for said in said_in(text) if wanted else ():
        for entry in (said.entry, *known.wider(said.entry)):
            if entry in wanted:
                found.append(Span(said.start, said.end, wanted[entry], entry == said.entry))
                break
    if roots:
        found += [Span(w.start, w.end, roots[w.root]) for w in words_in(text) if w.root in roots]
    return _apart(found)


def with_marks(text: str, spans: Iterable[Span]) -> str:
    """The text with START and STOP around each span."""
    pieces = []
    place = 0
    for span in spans:
        pieces += [text[place : span.start], START, text[span.start : span.end], STOP]
        place = span.end
    return "".join((*pieces, text[place:]))


def best_passage(text: str, terms: Sequence[Term]) -> str:
    """The one or two sentences that answer most terms, marked; the first one when none does."""
    spans = spans_of(text, terms)
    scored: list[tuple[int, int, int, int]] = []
    for match in _SENTENCE.finditer(text):
        if match[0].strip():
            inside = {s.term for s in spans if match.start() <= s.start and s.end <= match.end()}
            scored.append((-len(inside), match.start(), match.end(), len(inside)))
    if not scored:
        return ""
    kept = sorted(scored)[:2]
    if not kept[-1][3]:
        kept = kept[:1]
    told = [
        _shortened(text, start, end, spans)
        for _score, start, end, _terms in sorted(kept, key=lambda line: line[1])
    ]
    return " ".join(told)


def reason_of(term: Term, place: int, texts: Sequence[tuple[str, Sequence[Span]]]) -> Reason | None:
    """Why the term is answered by these texts; None when it is not."""
    answers = [(span, text) for text, spans in texts for span in spans if span.term == place]
    if not answers:
        return None
    told: dict[str, str] = {}
    for span, text in sorted(answers, key=lambda answer: not answer[0].exactly):
        surface = text[span.start : span.end]
        told.setdefault(" ".join(roots_of(surface)), _quiet(surface))
    typed = set(roots_of(term.typed))
    if any(typed <= set(roots.split(" ")) for roots in told):
        return Reason(term.typed)
    return Reason(term.typed, tuple(told.values())[:MOST_WORDS])


def _quiet(surface: str) -> str:
    """In the middle of a sentence: without its capital, unless it is an acronym."""
    return surface if surface[1:] != surface[1:].lower() else surface.lower()


def _apart(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _shortened(text: str, start: int, end: int, spans: Sequence[Span]) -> str:
    """A sentence with its marks; when it is long, what is around the first of them."""
    inside = [s for s in spans if start <= s.start and s.end <= end]
    if end - start > LONGEST_PIECE:
        first = inside[0].start if inside else start
        start = max(start, text.rfind(" ", 0, max(first - LONGEST_PIECE // 3, start) + 1) + 1)
        cut = min(end, start + LONGEST_PIECE)
        end = end if cut == end else max(text.rfind(" ", start, cut), start + 1)
        inside = [s for s in inside if start <= s.start and s.end <= end]
    moved = [s._replace(start=s.start - start, end=s.end - start) for s in inside]
    return with_marks(text[start:end], moved).strip()
