"""Texts in which no objective can be read: another language, keys hit at random."""

import re

from msp_portal.reference.letters import plain
from projects.smart.lexicon import lexicon

_WORD = re.compile(r"[a-zœæ]+")
ENOUGH = 3  # small words of another language that settle it
LONGEST_WORD = 40
SHORTEST_OF_MANY = 4  # words from which « no word known » is nonsense, not a note


def why_unreadable(text: str) -> str:
    """A sentence for the screen when nothing can be read in ``text`` (one readable line), else ''."""
    words = _WORD.findall(plain(text))
    if not any(letter.isalpha() for letter in text):
        return "Il n’y a pas encore de mots à relire."
    small = {
        name: sum(word in own for word in words) for name, own in lexicon().other_languages.items()
    }
    french = sum(word in lexicon().french for word in words)
    if max(small.values()) >= ENOUGH and max(small.values()) > french:
        return "Cette phrase n’a pas l’air d’être en français : le portail ne sait relire que le français."
    if _looks_random(words, french):
        return "Le portail ne reconnaît pas de phrase ici. Écrivez l’objectif avec vos mots : il sera relu."
    return ""


def _looks_random(words: list[str], french: int) -> bool:
    """Keys at random: no small word of French, none of the trade, or words without vowels."""
    known = lexicon()
    lists = (
        known.verbs.change, known.verbs.action, known.verbs.intention, known.verbs.means,
        known.people.publics, known.places.places, known.quantities.openings,
    )  # fmt: skip
    long = [word for word in words if len(word) > 3]
    if any(len(word) > LONGEST_WORD for word in words):
        return True
    if any(each.at_start(word) for word in long for each in lists):
        return False
    if any(subject.words.first(word) for word in long for subject in known.subjects):
        return False
    odd = [
        word for word in long if not re.search("[aeiouy]", word) or re.search("[^aeiouy]{6}", word)
    ]
    return (bool(odd) and len(odd) * 2 >= len(long)) or (
        not french and len(words) >= SHORTEST_OF_MANY
    )
