"""What a text speaks of: the entries of the lexicon it names, each where it is said."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from enum import Enum

from capitalisation.words.letters import Word, composed, root_of, words_in
from capitalisation.words.lexicon import Homonym, Lexicon, lexicon

BESIDE = 12  # words on each side that tell the meaning of a homonym, before the whole text does
TAG = "="  # before the key of an entry, in the index: no word of a text starts with it
MOST_TOLD = 4  # times an entry is noted for one part of a sheet
NOWHERE: Set[str] = frozenset()


class Kind(Enum):
    """What a piece of text is."""

    ENTRY = "entry"
    HOMONYM = "homonym"
    TRAP = "trap"
    EVERYWHERE = "everywhere"
    WORD = "word"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words ``place`` to ``place + size``; ``key``: the entry, or the root of the homonym."""

    kind: Kind
    place: int
    size: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """An entry named in a text, from sign ``start`` to ``end``."""

    entry: str
    start: int
    end: int


def cut(words: Sequence[Word], known: Lexicon, *, of_a_sheet: bool) -> Iterator[Piece]:
    """The words as the longest expressions of the lexicon, else one by one.

    ``of_a_sheet``: acronyms must be in capitals; who searches types as she likes.
    """
    place = 0
    while place < len(words):
        piece = _longest(words, place, known, of_a_sheet) or Piece(Kind.WORD, place, 1)
        yield piece
        place += piece.size


def said_in(text: str, known: Lexicon | None = None, around: Set[str] = NOWHERE) -> list[Said]:
    """The entries named in ``text``; ``around``: roots of the rest of the sheet, for homonyms."""
    known = known or lexicon()
    text = composed(text)
    words = words_in(text)
    everything = around | {word.root for word in words}
    found = []
    for piece in cut(words, known, of_a_sheet=True):
        entry = piece.key if piece.kind is Kind.ENTRY else ""
        if piece.kind is Kind.HOMONYM:
            homonym = known.homonyms[piece.key]
            beside = words[max(piece.place - BESIDE, 0) : piece.place + BESIDE]
            spelled = text[words[piece.place].start : words[piece.place].end].lower()
            entry = meant(homonym, spelled, {word.root for word in beside}, everything)
        if entry:
            last = words[piece.place + piece.size - 1]
            found.append(Said(entry, words[piece.place].start, last.end))
    return found


def meant(homonym: Homonym, spelled: str, *contexts: Set[str]) -> str:
    """The entry a word with several meanings stands for; empty when none of ours, or unknown.

    The spelling settles it, else the first context that tells anything, else the usual meaning.
    """
    for sense in homonym.senses:
        if spelled in sense.spelled:
            return sense.entry
    own = root_of(homonym.word)
    for context in contexts:
        told = [len((sense.near - {own}) & context) for sense in homonym.senses]
        if max(told):
            return homonym.senses[told.index(max(told))].entry
    return homonym.usual


def context_of(*texts: str) -> set[str]:
    """The roots of all the words of a sheet: what tells the meaning of its homonyms."""
    return {word.root for text in texts for word in words_in(composed(text))}


def tags_of(
    zones: Sequence[tuple[str, str]],
    codes: Iterable[str] = (),
    around: Set[str] = NOWHERE,
    known: Lexicon | None = None,
) -> str:
    """The entries of a sheet as a ``tsvector`` in its text form: « '=tabac':1A,4C '=addiction':2 ».

    ``zones``: (weight A to D, text); ``codes``: where it is filed, worth a label (B); ``around``:
    :func:`context_of` the sheet. A narrow entry also counts, little, for those around it.
    """
    known = known or lexicon()
    told: dict[str, list[str]] = {}
    for weight, text in zones:
        times: dict[str, int] = {}
        for said in said_in(text, known, around):
            times[said.entry] = times.get(said.entry, 0) + 1
            if times[said.entry] <= MOST_TOLD:
                told.setdefault(said.entry, []).append(weight)
    for code in codes:
        for entry in known.by_code.get(code, ()):
            told.setdefault(entry, []).append("B")
    for entry in list(told):
        for wider in known.wider(entry):
            told.setdefault(wider, []).append("D")
    return _as_vector(told)


def tag(entry: str) -> str:
    """The word of the index that stands for an entry."""
    return TAG + entry


def _as_vector(told: dict[str, list[str]]) -> str:
    lines = []
    place = 0
    for entry, weights in sorted(told.items()):
        places = []
        for weight in sorted(weights):
            place += 1
            places.append(f"{place}{weight}")
        lines.append(f"'{tag(entry)}':{','.join(places)}")
    return " ".join(lines)


def _longest(words: Sequence[Word], place: int, known: Lexicon, of_a_sheet: bool) -> Piece | None:
    """The longest expression that starts here; little words may be left out inside it."""
    longest = known.firsts.get(words[place].root, 0)
    if not longest:
        return None
    longest = min(longest + 2 if longest > 1 else 1, len(words) - place)
    for size in range(longest, 0, -1):
        window = words[place : place + size]
        piece = _known(tuple(word.root for word in window), window, known, of_a_sheet)
        if piece is None and size > 2 and not _is_small_at_an_end(window, known):
            bare = tuple(word.root for word in window if word.plain not in known.small)
            if 1 < len(bare) < size:
                piece = _known(bare, window, known, of_a_sheet)
        if piece is not None:
            return Piece(piece[0], place, size, piece[1])
    return None


def _is_small_at_an_end(window: Sequence[Word], known: Lexicon) -> bool:
    return window[0].plain in known.small or window[-1].plain in known.small


def _known(
    roots: tuple[str, ...], window: Sequence[Word], known: Lexicon, of_a_sheet: bool
) -> tuple[Kind, str] | None:
    if roots in known.traps:
        return Kind.TRAP, ""
    if len(roots) == 1 and roots[0] in known.homonyms:
        return Kind.HOMONYM, roots[0]
    entry = known.forms.get(roots)
    if entry and _may_be(roots, window, known, of_a_sheet):
        return Kind.ENTRY, entry
    return (Kind.EVERYWHERE, "") if roots in known.everywhere else None


def _may_be(
    roots: tuple[str, ...], window: Sequence[Word], known: Lexicon, of_a_sheet: bool
) -> bool:
    """« pas » is no « PASS », nor « mas » a « MAS »; in a search, only little words are doubtful."""
    if len(window) == 1 and window[0].plain in known.small:
        return roots in known.acronyms and window[0].in_capitals
    if not of_a_sheet or roots not in known.acronyms:
        return True
    return all(word.in_capitals for word in window)
