"""A sentence that tells a change, completed in place: date, figure, public, reach."""

import re
from datetime import date

from msp_portal.reference.letters import plain
from projects.smart.attainable import absolute_in, beyond_public, leap_in
from projects.smart.dated import bad_day
from projects.smart.heads import Form
from projects.smart.known import Known, Level
from projects.smart.known_words import BLANK, one_public, place_of, until
from projects.smart.lexicon import lexicon
from projects.smart.measures import Counts, Figure
from projects.smart.plain_text import from_small
from projects.smart.remarks import Letter
from projects.smart.sentence import Sentence
from projects.smart.times import Tells

Patch = tuple[int, int, str]
_DETERMINER = re.compile(
    r"(?:^|(?<=\s))(?P<word>les|des|aux|ces|nos|certains|certaines)\s$", re.IGNORECASE
)
_STARTS_WITH_SUBJECT = re.compile(
    r"^(?:au moins |les|des|nos|la|le|l'|un|une|\d|deux|trois|trente|quarante|au )", re.IGNORECASE
)


def completed(sentence: Sentence, known: Known, lacking: set[Letter], today: date) -> str:
    """The sentence with what it lacks, in its own words."""
    if _wishes(sentence) and sentence.who is None:
        return ""
    if allowed := _permitted(sentence, known, lacking, today):
        return allowed
    patches: list[Patch] = []
    after = ""
    if Letter.A in lacking:
        patches += _within_reach(sentence, known)
    if Letter.S in lacking:
        patches += _precise_public(sentence, known)
        after += _who_and_where(sentence, known, counted=Letter.M not in lacking)
    if Letter.M in lacking and not any("…" in new for _, _, new in patches):
        more, told = _figure(sentence, known)
        patches += more
        after += told
    before = ""
    if Letter.T in lacking:
        more, before, told = _date(sentence, known, today)
        end = _end_of_sentence(sentence)
        patches += [*more, (end, end, _joined(after, told))]
    return _written(sentence, patches, before, after)


def _written(sentence: Sentence, patches: list[Patch], before: str, after: str) -> str:
    """Patches from the last to the first, then what comes after the main part, then before it."""
    text = sentence.text
    end = _end_of_main(sentence)
    kept: list[Patch] = []
    # At the same place, what was told first stands first.
    ordered = sorted([(end, end, after), *patches], key=lambda each: each[0])
    for patch in reversed(ordered):
        if not any(patch[0] < other[1] and other[0] < patch[1] for other in kept):
            kept.append(patch)
            start, stop, new = patch
            text = f"{text[:start]}{new}{text[stop:]}"
    main = text[_start(sentence) :].lstrip(" ,:")
    return f"{before}{from_small(main)}" if before else main


def _end_of_sentence(sentence: Sentence) -> int:
    """The end of the first sentence, « grâce à … » included."""
    stop = re.search(r"[.;!?](?:\s|$)", sentence.text)
    return len(sentence.text[: stop.start() if stop else None].rstrip(" ,"))


def _joined(after: str, told: str) -> str:
    return f", {told.lstrip(' ,')}" if after.startswith(",") and told else told


def _start(sentence: Sentence) -> int:
    """After « Objectif : »; « Que les patients … » is kept whole."""
    return 0 if _wishes(sentence) else sentence.opening


def _wishes(sentence: Sentence) -> bool:
    return bool(re.match(r"qu[e'’]", sentence.flat))


def _permitted(sentence: Sentence, known: Known, lacking: set[Letter], today: date) -> str:
    """« Arrêter de fumer », without anybody: « Permettre à au moins … personnes d’arrêter … »."""
    head = sentence.parts.head
    if Letter.S not in lacking or sentence.who or known.public or head is None:
        return ""
    own = lexicon().verbs.own.at_start(sentence.flat[head.start :])
    if not own or head.form is not Form.INFINITIVE or known.level is not Level.SPECIFIC:
        return ""
    end = _end_of_main(sentence)
    rest = sentence.text[head.start : end].strip(" ,.")
    of = "d’" if re.match(r"[aeiouyhéèê]", rest.lower()) else "de "
    people = one_public(known) or "personnes"
    place = place_of(known) if sentence.where is None else ""
    when = "" if sentence.due else f", {until(known, today)}"
    way = sentence.text[end:].rstrip(" .")
    whom = f"{people} {place}".strip()
    return f"Permettre à au moins {BLANK} {whom} {of}{from_small(rest)}{way}{when}"


def _end_of_main(sentence: Sentence) -> int:
    """Before « grâce à … » and « pour … », or the end of the first sentence."""
    spans = [span[0] for span in (sentence.parts.means, sentence.parts.purpose) if span and span[0]]
    stop = re.search(r"[.;!?](?:\s|$)", sentence.text)
    ends = [*spans, stop.start() if stop else len(sentence.text)]
    end = min(ends)
    return len(sentence.text[:end].rstrip(" ,"))


# ---- Within reach ------------------------------------------------------------------------------


def _within_reach(sentence: Sentence, known: Known) -> list[Patch]:
    if figure := absolute_in(sentence, known):
        return _absolute(sentence, figure)
    if found := beyond_public(sentence, known):
        figure = found[0]
        return [(figure.start, figure.end, f"au moins {BLANK}")]
    if leap := leap_in(sentence, known):
        figure = leap[0]
        number = re.search(r"\d+(?:[.,]\d+)?(?=\D*$)", figure.words)
        if number:
            start = figure.start + number.start()
            return [(start, figure.start + number.end(), BLANK)]
    return []


def _absolute(sentence: Sentence, figure: Figure) -> list[Patch]:
    said = plain(figure.words).strip()
    following = sentence.flat[figure.end : figure.end + 5]
    if said in ("tous les", "toutes les"):
        return [(figure.start, figure.end, f"au moins {BLANK} % des")]
    if said.startswith("eradiqu") and sentence.parts.head:
        return [(figure.start, figure.end, f"réduire de {BLANK} %")]
    if figure.is_percent and following.startswith((" des", " de ")):
        return [(figure.start, figure.end, f"au moins {BLANK} %")]
    return []


# ---- For whom, where -----------------------------------------------------------------------------


def _precise_public(sentence: Sentence, known: Known) -> list[Patch]:
    """« les gens » becomes the public of the project, when it has only one."""
    who = sentence.who
    if who is None or not who.wide or known.public:
        return []
    lead = re.search(
        r"(?:^|\s)(?P<word>les|la|le|l'|des|aux|du|de la|a la|au)\s?$", sentence.flat[: who.start]
    )
    if lead is None:
        return []
    kind = lead["word"]
    new = {"des": "des", "du": "des", "de la": "des", "aux": "aux", "a la": "aux", "au": "aux"}.get(
        kind, "les"
    )
    return [(lead.start("word"), who.whole_end, f"{new} {one_public(known) or BLANK}")]


def _who_and_where(sentence: Sentence, known: Known, *, counted: bool) -> str:
    told = ""
    head = sentence.parts.head
    for_people = head and lexicon().verbs.for_people.at_start(sentence.flat[head.start :])
    theirs = re.search(r"\bleurs?\b", sentence.flat)  # whose it is stands before
    if sentence.who is None and not known.public and not for_people and not theirs:
        if not counted and not _moves(sentence):
            return ""  # « pour au moins … » says both
        told = f" chez les {one_public(known) or BLANK}"
    if known.level is Level.GENERAL or sentence.where or known.place:
        return told
    place = place_of(known)
    if place and told:
        return f"{told} {place}"
    return told if known.places else f"{told} à {BLANK}"


def _moves(sentence: Sentence) -> bool:
    head = sentence.parts.head
    return bool(head and lexicon().verbs.movers.at_start(sentence.flat[head.start :]))


# ---- How much ------------------------------------------------------------------------------------


def _figure(sentence: Sentence, known: Known) -> tuple[list[Patch], str]:
    """Where the blank figure goes: on the verb that moves, on the people, on the sessions."""
    for attempt in (_vague_quantity, _start_point, _sessions, _on_the_verb, _on_the_people):
        if found := attempt(sentence, known):
            return found, ""
    if sentence.who is None:
        people = one_public(known) or "personnes"
        place = f" {place_of(known)}" if sentence.where is None and place_of(known) else ""
        return [], f", pour au moins {BLANK} {people}{place}"
    return [], f" (au moins {BLANK} personnes)"


def _vague_quantity(sentence: Sentence, known: Known) -> list[Patch]:
    vague = next((f for f in sentence.figures if f.counts is Counts.VAGUE), None)
    if vague is None:
        return []
    article = sentence.flat[vague.end : vague.end + 5]
    share = article.startswith((" des", " de l"))
    return [(vague.start, vague.end, f"au moins {BLANK} %" if share else f"au moins {BLANK}")]


def _start_point(sentence: Sentence, known: Known) -> list[Patch]:
    relative = next((f for f in sentence.figures if f.counts is Counts.RELATIVE), None)
    if relative is None:
        return []
    end = _end_of_main(sentence)
    return [(end, end, f" (aujourd’hui : {BLANK})")]


def _sessions(sentence: Sentence, known: Known) -> list[Patch]:
    """« des ateliers » becomes « … ateliers » where the work itself is counted."""
    if known.level is not Level.OPERATIONAL:
        return []
    for found in lexicon().quantities.activities.find(sentence.flat):
        lead = re.search(r"(?:^|\s)(des)\s$", sentence.flat[: found.start])
        if lead:
            return [(lead.start(1), lead.end(1), BLANK)]
    return []


def _on_the_verb(sentence: Sentence, known: Known) -> list[Patch]:
    """« Réduire les chutes » becomes « Réduire de … % les chutes »."""
    head = sentence.parts.head
    movers = lexicon().verbs.movers
    if head is None or head.form not in (Form.INFINITIVE, Form.NOUN):
        return []
    if sentence.who is None and lexicon().verbs.for_people.at_start(sentence.flat[head.start :]):
        people = one_public(known) or "personnes"
        return [(head.end, head.end, f" au moins {BLANK} {people}")]
    if known.level is Level.OPERATIONAL or not movers.at_start(sentence.flat[head.start :]):
        return []
    return [(head.end, head.end, f" de {BLANK} %")]


def _on_the_people(sentence: Sentence, known: Known) -> list[Patch]:
    """« les parents » becomes « au moins … parents »."""
    who = sentence.who
    if who is None or who.wide or _wishes(sentence):
        return []
    lead = _DETERMINER.search(sentence.text[: who.start])
    if lead is None or not re.search(r"[sx]$", plain(who.words.split()[0])):
        return []
    kind = plain(lead["word"])
    new = {"aux": "à au moins …", "des": "d’au moins …"}.get(kind, "au moins …")
    return [(lead.start("word"), lead.end("word"), new)]


# ---- By when -------------------------------------------------------------------------------------


def _date(sentence: Sentence, known: Known, today: date) -> tuple[list[Patch], str, str]:
    """The date put in the place of one that cannot stand, else at the head or the end."""
    when = until(known, today)
    due = sentence.due
    if due and bad_day(due, known, today):
        return [_in_place(sentence, due.start, due.end, when)], "", ""
    if loose := sentence.time(Tells.VAGUE) or sentence.time(Tells.START):
        return [_in_place(sentence, loose.start, loose.end, when)], "", ""
    main = sentence.text[sentence.opening :].lstrip(" ,:")
    one_sentence = not re.search(r"[.;!?]\s+\S", main)
    if one_sentence and not _wishes(sentence) and _STARTS_WITH_SUBJECT.match(plain(main)):
        return [], f"{when[:1].upper()}{when[1:]}, ", ""
    return [], "", f", {when}" if sentence.parts.means else f" {when}"


def _in_place(sentence: Sentence, start: int, end: int, when: str) -> Patch:
    """Words of time keep the commas around them."""
    text = sentence.text
    said = text[start:end]
    lead = len(said) - len(said.lstrip())
    tail = len(said) - len(said.rstrip(" ,."))
    return start + lead, end - tail, when
