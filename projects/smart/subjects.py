"""What a text is about, to compare an objective with the diagnostic and the priorities."""

import re
from collections.abc import Iterable

from msp_portal.reference.letters import plain
from projects.smart.lexicon import lexicon

_WORD = re.compile(r"[a-zœ]{4,}")
_ROOT = 5  # letters two words share when they speak of the same thing


def subjects_in(flat: str) -> frozenset[str]:
    """The names of the subjects met in a plain text."""
    return frozenset(s.name for s in lexicon().subjects if s.words.first(flat))


def with_near(names: Iterable[str]) -> frozenset[str]:
    """These subjects and those that nobody is surprised to meet with them."""
    near = {subject.name: subject.near for subject in lexicon().subjects}
    kept = set(names)
    return frozenset(kept.union(*(near.get(name, frozenset()) for name in kept)))


def roots_of(text: str) -> frozenset[str]:
    """The first letters of the words that say what is spoken of; words of every project left out."""
    generic = lexicon().generic
    words = _WORD.findall(plain(text))
    return frozenset(word[:_ROOT] for word in words if not word.startswith(generic))
