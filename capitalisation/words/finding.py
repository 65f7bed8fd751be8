"""What a text speaks of: the entries of the lexicon it names, each where it is said."""

from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from enum import Enum

from capitalisation.words.letters import Word, composed, root_of, words_in
from capitalisation.words.lexicon import Homonym, Lexicon, lexicon

BESIDE = 12  # words on each side that tell the meaning of a homonym, before the whole text does
TAG = "="  # before the key of an entry, in the index: no word of a text starts with it
MOST_LEFT_OUT = 2  # little words inside an expression that the lexicon does not write
MOST_TOLD = 4  # times an entry is noted for one part of a sheet
NOWHERE: Set[str] = frozenset()


class Kind(Enum):
    """What an expression of the lexicon is."""

    ENTRY = "entry"
    HOMONYM = "homonym"
    TRAP = "trap"
    EVERYWHERE = "everywhere"


@dataclass(frozen=True, slots=True)
class Piece:
    """Words ``place`` to ``place + size``; ``key``: the entry, or the root of the homonym.

    ``kind`` is None for a word that is in no expression.
    """

    kind: Kind | None
    place: int
    size: int
    key: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """An entry named in a text, from sign ``start`` to ``end``."""

    entry: str
    start: int
    end: int


def cut(text: str, words: Sequence[Word], known: Lexicon, *, of_a_sheet: bool) -> Iterator[Piece]:
    """The words of ``text`` as the longest expressions of the lexicon; what is in none is left out.

    ``of_a_sheet``: acronyms must be in capitals; who searches types as she likes.
    """
    roots = [word.root for word in words]
    # Little words may be left out inside an expression: « cancer du sein », « cancer sein ».
    told = [place for place, word in enumerate(words) if word.plain not in known.small]
    told_roots = [roots[place] for place in told]
    rank_of = {place: rank for rank, place in enumerate(told)}
    free = 0
    for place, root in enumerate(roots):
        sizes = known.sizes.get(root)
        if sizes is None or place < free:
            continue
        for size in sizes:
            end = place + size
            piece = known.expressions.get(tuple(roots[place:end])) if end <= len(roots) else None
            rank = rank_of.get(place)
            if piece is None and size > 1 and rank is not None and rank + size <= len(told):
                last = told[rank + size - 1]
                if size - 1 < last - place <= size + MOST_LEFT_OUT - 1:
                    piece = known.expressions.get(tuple(told_roots[rank : rank + size]))
                    end = last + 1
            if piece is not None and _may_be(text, words[place:end], known, of_a_sheet):
                yield Piece(Kind(piece[0]), place, end - place, piece[1])
                free = end
                break


def said_in(text: str, known: Lexicon | None = None, around: Set[str] = NOWHERE) -> list[Said]:
    """The entries named in ``text``; ``around``: roots of the rest of the sheet, for homonyms."""
    known = known or lexicon()
    text = composed(text)
    words = words_in(text)
    found = []
    for piece in cut(text, words, known, of_a_sheet=True):
        entry = piece.key if piece.kind is Kind.ENTRY else ""
        if piece.kind is Kind.HOMONYM:
            homonym = known.homonyms[piece.key]
            beside = words[max(piece.place - BESIDE, 0) : piece.place + BESIDE]
            spelled = text[words[piece.place].start : words[piece.place].end].lower()
            everything = around | {word.root for word in words}
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


def _may_be(text: str, window: Sequence[Word], known: Lexicon, of_a_sheet: bool) -> bool:
    """« pas » is no « PASS », nor « mas » a « MAS »; in a search, only little words are doubtful."""
    is_small = len(window) == 1 and window[0].plain in known.small
    if not is_small and not of_a_sheet:
        return True
    if tuple(word.root for word in window) in known.acronyms:
        return text[window[0].start : window[-1].end].isupper()
    return not is_small
