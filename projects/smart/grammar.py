"""How the sentence is built: its main verb, what follows « grâce à » or « pour », its goals."""

import re
from dataclasses import dataclass, replace
from enum import StrEnum

from projects.smart.lexicon import Found, Lexicon, lexicon

Span = tuple[int, int]


class Says(StrEnum):
    """What a verb tells."""

    CHANGE = "change"
    ACTION = "action"
    INTENTION = "intention"
    MEANS = "means"


class Form(StrEnum):
    """How the verb stands."""

    INFINITIVE = "infinitive"
    FINITE = "finite"
    NOUN = "noun"
    LOOSE = "loose"  # a participle or a noun that opens nothing


@dataclass(frozen=True, slots=True)
class Head:
    """The main verb: where, what it tells, how it stands, its entry in the lists."""

    start: int
    end: int
    says: Says
    form: Form
    entry: str


@dataclass(frozen=True, slots=True)
class Built:
    """The parts of a sentence; ``goals`` are the spans of each goal when there are several."""

    head: Head | None
    means: Span | None
    purpose: Span | None
    goals: tuple[Span, ...] = ()


_INFINITIVE = re.compile(r"(?:er|ir|re|oir)$")
_FUTURE = re.compile(r"(?:ra|ront|rons|rez|rai|raient|rait)$")
_AUXILIARY = re.compile(
    r"\b(?:auront|aura|seront|sera|ont|sont|est|soient|soit|aient|ait|aurait|auraient|avaient|etaient)"
    r"(?:\s(?:ete|pas|tous|toutes|bien|mieux|deja|davantage|moins))*\s$"
)
_AFTER_TIME = re.compile(r"(?:,|\d{4}|mois|an)\s(?:une? |la |le |l')?$")
_NOUN = re.compile(r"(?:tion|age|ment|ction|ite)$")
_THIRD = re.compile(r"ent$")
_GENERIC_FUTURE = re.compile(r"\b[a-z-]{2,}ront\b|\b[a-z]{2,}(?:era|ira|dra|tra)\b|\baura\b")
_GENERIC_PRESENT = re.compile(
    r"(?<=[a-z'] )(?!(?:patient|adolescent|parent|accident|argent|souvent|client|agent|talent|vent|"
    r"frequent|different|recent|urgent|present|absent|equivalent|excellent|suffisent)\b)"
    r"[a-z]{2,}(?<!m)ent\b|\bs'[a-z]{3,}ent\b"
)
_PERMITS = re.compile(r"\b(?:permett\w+|faire en sorte|amener|donner envie|donner les moyens)\b")
_OF_STATE = re.compile(r"ir$|^(?:de|re)[a-z]*(?:iser|ifier|enter|prier)$")
_MOVES_BY = re.compile(
    r"\b(?:de|a|par) \d+(?:[.,]\d+)? ?(?:%|a \d|points?)|\bpar deux\b|\bde \d+ a \d"
)
_HAVE_DONE = re.compile(r"\b(?:feront|fera|font|fassent|auront fait|aura fait)\s$")
_PASSIVE = re.compile(r"\b(?:ete|etre|seront|sera|sont|est|soient|soit)\s(?:[a-z]+\s)?$")
_UNKNOWN_INFINITIVE = re.compile(r"^(?:de |d'|se |s')?([a-z-]{3,}(?:er|ir))\b")
_OPENING = re.compile(
    r"^(?:(?:notre |l')?objectifs?(?: \w+){0,2} ?(?::|est de|est d'|sont de)?\s*|(?:l')?action ?:\s*|(?:de|d'|a|qu'|que)\s+|:\s*)"
)
_MEANS = re.compile(
    r"\b(?:grace a|grace aux?|par le biais|au moyen|a l'aide|avec l'aide|en s'appuyant|a travers|via|"
    r"pour ca|pour cela|en (?!(?:situation|precarite|surpoids|insertion|mission|ayant|france|bretagne|cm)\b)[a-z]+ant\b|"
    r"avec (?:le|la|les|l'|un|une|des|nos|notre|deux|trois|\d)|par (?:la |le |les |l'|des |un |une |deux |trois )(?:atelier|mise|seance|formation|campagne|"
    r"affich|distribu|interven|organis|creation|rencontre|biais|diffusion|visite))"
)
_PURPOSE = re.compile(
    r"\b(?:pour|afin|en vue)\s(?:de\s|d'|que\s|qu')?(?=[a-z' ]{0,24}?(?:er|ir|re|oir|oient|ent)\b)"
)
_JOINT = re.compile(r"\s(?:et|puis|ainsi que)\s(?:a\s|de\s|d')?(?=[a-z])|\s?;\s")
_RELATIVE = re.compile(r"\b(?:qui|dont|n'|ne|ayant|ceux|celles)\s(?:\w+\s){0,3}$")
_CLAUSE_END = re.compile(r"[,;.()]|$")


def built(flat: str, opening: int = 0) -> Built:
    """The parts of a plain sentence. ``opening`` is where it begins once its label is left out."""
    words = lexicon()
    head = main_verb(flat, words, opening)
    means = _means_span(flat, head)
    purpose = _purpose_span(flat, head, words)
    return Built(head, means, purpose, _goals(flat, head, means, purpose, words))


def opening_of(flat: str) -> int:
    """Where the sentence begins after « Objectif : », « L’objectif est de »."""
    match = _OPENING.match(flat)
    return match.end() if match else 0


def main_verb(flat: str, words: Lexicon, opening: int = 0) -> Head | None:
    """The verb that tells what the sentence is: the first that stands as one."""
    heads = _verbs_of(flat, words, opening)
    strong = [head for head in heads if head.form is not Form.LOOSE]
    unknown = _UNKNOWN_INFINITIVE.match(flat[opening:])
    known_first = any(head.start <= opening + 8 for head in strong)
    if unknown and not known_first and not words.verbs.carriers.at_start(flat[opening:]):
        return _unknown_infinitive(flat, opening + unknown.start(1), opening + unknown.end(1))
    if strong:
        return replace(strong[0], says=_really_says(flat, strong[0], words, opening))
    if generic := _GENERIC_FUTURE.search(flat) or _GENERIC_PRESENT.search(flat):
        return Head(generic.start(), generic.end(), Says.CHANGE, Form.FINITE, "")
    return heads[0] if heads else None


def _really_says(flat: str, head: Head, words: Lexicon, opening: int) -> Says:
    """Who does it decides: « Permettre aux jeunes de rencontrer … » is a change for them, « Nous
    réduirons … » is the team's part."""
    before = flat[opening : head.start]
    for_them = _PERMITS.search(before) or _people_do_it(flat, head, words)
    if head.says in (Says.ACTION, Says.MEANS) and for_them:
        return Says.CHANGE
    by_the_team = words.people.doers.at_start(flat[opening:])
    if by_the_team and not words.verbs.carriers.first(before) and head.form is Form.FINITE:
        return Says.ACTION if head.says is Says.CHANGE else head.says
    return head.says


def _unknown_infinitive(flat: str, start: int, end: int) -> Head:
    """A verb of no list that opens the sentence: what the team does (« Classer les dossiers »).

    « Ramener de 8 à 3 » tells a change whatever the verb; « Se réapproprier », « Dénormaliser »,
    « Vieillir » tell something hoped for.
    """
    verb, lead = flat[start:end], flat[max(0, start - 3) : start]
    says = Says.ACTION
    if _MOVES_BY.search(flat[end:]):
        says = Says.CHANGE
    elif lead.endswith(("se ", "s'")) or _OF_STATE.search(verb):
        says = Says.INTENTION
    return Head(start, end, says, Form.INFINITIVE, "")


def _people_do_it(flat: str, head: Head, words: Lexicon) -> bool:
    """« Les familles auront rencontré … »: what the public does itself is a change, not an action.

    A passive (« seront sensibilisés ») stays what the team does to them.
    """
    have_done = head.form is Form.INFINITIVE and _HAVE_DONE.search(flat[: head.start])
    if not (head.form is Form.FINITE or have_done) or _PASSIVE.search(flat[: head.start]):
        return False
    before = words.people.publics.find(flat[: head.start])
    return bool(before) and not words.people.own_team.at_start(flat[before[-1].start :])


def _verbs_of(flat: str, words: Lexicon, opening: int) -> list[Head]:
    verbs = words.verbs
    found: list[tuple[Found, Says]] = [
        (each, says)
        for says, entries in (
            (Says.INTENTION, verbs.intention), (Says.ACTION, verbs.action),
            (Says.MEANS, verbs.means), (Says.CHANGE, verbs.change),
        )
        for each in entries.find(flat)
    ]  # fmt: skip
    carried = [each.start for each in verbs.carriers.find(flat)]
    # The longest reading of the same words: « faire prendre conscience » before « faire ».
    found.sort(key=lambda pair: (pair[0].start, -len(pair[0].entry)))
    heads: list[Head] = []
    for each, says in found:
        if each.start < opening or any(h.start <= each.start < h.end for h in heads):
            continue
        if each.start in carried:
            continue
        form = _form(flat, each, opening)
        heads.append(Head(each.start, each.end, says, form, each.entry))
    return heads


def _form(flat: str, each: Found, opening: int) -> Form:
    word = flat[each.start : each.end]
    verb = word.split()[0]
    before = flat[: each.start]
    if _RELATIVE.search(before):
        return Form.LOOSE
    if _INFINITIVE.search(verb) and not _AUXILIARY.search(before):
        return Form.INFINITIVE
    third = _THIRD.search(verb) and not verb.endswith("ment")
    opens = not before[opening:].strip(" -:«") or (
        _AFTER_TIME.search(before) and _NOUN.search(word)
    )
    if _FUTURE.search(verb) or _AUXILIARY.search(before) or (third and not opens):
        return Form.FINITE
    return Form.NOUN if opens else Form.LOOSE


def _means_span(flat: str, head: Head | None) -> Span | None:
    """« grâce à … », « en organisant … »: how, not what will have changed."""
    for match in _MEANS.finditer(flat):
        leading = match.start() == 0
        if leading or head is None or match.start() >= head.end:
            end = _CLAUSE_END.search(flat, match.end())
            stop = end.start() if end else len(flat)
            comma = flat[stop : stop + 1] == ","
            if leading and not comma:
                continue
            # A list of means goes on after its commas; what opens the sentence stops there.
            return match.start(), stop if leading else _end_of_sentence(flat, match.end())
    return None


def _end_of_sentence(flat: str, start: int) -> int:
    match = re.compile(r"[;.(](?!\d)|, d'ici|, (?:a|en) (?:fin|juin)|$").search(flat, start)
    return match.start() if match else len(flat)


def _purpose_span(flat: str, head: Head | None, words: Lexicon) -> Span | None:
    """« pour réduire … », « afin que … »."""
    if head is None:
        return None
    for match in _PURPOSE.finditer(flat, head.end):
        after = flat[match.end() :]
        opened = words.verbs.change.first(after) or words.verbs.intention.first(after)
        if opened and opened.start <= 24:
            return match.start(), _end_of_sentence(flat, match.end())
    return None


def _goals(
    flat: str, head: Head | None, means: Span | None, purpose: Span | None, words: Lexicon
) -> tuple[Span, ...]:
    """The spans of each goal, when two verbs of the same form are joined, or two sentences."""
    parts = sentences_with_verbs(flat, words)
    if len(parts) > 1:
        return tuple(parts)
    if head is None or head.form not in (Form.INFINITIVE, Form.NOUN):
        return ()
    stop = min(
        span[0] for span in (means, purpose, (len(flat), 0)) if span and span[0] > head.start
    )
    cuts = [head.start]
    for joint in _JOINT.finditer(flat, head.end, stop):
        after = flat[joint.end() : stop]
        following = main_verb(after, words)
        if following is None or following.form is not head.form:
            continue
        # « et l’appliquer » speaks of the same thing; « et la réduction » of another.
        lead = after[: following.start]
        if lead not in (("", "se ", "s'") if head.form is Form.INFINITIVE else ("", "la ", "l'")):
            continue
        complement = flat[
            flat.index(" ", cuts[-1]) if " " in flat[cuts[-1] :] else cuts[-1] : joint.start()
        ]
        if len(complement.split()) >= 1 and _tells_something(complement):
            cuts.append(joint.end())
    if len(cuts) == 1:
        return ()
    ends = [
        *(
            re.sub(r"\s(?:et|puis|ainsi que)\s(?:a\s|de\s|d')?$|\s?;\s$", "", flat[:cut])
            for cut in cuts[1:]
        ),
        flat,
    ]
    return tuple((start, len(end)) for start, end in zip(cuts, ends, strict=True))


def _tells_something(complement: str) -> bool:
    bare = re.sub(r"\b(?:[a-z]+(?:er|ir|oir)|et|puis)\b", "", complement)
    return bool(re.search(r"[a-z]{3,}", bare))


def sentences_with_verbs(flat: str, words: Lexicon) -> list[Span]:
    """The sentences that each open with a goal: an infinitive or « Diminution de… »."""
    spans = [
        m.span() for m in re.finditer(r"[^.!?;\n]+(?:[.!?;]|$)", flat) if len(m[0].strip()) > 8
    ]
    opened = []
    for start, end in spans:
        begin = start + len(flat[start:end]) - len(flat[start:end].lstrip(" -–•"))
        verb = main_verb(flat[begin:end], words, opening_of(flat[begin:end]))
        if verb and verb.form in (Form.INFINITIVE, Form.NOUN) and verb.start <= 12:
            opened.append((begin, end))
    return opened if len(opened) == len(spans) else []
