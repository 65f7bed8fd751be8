"""What a reader types, understood: what must be found, what only sorts, what has several meanings."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from capitalisation.words.finding import Kind, Piece, cut, meant, tag
from capitalisation.words.letters import Word, composed, roots_of, sound_of, words_in, words_of
from capitalisation.words.lexicon import Lexicon, Sense, lexicon

LONGEST = 200  # signs of a search that are read
MOST_TERMS = 8
CLOSE_ENOUGH = 0.76  # of the letters shared, for a slip of the keyboard
OTHER_START = 0.86  # the same, when even the first letter differs
SOUNDS_ALIKE = 0.93  # what the same sound is worth, whatever the letters
BY_SOUND = 0.55  # of the letters shared at least, when the sound is the same
THEMED, NAMED, PLAIN = 3, 2, 1  # how much a term tells, when no sheet holds them all


@dataclass(frozen=True, slots=True)
class Term:
    """One thing looked for: as typed, and the entry of the lexicon it names, if any."""

    typed: str
    entry: str = ""
    others: tuple[str, ...] = ()  # more entries that do as well
    weight: int = PLAIN

    @property
    def entries(self) -> tuple[str, ...]:
        """Keys of the entries any of which answers; none for a word taken as it is."""
        return (self.entry, *self.others) if self.entry else ()

    @property
    def tags(self) -> tuple[str, ...]:
        """The same, as the index writes them."""
        return tuple(tag(entry) for entry in self.entries)


@dataclass(frozen=True, slots=True)
class Doubt:
    """A word with several meanings that nothing around it settles."""

    typed: str
    senses: tuple[Sense, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A search, understood. ``extra``: words that sort without excluding; ``shortened``: more was
    typed than is read; ``slips``: (typed, read) for the misspellings the lexicon knows;
    ``said_everywhere``: words were typed, none of which narrows anything."""

    terms: tuple[Term, ...] = ()
    extra: tuple[str, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    slips: tuple[tuple[str, str], ...] = ()
    shortened: bool = False
    said_everywhere: bool = False

    @property
    def themes(self) -> tuple[str, ...]:
        """Codes of the themes it is about, the first terms first."""
        known = lexicon()
        keys = [key for term in self.terms for key in term.entries]
        keys += [sense.entry for doubt in self.doubts for sense in doubt.senses if sense.entry]
        return tuple(dict.fromkeys(code for key in keys for code in known.themes_of(key)))

    @property
    def plainly(self) -> str:
        """The same search in the words of the trade: « clope au bahut » is « tabac collège »."""
        known = lexicon()
        return " ".join(
            known.entries[term.entry].name if term.entry else term.typed for term in self.terms
        )


def read(text: str) -> Reading:
    """Understand a search of any length; whatever the signs, only words are read.

    « comment monter un projet contre le tabac avec des ados » looks for *tabac* and *adolescent*.
    """
    known = lexicon()
    shown = composed(text[:LONGEST])
    words = words_in(shown)
    terms: list[Term] = []
    turns: list[str] = []
    doubts: list[Doubt] = []
    slips: list[tuple[str, str]] = []
    known_at = {piece.place: piece for piece in cut(shown, words, known, of_a_sheet=False)}
    place = 0
    while place < len(words):
        piece = known_at.get(place) or Piece(None, place, 1)
        typed = shown[words[place].start : words[place + piece.size - 1].end]
        word = words[place]
        place += piece.size
        if piece.size == 1 and word.plain in known.turns:
            turns.append(typed)
        elif piece.kind is Kind.ENTRY:
            terms.append(_named(typed, piece.key, known))
            if roots_of(typed) in known.slips:
                slips.append((typed, known.entries[piece.key].name))
        elif piece.kind is Kind.HOMONYM:
            term, doubt = _settled(typed, piece, words, known)
            terms.append(term)
            doubts += [doubt] if doubt else []
        elif piece.kind is Kind.TRAP:
            terms += [Term(typed)] if piece.size == len(words) else []
        elif piece.kind is None and word.plain not in known.small:
            if word.root in known.turns:
                turns.append(typed)
            else:
                terms.append(Term(typed))
    if not terms:  # « atelier » alone is what is looked for
        terms, turns = [Term(turn) for turn in turns], []
    kept = list({(term.entry or term.typed.lower()): term for term in reversed(terms)}.values())
    return Reading(
        terms=tuple(reversed(kept))[:MOST_TERMS],
        extra=tuple(dict.fromkeys(turns))[:MOST_TERMS],
        doubts=tuple(doubts),
        slips=tuple(slips),
        shortened=len(text) > LONGEST,
        said_everywhere=bool(words) and not terms,
    )


def widened(reading: Reading) -> Reading:
    """The same, where what lies around each entry answers too."""
    known = lexicon()
    terms = [
        Term(term.typed, term.entry, (*term.others, *known.just_around(term.entry)), term.weight)
        if term.entry
        else term
        for term in reading.terms
    ]
    return replace(reading, terms=tuple(terms))


def seems_foreign(text: str) -> bool:
    """Whether a search is likely not in French: another alphabet, or the small words of another
    language. Only used to say so when nothing was found."""
    letters = [sign for sign in text[:LONGEST] if sign.isalpha()]
    if letters and sum(ord(sign) > 0x024F for sign in letters) * 2 > len(letters):
        return True
    words = {word.plain for word in words_in(composed(text[:LONGEST]))}
    foreign = words & _FOREIGN
    told = len(foreign) - len(words & _FRENCH)
    # One small word beside a word of ours proves nothing: « dry january », « stop the tabac ».
    return bool(foreign) and (told > 1 or (told >= 0 and words.isdisjoint(lexicon().vocabulary)))


# Small words that are not also French; « on », « an », « me » are.
_FOREIGN = frozenset(
    [
        "the",
        "of",
        "and",
        "with",
        "how",
        "what",
        "to",
        "from",
        "about",
        "help",
        "health",
        "smoking",
        "screening",
        "school",
        "children",
        "der",
        "die",
        "das",
        "und",
        "mit",
        "wie",
        "ist",
        "el",
        "los",
        "las",
        "como",
        "para",
        "della",
        "per",
        "che",
        "uma",
    ]
)
_FRENCH = frozenset(
    ["le", "la", "les", "des", "du", "et", "une", "pour", "avec", "dans", "aux", "comment", "sur"]
)


def nearest_word(word: str, candidates: Sequence[str] = ()) -> str:
    """The well-spelled word a mistyped one stands for, among the lexicon's and ``candidates``.

    Letters count, and sound: « vaxination », « orthofoniste ». Empty when none is close enough.
    """
    (plain, *_rest) = words_of(word) or ("",)
    if not plain:
        return ""
    ours = get_close_matches(plain, lexicon().vocabulary, n=3, cutoff=CLOSE_ENOUGH)
    heard = [other for other in _by_sound().get(sound_of(plain), ()) if other != plain]
    scored = [(_closeness(plain, other), other) for other in {*candidates, *ours, *heard}]
    score, best = max(scored, default=(0.0, ""))
    return best if score >= CLOSE_ENOUGH and best != plain else ""


def _closeness(word: str, other: str) -> float:
    letters: float = SequenceMatcher(None, word, other).ratio()
    if word[0] != other[0] and letters < OTHER_START:  # « xylophone » is no slip for « allophone »
        letters = 0.0
    if letters >= BY_SOUND and sound_of(word) == sound_of(other):
        return max(letters, SOUNDS_ALIKE)
    return letters


@lru_cache(maxsize=1)
def _by_sound() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in lexicon().vocabulary:
        found.setdefault(sound_of(word), []).append(word)
    return found


def _named(typed: str, key: str, known: Lexicon) -> Term:
    return Term(typed, key, weight=THEMED if known.themes_of(key) else NAMED)


def _settled(
    typed: str, piece: Piece, words: Sequence[Word], known: Lexicon
) -> tuple[Term, Doubt | None]:
    """The meaning the other words give; without any, the usual one, told with the others."""
    homonym = known.homonyms[piece.key]
    others = {word.root for place, word in enumerate(words) if place != piece.place}
    told = {sense.entry: sense for sense in homonym.senses}
    entry = meant(homonym, typed.lower(), others)
    alone = meant(homonym, typed.lower(), frozenset())
    settled = entry != alone or any(
        typed.lower() in sense.spelled or sense.near & others for sense in homonym.senses
    )
    doubt = None if settled else Doubt(typed, tuple(s for s in told.values() if s.entry != entry))
    if entry:
        return _named(typed, entry, known), doubt
    if homonym.all_meant and not settled:
        first, *rest = [sense.entry for sense in homonym.senses if sense.entry]
        return Term(typed, first, tuple(rest), THEMED), doubt
    return Term(typed), doubt
