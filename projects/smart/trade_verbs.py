"""The verbs of ``data/trade_verbs.yml`` in a plain sentence, under whatever form they take."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from msp_portal.reference.letters import plain
from msp_portal.reference.yaml_files import read_yaml
from projects.smart.conjugation import Tense, forms_of
from projects.smart.lexicon import WordList, lexicon
from projects.smart.measures import NUMBER

_FILE = Path(__file__).with_name("data") / "trade_verbs.yml"
_FAMILIES = ("change", "action", "intention", "means")
_WORD = re.compile(r"(?<![\w-])[a-zœ]{3,}(?![\w-])")


@dataclass(frozen=True, slots=True)
class Meant:
    """A form met: how it stands, its infinitive, and the families its verb belongs to."""

    tense: Tense
    verb: str
    families: frozenset[str]


@dataclass(frozen=True, slots=True)
class TradeVerbs:
    """Every form, the verbs that are an action once counted, words that only look like verbs."""

    forms: Mapping[str, Meant]
    counted_action: frozenset[str]
    not_verbs: frozenset[str]
    team_things: WordList
    states: WordList
    not_people: frozenset[str]


@lru_cache(maxsize=1)
def trade_verbs() -> TradeVerbs:
    """The file, read once, with every form of its verbs."""
    rows = read_yaml(_FILE)
    families: dict[str, set[str]] = {}
    for family in _FAMILIES:
        for verb in plain(rows[family]).split():
            families.setdefault(verb, set()).add(family)
    forms: dict[str, Meant] = {}
    words = lexicon()
    named = (words.people.publics, words.places.places)
    for verb, told in families.items():
        for form, tense in forms_of(verb):
            # « les salariés », « les élèves », « une entreprise » name somebody or somewhere.
            if tense is not Tense.INFINITIVE and any(each.is_one(form) for each in named):
                continue
            # The plainest reading of a form first: « offre » is a noun before it is a verb.
            forms.setdefault(form, Meant(tense, verb, frozenset(told)))
    for noun, verb in rows["nouns"].items():
        told = families.get(plain(verb), {"action"})
        forms[plain(noun)] = Meant(Tense.NOUN, plain(verb), frozenset(told))
    return TradeVerbs(
        forms=forms,
        counted_action=frozenset(plain(rows["counted_action"]).split()),
        not_verbs=frozenset(plain(rows["not_verbs"]).split()),
        not_people=frozenset(plain(rows["not_people"]).split()),
        states=WordList(plain(rows["states"]).split(), whole=True),
        team_things=WordList(plain(rows["team_things"]).split(), whole=True),
    )


def met_in(flat: str) -> list[tuple[int, int, Meant]]:
    """The forms met in a plain sentence, in its order: start, end, what is meant."""
    known = trade_verbs()
    return [
        (match.start(), match.end(), known.forms[match[0]])
        for match in _WORD.finditer(flat)
        if match[0] in known.forms and match[0] not in known.not_verbs
    ]


_NAMED = re.compile(
    r"^(?P<one>une? |la |le |l'|des |les )?(?P<noun>[a-zœ]{3,}(?:-[a-zœ]+)*)(?![\w'])"
)
_COUNTS_PEOPLE = re.compile(rf"(?<![\w])(?:{NUMBER}|%|moitie|tiers|quart)(?![\w])")


def is_something_held(start: str) -> bool:
    """« Une tombola », « Brunch des familles »: a thing that takes place, told without a verb.

    People, subjects and states (« sommeil », « accès aux soins ») name no action, and a figure may
    make an objective of the sentence. ``start`` is plain, where the sentence opens.
    """
    found = _NAMED.match(start)
    if found is None or ":" in start[:24] or _COUNTS_PEOPLE.search(start):
        return False
    noun, words = start[found.start("noun") :], lexicon()
    named = (words.people.publics, words.places.places, trade_verbs().states, words.quantities.resources,
             words.quantities.openings, words.verbs.change, words.verbs.intention)  # fmt: skip
    if any(each.at_start(noun) for each in named) or found["noun"] in trade_verbs().forms:
        return False
    if found["one"] in ("la ", "le ", "l'", "les "):
        return False
    return not any(subject.words.at_start(noun) for subject in words.subjects)
