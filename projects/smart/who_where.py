"""For whom and where: what a sentence names."""

import re
from dataclasses import dataclass

from msp_portal.reference.letters import plain
from projects.smart.doers import counted_places, named_by_trade
from projects.smart.lexicon import Found, lexicon

Span = tuple[int, int]
_AGES = re.compile(
    r"(?:\bplus|\bmoins|\+) de \d{1,3} ans|\b\d{1,3} ?(?:a|-|–|et) ?\d{1,3} ans|\b\d{1,3} ans et plus"
)
# An age or a situation makes a wide public a precise one, and belongs to its name.
_SITUATION = re.compile(
    r"\s+(?:(?:de |d'|des |ages de |agees de )?(?:plus|moins) de \d{1,3} ans|(?:de |agee?s? de )?\d{1,3}(?: ?(?:a|-|–|et) ?\d{1,3})? ans"
    r"(?: et plus)?|agee?s?(?! de)\b|en situation de [a-z]+|en precarite|en surpoids|atteinte?s? [^,.;:()]{0,25}|"
    r"vivant [^,.;:()]{0,25}|handicapee?s?|isolee?s?|fragiles?|diabetiques?(?: de type [12])?|eloignee?s? [^,.;:()]{0,25}|"
    r"[a-z]{3,}(?:ees?|es|is|ies?|us|ues?) (?:par|a|au|aux|dans|chez) (?:la |le |l'|les )?[a-z]+|"
    r"ayant [a-z]+|qui [a-z']+ [a-z]+|jamais [a-z]+|sans [a-z]+(?: [a-z]+ant)?|malades?|enceintes?|agees|hebergee?s?|accueillie?s?|seules?|endeuillee?s?|detenue?s?|obeses?|sourdes?|a mobilite reduite|sans domicile|sans abri|vulnerables?|allophones?|en insertion|en mission locale|du secteur|de type [12])"
)
_BELONGS = re.compile(
    r"\s(?:de la |du |de l'|des |de |d'|au |a la |a l'|aux |en )"
    r"(?:(?:cm|ce|cp|ms|gs|ps) ?\d(?:[-/](?:cm|ce) ?\d)?|[345678](?:e|eme)|cinquieme|quatrieme|troisieme|sixieme|"
    r"ecoles?|colleges?|lycees?|maternelle|creche|canton|quartier|commune|secteur|territoire|bourg|village|ville|"
    r"msp|maison de sante|patientele|cabinet|ehpad|epicerie(?: sociale| solidaire)?|foyer|association|club|residence|accueil de jour|chantier|service|ccas|cada|chrs|cfa|iut|internat|portage de repas|entreprise|usine|abattoir|groupe|ateliers?|mairie|centre de loisirs|centre social|primaire|elementaire|jeunes enfants|"
    r"enfants de maternelle|enfants|mission locale|lycee|pays de [a-z-]+)\b"
)
_NAME = r"[A-ZÀ-ÖØ-Þ][\w’'-]*[a-zà-öø-ÿ][\w’'-]*"
_OF_NAME = re.compile(
    rf"\s(?:de la |de l['’]|des |de |d['’]|du |à |au )(?:{_NAME}(?:\s(?:et|sur|en|le|la)\s{_NAME})?)"
)
_NAMED_PLACE = re.compile(
    rf"(?<![\w])(?:à|a|À|au|aux|de|d’|d'|du|dans|sur|en)\s?(?:la\s|le\s|les\s|l’|l')?({_NAME})"
)


# « nos 240 diabétiques »: those of the team are where the team is.
_OUR_OWN = re.compile(r"\bnos (?:\d[\d ]* )?(?:[a-z]+ )?$")


@dataclass(frozen=True, slots=True)
class Who:
    """The public named: its words, where they stand, its group of age, and whether it is too wide.

    ``whole_end`` is where its name ends with what belongs to it (« parents de l’école de Redon »).
    """

    start: int
    end: int
    words: str
    group: str
    wide: bool
    whole_end: int


def who_in(sentence: str, flat: str) -> Who | None:
    """The first precise public named, else a wide one."""
    found = [_who(sentence, flat, each) for each in lexicon().people.publics.find(flat)]
    age = _AGES.search(flat)
    if age and not any(who.start <= age.start() < who.whole_end for who in found):
        words = sentence[age.start() : age.end()]
        end = _whole_end(sentence, flat, age.end())
        found.append(Who(age.start(), age.end(), words, "", False, end))
    if not found and (span := named_by_trade(flat) or counted_places(flat)):
        found.append(
            Who(
                *span, sentence[slice(*span)], "classes", False, _whole_end(sentence, flat, span[1])
            )
        )
    return min(
        found,
        key=lambda who: (who.wide, who.group in ("professionnels", "classes"), who.start),
        default=None,
    )


def _who(sentence: str, flat: str, found: Found) -> Who:
    people = lexicon().people
    end = found.end
    while situation := _SITUATION.match(flat, end):
        end = situation.end()
    whole = _whole_end(sentence, flat, end)
    word = _singular(flat[found.start : found.end])
    wide = word in people.always_wide or (word in people.wide_alone and whole == found.end)
    return Who(
        found.start, end, sentence[found.start : end], people.groups.get(word, ""), wide, whole
    )


def _singular(word: str) -> str:
    groups = lexicon().people.groups
    always = lexicon().people.always_wide
    for form in (word, word[:-1], word[:-2], re.sub(r"s\b", "", word)):
        if form in groups or form in always:
            return form
    return word


def _whole_end(sentence: str, flat: str, end: int) -> int:
    """After « de l’école », « du canton de Callac », « de 60 ans »."""
    while True:
        step = (
            _BELONGS.match(flat, end)
            or _OF_NAME.match(sentence, end)
            or _SITUATION.match(flat, end)
        )
        if step is None:
            return end
        end = step.end()


def is_wide(words: str) -> bool:
    """Whether these words name everybody and nobody (« le public », « les gens »)."""
    who = who_in(words, plain(words))
    return who is not None and who.wide


@dataclass(frozen=True, slots=True)
class Where:
    """The place named: its words, and whether they say little (« le territoire »)."""

    start: int
    end: int
    words: str
    wide: bool = False


def where_in(sentence: str, flat: str, who: Who | None = None) -> Where | None:
    """The first precise place named: a name after a preposition, else a kind of place."""
    people = lexicon().people
    places = lexicon().places
    for match in _NAMED_PLACE.finditer(sentence):
        if match[1] not in places.not_places and not match[1].isdigit():
            return Where(match.start(1), match.end(1), match[1])
    covered = flat
    if who and plain(who.words).startswith(("assistante", "marcheu")):
        covered = f"{flat[: who.start]}{'~' * (who.end - who.start)}{flat[who.end :]}"
    kinds = places.places.find(covered)
    precise = next((each for each in kinds if _singular_place(each.entry) not in places.wide), None)
    if precise:
        return Where(precise.start, precise.end, sentence[precise.start : precise.end])
    followed = who and re.search(
        r"\bsuivie?s? (?:par|a|au)\b", flat[who.start : who.whole_end + 12]
    )
    if who and (followed or people.at_home.first(flat[who.start : who.whole_end])):
        return Where(who.start, who.end, sentence[who.start : who.end])
    if who and _OUR_OWN.search(flat[: who.start]):
        return Where(who.start, who.end, sentence[who.start : who.end])
    if kinds:
        first = kinds[0]
        return Where(first.start, first.end, sentence[first.start : first.end], wide=True)
    return None


def _singular_place(entry: str) -> str:
    return entry.rstrip("sx")
