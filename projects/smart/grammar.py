"""How the sentence is built: its main verb, what follows « grâce à » or « pour », its goals."""

import re
from dataclasses import dataclass, replace

from projects.smart.doers import (
    is_done_with_people,
    is_passive,
    is_rather_a_change,
    people_before,
    team_opens,
)
from projects.smart.heads import Form, Head, Says
from projects.smart.lexicon import Found, Lexicon, lexicon
from projects.smart.trade_heads import (
    counts_its_people,
    heads_of_the_trade,
    is_help,
    unknown_infinitive,
)

Span = tuple[int, int]


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
    r"\b(?:auront|aura|seront|sera|ont|sont|est|soient|soit|aient|ait|aurait|auraient|avaient|etaient|avoir|etre)"
    r"(?:\s(?:ete|pas|tous|toutes|bien|mieux|deja|davantage|moins))*\s$"
)
_AFTER_TIME = re.compile(r"(?:,|\d{4}|mois|an)\s(?:une? |la |le |l')?$")
_NOUN = re.compile(r"(?:tion|age|ment|ction|ite)$")
_THIRD = re.compile(r"ent$")
_GENERIC_FUTURE = re.compile(
    r"\b[a-z-]{2,}ront\b|\b[a-z]{2,}(?:era|ira|dra|tra)\b|\baura\b|(?<=nous )[a-z]{2,}rons\b"
)
_GENERIC_PRESENT = re.compile(
    r"(?<=[a-z'] )(?!(?:patient|adolescent|parent|accident|argent|souvent|client|agent|talent|vent|"
    r"frequent|different|recent|urgent|present|absent|equivalent|excellent|suffisent)\b)"
    r"[a-z]{2,}(?<!m)ent\b|\bs'[a-z]{3,}ent\b"
)
_BE_OR_HAVE = re.compile(r"\b(?:ont|aient|ait|sont|soient|seront|est|sera)\b")
_TEAM_GOES = re.compile(r"nous [a-z]+rons\b|on [a-z]+ra\b")  # « Nous irons vérifier »
_PERMITS = re.compile(r"\b(?:permett\w+|faire en sorte|amener|donner envie|donner les moyens)\b")
_HAVE_DONE = re.compile(
    r"\b(?:feront|fera|font|fassent|auront fait|aura fait|seront fait|sera fait|soient fait)\s$"
)
_OPENING = re.compile(
    r"^(?:objectif (?:n.{0,2} ?)?\d+ ?[-–:.]\s*|(?:notre |l')?objectifs?(?: \w+){0,2} ?(?::|est de|est d'|sont de)?\s*|(?:l')?action ?:\s*|(?:de|d'|a|qu'|que)\s+|:\s*)"
)
_MEANS = re.compile(
    r"\b(?:grace a|grace aux?|par le biais|au moyen|a l'aide|avec l'aide|en s'appuyant|a travers|via|"
    r"pour ca|pour cela|en (?!(?:situation|precarite|surpoids|insertion|mission|ayant|france|bretagne|cm)\b)[a-z]+ant\b|"
    r"(?<!rendez-vous )(?<!contact )(?<!lien )avec (?:le|la|les|l'|un|une|des|nos|notre|deux|trois|\d)|par (?:la |le |les |l'|des |un |une |deux |trois )(?:atelier|mise|seance|formation|campagne|"
    r"affich|distribu|interven|organis|creation|rencontre|biais|diffusion|visite))"
)
_PURPOSE = re.compile(
    r"\b(?:pour|afin|en vue)\s(?:de\s|d'|que\s|qu')?(?=[a-z' ]{0,24}?(?:er|ir|re|oir|oient|ent)\b)"
)
_JOINT = re.compile(
    r"\s(?:et|puis|ainsi que)\s(?:a\s|de\s|d')?(?=[a-z])|\s?;\s|,\s(?:et\s|puis\s)?(?=[a-z-]+(?:er|ir|oir|re)\s)"
)
_MOVES_ON = re.compile(
    r"^[a-z]+ (?:passer )?de \d|^(?:passer|faire|soit)\b"
)  # « …, passer de 2 à 4 »
_JOINED = re.compile(r"(?:\s(?:et|puis|ainsi que)\s(?:a\s|de\s|d')?|\s?;\s|,\s(?:et\s|puis\s)?)$")
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
    known_first = any(head.start <= opening + 8 for head in strong)
    announced = words.verbs.carriers.at_start(flat[opening:])
    unknown = None if known_first or announced else unknown_infinitive(flat, opening)
    if unknown:
        return unknown
    if strong:
        return replace(strong[0], says=_really_says(flat, strong[0], words, opening))
    if generic := _generic_finite(flat):
        by_the_team = team_opens(flat[opening:].lstrip(" ,"))
        theirs = people_before(flat[opening : generic.start()])
        says = Says.ACTION if by_the_team and not theirs else Says.CHANGE
        return Head(generic.start(), generic.end(), says, Form.FINITE, "")
    first = heads[0] if heads else None
    return first and replace(first, says=_really_says(flat, first, words, opening))


def _generic_finite(flat: str) -> "re.Match[str] | None":
    """A verb of no list told by its ending: « les jeunes bouquineront », not « qui bouquinent »."""
    for pattern in (_GENERIC_FUTURE, _GENERIC_PRESENT, _BE_OR_HAVE):
        for match in pattern.finditer(flat):
            before = flat[: match.start()]
            if _RELATIVE.search(before) or (pattern is _BE_OR_HAVE and not people_before(before)):
                continue
            return match
    return None


def _really_says(flat: str, head: Head, words: Lexicon, opening: int) -> Says:
    """Who does it decides: « Permettre aux jeunes de rencontrer … » is a change for them, « Nous
    réduirons … » is the team's part."""
    before, after = flat[opening : head.start], flat[head.end :]
    for_them = _PERMITS.search(before) or _people_do_it(flat, head)
    if head.says in (Says.ACTION, Says.MEANS) and for_them:
        return Says.CHANGE
    by_the_team = team_opens(flat[opening:]) and not words.verbs.carriers.first(before)
    if by_the_team and (head.form is Form.FINITE or _TEAM_GOES.match(flat[opening:])):
        helps = head.says is Says.CHANGE or is_help(flat[head.start : head.end])
        return Says.ACTION if helps else head.says
    if head.says is Says.INTENTION:
        return Says.ACTION if counts_its_people(flat, head) else head.says
    if head.says is Says.ACTION:
        return Says.CHANGE if is_rather_a_change(before, after) else head.says
    opens = head.form in (Form.INFINITIVE, Form.NOUN) and not before.strip(" -:«,")
    with_people = opens and head.says is Says.CHANGE and is_done_with_people(after)
    return Says.ACTION if with_people else head.says


def _people_do_it(flat: str, head: Head) -> bool:
    """« Les familles auront rencontré … »: what the public does itself is a change, not an action.

    A passive (« seront sensibilisés ») stays what the team does to them.
    """
    before = flat[: head.start]
    have_done = head.form is Form.INFINITIVE and _HAVE_DONE.search(before)
    active = (head.form is Form.FINITE or have_done) and not is_passive(before)
    return bool(active) and people_before(before)


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
    carriers = verbs.carriers.find(flat)
    # The longest reading of the same words: « faire prendre conscience » before « faire ».
    found.sort(key=lambda pair: (pair[0].start, -len(pair[0].entry)))
    heads: list[Head] = []
    for each, says in found:
        if each.start < opening or any(h.start <= each.start < h.end for h in heads):
            continue
        if any(carrier.start <= each.start < carrier.end for carrier in carriers):
            continue
        form = _form(flat, each, opening)
        heads.append(Head(each.start, each.end, says, form, each.entry))
    taken = [(h.start, h.end) for h in heads] + [(c.start, c.end) for c in carriers]
    heads += [
        head
        for head in heads_of_the_trade(flat, opening)
        if not any(head.start < end and start < head.end for start, end in taken)
    ]
    return sorted(heads, key=lambda head: head.start)


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
        if joint[0].startswith(",") and (_MOVES_ON.search(after) or _PERMITS.search(flat)):
            continue
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
        *(_JOINED.sub("", flat[:cut]) for cut in cuts[1:]),
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
