"""One sentence taken apart once: verb, figures, moments, public, place, subjects."""

import re
from dataclasses import dataclass
from datetime import date

from msp_portal.reference.letters import plain
from projects.smart.grammar import Built, built, opening_of
from projects.smart.heads import Form, Says
from projects.smart.lexicon import lexicon
from projects.smart.measures import Counts, Figure, Span, figures_in, masked
from projects.smart.remarks import Kind
from projects.smart.spelling import mended
from projects.smart.subjects import subjects_in
from projects.smart.times import Tells, Time, end_of, of_kind, times_in
from projects.smart.trade_verbs import is_something_held, trade_verbs
from projects.smart.who_where import Where, Who, where_in, who_in

_BLANKS = re.compile(r"(?:^|(?<=[\s«(]))(?:…|\.\.\.)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """Everything found in the words, before anything the project knows.

    ``text`` is as typed (one line); ``flat`` the same letters without accents, mistakes mended.
    """

    text: str
    flat: str
    opening: int
    parts: Built
    kind: Kind
    figures: tuple[Figure, ...]
    figures_of_means: tuple[Figure, ...]
    times: tuple[Time, ...]
    who: Who | None
    where: Where | None
    subjects: frozenset[str]

    @property
    def due(self) -> Time | None:
        """By when, if the sentence says it."""
        return end_of(self.times)

    def time(self, tells: Tells) -> Time | None:
        """The first moment of this kind."""
        return of_kind(self.times, tells)

    @property
    def measures(self) -> tuple[Figure, ...]:
        """The figures that say how much will have changed."""
        relative = any(figure.counts is Counts.RELATIVE for figure in self.figures)
        return tuple(
            figure
            for figure in self.figures
            if figure.is_measure and not (relative and figure.counts is Counts.ABSOLUTE)
        )

    @property
    def has_blanks(self) -> bool:
        """Whether a « … » waits for a figure or a word (not the « … » that ends a thought)."""
        return bool(_BLANKS.search(self.text))

    def said(self, start: int, end: int) -> str:
        """The words as typed."""
        return self.text[start:end]


def taken_apart(text: str, today: date) -> Sentence:
    """``text`` is one readable line (see :func:`projects.smart.plain_text.readable`)."""
    flat = mended(plain(text))
    opening = opening_of(flat)
    times = times_in(text, today)
    when = [(time.start, time.end) for time in times]
    bare = masked(flat, when, " ")
    parts = built(_after_time(bare, opening), opening)
    figures = figures_in(text, flat, aside=when)
    means = _means_of(parts, flat)
    who = who_in(text, flat)
    return Sentence(
        text=text,
        flat=flat,
        opening=opening,
        parts=parts,
        kind=_kind(bare, parts, opening),
        figures=tuple(figure for figure in figures if not _inside(figure, means)),
        figures_of_means=tuple(figure for figure in figures if _inside(figure, means)),
        times=times,
        who=who,
        where=where_in(text, masked(flat, when), who),
        subjects=subjects_in(flat),
    )


def _after_time(bare: str, opening: int) -> str:
    """A comma left alone by « D’ici juin 2027, » opens nothing."""
    rest = bare[opening:]
    lead = len(rest) - len(rest.lstrip(" ,"))
    return f"{bare[:opening]}{' ' * lead}{rest[lead:]}"


def _means_of(parts: Built, flat: str) -> Span | None:
    """Where the means stand, unless a « pour … » of the sentence holds them."""
    return parts.means


def _inside(figure: Figure, span: Span | None) -> bool:
    return span is not None and span[0] <= figure.start < span[1]


# A verb that moves makes an objective of « le taux de … passera de … à … ».
_MOVES = re.compile(
    r"\b(?:passera|passeront|augmentera|diminuera|baissera|atteindra|doublera|sera (?:de|superieur|inferieur)|aura)\w*"
)

_MOVES_NOW = re.compile(
    r"\b(?:chute|baisse|recule|passe|diminue|augmente|descend|tombe|monte|progresse|grimpe|a (?:baisse|recule|augmente|diminue))"
    r" (?:d'|de |a |au-?dela|sous)"
)


def _kind(bare: str, parts: Built, opening: int) -> Kind:
    words = lexicon()
    start = bare[opening:].lstrip(" ,«:-")
    if words.quantities.openings.at_start(re.sub(r"^(?:le |la |les |l'|un |une )", "", start)):
        moving = _MOVES.search(start) or _MOVES_NOW.search(start)
        if not moving and not _percent_of_people(start, parts):
            return Kind.INDICATOR
    head = parts.head
    loose = head is None or head.form is Form.LOOSE
    for_what = head is not None and " pour " in bare[: head.start]
    if (loose or for_what) and _opens_with(start, words.quantities.resources):
        return Kind.MEANS
    if _is_activity(start, parts, loose):
        return Kind.ACTION
    if head is None:
        return Kind.OBJECTIVE
    return {Says.ACTION: Kind.ACTION, Says.MEANS: Kind.MEANS}.get(head.says, Kind.OBJECTIVE)


def _is_activity(start: str, parts: Built, loose: bool) -> bool:
    """What opens the sentence is held or made by the team: « Atelier … », « Un protocole … »."""
    if _opens_with(start, lexicon().quantities.activities):
        return loose or _is_held(start, parts)
    return loose and (_opens_with(start, trade_verbs().team_things) or is_something_held(start))


_BY_PEOPLE = re.compile(r"\bpar (?:au moins )?(?:\d|les|des|deux|trois|vingt|trente|cent)")


def _is_held(start: str, parts: Built) -> bool:
    """« Consultations gratuites », « Un atelier pour apprendre à … »: the activity is what is told,
    unless people do it (« Consultation d’un dentiste par 30 … »)."""
    head = parts.head
    return head is not None and head.form is not Form.FINITE and not _BY_PEOPLE.search(start)


def _percent_of_people(start: str, parts: Built) -> bool:
    """« % de parents sauront… » typed without its figure is an objective, not an indicator."""
    return bool(parts.head and parts.head.form is Form.FINITE and not start.startswith("nombre"))


_DETERMINER = re.compile(
    r"^(?:(?:un|une|des|les|le|la|deux|trois|quatre|cinq|six|dix|\d+)\s|l'){0,2}"
)


def _opens_with(start: str, nouns: "object") -> bool:
    bare = _DETERMINER.sub("", start)
    return bool(nouns.at_start(bare))  # type: ignore[attr-defined]
