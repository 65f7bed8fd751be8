"""Ordinary typing mistakes in the words that matter: « sensibilser », « colégiens »."""

import re

from projects.smart.lexicon import lexicon

_WORD = re.compile(r"[a-z]{6,}")
_LONGEST_WORD = 24
_SURE = 9  # letters from which one letter taken for another is a mistake, not another word


def mended(flat: str) -> str:
    """The plain text with its mistakes mended, letter for letter: every position stays.

    A mended word keeps its length: only its first letters matter to the lists.
    """
    return _WORD.sub(lambda match: _mended_word(match[0]), flat)


def _mended_word(word: str) -> str:
    if len(word) > _LONGEST_WORD or _is_known(word):
        return word
    misspelt = lexicon().misspelt
    for size in range(len(word), 5, -1):
        start = word[:size]
        meant = misspelt.get(start)  # a letter was left out
        if meant is None:
            for place in range(2, size):
                left = start[:place] + start[place + 1 :]
                other = misspelt.get(left)  # one letter for another
                if other and len(other) == size >= _SURE:
                    meant = other
                    break
        if meant:
            return (meant + word[size:] + " " * len(word))[: len(word)]
    return word


def _is_known(word: str) -> bool:
    words = lexicon()
    lists = (
        words.verbs.change, words.verbs.action, words.verbs.intention, words.verbs.means,
        words.people.publics, words.places.places, words.quantities.activities,
    )  # fmt: skip
    return any(each.at_start(word) for each in lists)
