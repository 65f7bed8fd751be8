"""A sentence turned round: what the team does, or hopes, gives way to what will have changed."""

import re
from datetime import date

from msp_portal.kit.french import MONTHS
from msp_portal.reference.letters import plain
from projects.smart.dated import bad_day
from projects.smart.heads import Form, Says
from projects.smart.known import Known, Level
from projects.smart.known_words import BLANK, one_public, place_of, until
from projects.smart.lexicon import Verb, lexicon
from projects.smart.measures import Counts
from projects.smart.plain_text import from_small
from projects.smart.remarks import Kind
from projects.smart.sentence import Sentence

WILL = f"sauront ou feront {BLANK}"
_DETERMINED = re.compile(
    r"(?:un|une|des|la|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|"
    r"plusieurs|notre|nos)\b|l'|\d"
)
_MONTHS = "|".join(MONTHS)
_BAND = re.compile(r"(\d{1,3})\s?[-–]\s?(\d{1,3}) ans")
_TOPIC = re.compile(
    r"^\s?(?:(?P<aux>aux|des)\s|(?P<au>au|du)\s|(?P<ala>(?:à|a|de) la)\s|(?P<al>(?:à|a|de) l['’])|(?P<sur>sur)\s|"
    r"(?P<a>à|a|de)\s|(?P<d>d['’]))(?P<what>\S.*)$"
)
_AND_TO = re.compile(r"\bet (?:(aux)|(au)|([àa] la)|([àa] l['’])|([àa]))(?=\s|\w)\s?")


def turned_round(sentence: Sentence, known: Known, today: date) -> str:
    """« D’ici …, au moins … parents de Redon sauront …, grâce à trois ateliers »."""
    if known.level is Level.GENERAL:
        people = _people(sentence, known)[0]
        return f"Permettre {'à des' if people == 'personnes' else 'aux'} {people} de {BLANK}"
    if turned := _observable(sentence, known, today):
        return turned
    people, where = _people(sentence, known)
    how_many = f"au moins {BLANK}" if people == "personnes" else _how_many(sentence)
    will, means, why = _parts(sentence)
    place = "" if where or _place_told(sentence, means, why) else _with_place(known)
    when = _when(sentence, known, today)
    opening = f"{when[:1].upper()}{when[1:]}"
    if known.level is Level.OPERATIONAL:
        return f"{opening}, l’équipe aura tenu {BLANK} pour {how_many} {people}{place}{means}"
    return f"{opening}, {how_many} {people}{place} {will}{why}{means}"


def counted_change(sentence: Sentence, known: Known, today: date) -> str:
    """« Nombre de … » becomes « Faire passer le nombre de … de … à … »."""
    text = _without_time(sentence)
    flat = plain(text)
    what = re.sub(r"\s*(?::|\(|>|≥|=|supérieure? |superieure? |inférieure? ).*$", "", text)
    target = next((f for f in sentence.figures if f.is_percent and f.value), None)
    if flat.startswith("%"):
        what = f"la part{what[1:]}"
    else:
        what = re.sub(r"^(?:nb|nbre)\b", "nombre", from_small(what), flags=re.IGNORECASE)
        article = (
            "la "
            if plain(what).startswith(("part", "proportion", "frequence", "file", "satisfaction"))
            else "le "
        )
        what = (
            what
            if plain(what).startswith(("le ", "la ", "les ", "l'"))
            else f"{_elided(article, what)}{what}"
        )
    goal = target.words if target else _blank_unit(flat)
    return f"Faire passer {what.strip(' ,.')} de {_blank_unit(flat)} à {goal}, {_when(sentence, known, today)}"


def _elided(article: str, what: str) -> str:
    return "l’" if re.match(r"[aeiouéèê]", what) else article


def _blank_unit(flat: str) -> str:
    share = flat.startswith(
        ("%", "part", "la part", "taux", "le taux", "proportion", "pourcentage")
    )
    return f"{BLANK} %" if share else BLANK


def _when(sentence: Sentence, known: Known, today: date) -> str:
    due = sentence.due
    if due and not bad_day(due, known, today) and due.words:
        words = from_small(due.words)
        words = re.sub(rf"^[àa] (?={_MONTHS})", "", words)
        whole = re.match(
            r"(?:d[’']ici|en |avant |fin |dans |sur |pendant |à |a |au |pour |de )", words
        )
        return words if whole else f"d’ici {'le ' if words[:1].isdigit() else ''}{words}"
    return until(known, today)


def _people(sentence: Sentence, known: Known) -> tuple[str, bool]:
    """The people in the plural, and whether their name already says where."""
    who = sentence.who
    if known.public and (who is None or who.wide):
        return from_small(known.public), False
    helpers = who is not None and who.group == "professionnels" and sentence.kind is Kind.MEANS
    if who is None or who.wide or helpers:
        return one_public(known) or "personnes", False
    words = sentence.text[who.start : who.whole_end]
    if re.match(r"(?:plus|moins) de|\d", plain(words)):
        words = "personnes de " + _BAND.sub(r"\1 à \2 ans", words)
    first, _, rest = from_small(words).partition(" ")
    if _plural(first) != first:  # « personne âgée »: what describes it follows
        rest = re.sub(r"^(?!de\b|du\b|des\b|en\b|à\b|d['’])([\w-]+[^sx\W])(?=\s|$)", r"\1s", rest)
    return " ".join(filter(None, (_plural(first), rest))), who.whole_end > who.end


def _plural(noun: str) -> str:
    return noun if noun[-1:] in "sxz" or noun == BLANK or noun.isdigit() else f"{noun}s"


def _how_many(sentence: Sentence) -> str:
    """« 30 », « au moins … »: a number of people already written is kept."""
    who = sentence.who
    if who:
        for figure in sentence.figures:
            beside = sentence.flat[figure.end : who.start].strip()
            if figure.counts is Counts.NUMBER and figure.end <= who.start and not beside:
                return figure.words
    return f"au moins {BLANK}"


def _with_place(known: Known) -> str:
    place = place_of(known)
    return f" {place}" if place else ""


def _place_told(sentence: Sentence, *parts: str) -> bool:
    """Whether the place is already in what was kept of the sentence."""
    where = sentence.where
    return bool(where and not where.wide and any(where.words in part for part in parts))


def _without_time(sentence: Sentence) -> str:
    text = sentence.text
    for time in reversed(sentence.times):
        text = f"{text[: time.start].rstrip(' ,')} {text[time.end :].lstrip(' ,')}"
    return text[sentence.opening :].strip(" ,.") if not sentence.times else text.strip(" ,.")


def _parts(sentence: Sentence) -> tuple[str, str, str]:
    """What people will do, « grâce à … », « pour … », out of the words of the sentence."""
    head = sentence.parts.head
    aside = sentence.kind is Kind.MEANS and head and head.start > sentence.opening + 3
    if head is None or aside:
        return _without_verb(sentence)
    verb = lexicon().verbs.known.get(head.entry, Verb(head.entry))
    text, purpose, means = sentence.text, sentence.parts.purpose, sentence.parts.means
    stop = purpose[0] if purpose else _end(sentence)
    body = _cut_times(sentence, head.end, stop, text)
    way = f", {_cut_times(sentence, *means, text)}" if means and means[0] >= head.end else ""
    why = f", {_cut_times(sentence, *purpose, text)}" if purpose else ""
    if sentence.who and sentence.who.words in way:
        way = ""
    will = WILL
    if verb.keeps:
        will = f"{verb.becomes} {_without_people_inside(sentence, body)}"
    elif verb.becomes:
        will = f"{verb.becomes}{_topic(_after_people(sentence, body))}"
    elif head.says is Says.INTENTION:
        why = _for_what(sentence, body, text)
    elif verb.takes_object and head.form is Form.INFINITIVE:
        way = _thanks_to(_without_people(sentence, body)) + way
    return will, way or f", grâce à {BLANK}", why


def _without_verb(sentence: Sentence) -> tuple[str, str, str]:
    """« Une salle, deux kinés »: what is needed is the way; « Parents : écrans »: the subject stays."""
    if sentence.kind in (Kind.MEANS, Kind.ACTION):
        return WILL, _thanks_to(_without_people(sentence, _without_time(sentence))), ""
    residue = _residue(sentence)
    return WILL, f", grâce à {BLANK}", f" ({residue})" if residue else ""


def _end(sentence: Sentence) -> int:
    means = sentence.parts.means
    head = sentence.parts.head
    stop = re.search(r"[.;!?](?:\s|$)", sentence.text)
    ends = [stop.start() if stop else len(sentence.text)]
    if means and head and means[0] >= head.end:
        ends.append(means[0])
    return min(ends)


def _cut_times(sentence: Sentence, start: int, stop: int, text: str) -> str:
    body = text[start:stop]
    for time in reversed(sentence.times):
        if start <= time.start and time.end <= stop:
            body = (
                f"{body[: time.start - start].rstrip(' ,')} {body[time.end - start :].lstrip(' ,')}"
            )
    return body.strip(" ,.")


def _topic(body: str) -> str:
    """« aux écrans et au sommeil » becomes « à propos des écrans et du sommeil »."""
    match = _TOPIC.match(body)
    if match is None:
        return ""
    what = _AND_TO.sub(_and_of, match["what"].strip(" ,."))
    for name, lead in (
        ("aux", "des "), ("au", "du "), ("ala", "de la "), ("al", "de l’"), ("a", "de "), ("d", "d’"),
    ):  # fmt: skip
        if match[name]:
            return f" à propos {lead}{what}"
    return f" sur {what}"


def _and_of(match: "re.Match[str]") -> str:
    of = ("des ", "du ", "de la ", "de l’", "de ")
    return f"et {next(lead for lead, said in zip(of, match.groups(), strict=True) if said)}"


def _after_people(sentence: Sentence, body: str) -> str:
    """What stands after the public, when it is named in these words."""
    who = sentence.who
    name = sentence.text[who.start : who.whole_end] if who else ""
    return body.partition(name)[2].strip() if name and name in body else body


def _without_people_inside(sentence: Sentence, body: str) -> str:
    """« aux élèves les fruits » without « aux élèves »."""
    who = sentence.who
    if who is None:
        return body
    name = re.escape(sentence.text[who.start : who.whole_end])
    return re.sub(rf"\s?(?:aux|à des|à|auprès des)\s{name}\s?", " ", f" {body}").strip()


def _residue(sentence: Sentence) -> str:
    """What is left of a sentence without a verb: its subject, once the public is taken out."""
    text = _without_time(sentence)
    if sentence.who:
        name = re.escape(sentence.text[sentence.who.start : sentence.who.whole_end])
        text = re.sub(rf"(?:\b(?:chez|pour|pr|par|de|des|les|aux)\s)*{name}\s*:?", "", text)
    return from_small(text.strip(" ,.:-"))


def _thanks_to(what: str) -> str:
    """« grâce à trois ateliers », « grâce au forum », « grâce aux ateliers »."""
    what = from_small(what)
    for article, joined in (("le ", "au "), ("les ", "aux ")):
        if what.startswith(article):
            return f", grâce {joined}{what[len(article) :]}"
    if not what:
        return f", grâce à {BLANK}"
    named = _DETERMINED.match(plain(what))
    return f", grâce à {what}" if named else f", grâce à {BLANK} ({what})"


def _without_people(sentence: Sentence, body: str) -> str:
    """« des ateliers cuisine aux familles » without « aux familles », when it ends the words."""
    who = sentence.who
    if who is None:
        return body
    name = re.escape(sentence.text[who.start : who.whole_end])
    return re.sub(
        rf"\s(?:aux|à des|à|pour des|pour les|pour|auprès des|auprès de|avec les|des)\s(?:\S{{1,12}}\s)?{name}$|\s\({name}\)$",
        "",
        body,
    )


def _for_what(sentence: Sentence, body: str, text: str) -> str:
    """« pour améliorer l’accès aux soins »: the intention, after the change that will show it."""
    head = sentence.parts.head
    if head is None or head.form is not Form.INFINITIVE:
        return ""
    kept = _without_people(sentence, body)
    after = _after_people(sentence, body)
    if kept == body and after != body:
        aim = re.match(
            r"(?:à|a|de|d['’])\s?((?:mieux |plus |ne plus )?\w+(?:er|ir|re|oir)\b.*)", after
        )
        return f", pour {aim[1]}" if aim else f" ({after})" if after else ""
    itself = re.search(r"\b(?:se\s|s['’])$", text[: head.start], re.IGNORECASE)
    verb = from_small(text[itself.start() if itself else head.start : head.end])
    return f", pour {verb} {kept}" if kept else ""


def _observable(sentence: Sentence, known: Known, today: date) -> str:
    """« Améliorer la couverture vaccinale » becomes « Faire passer la couverture … de … à … »."""
    head = sentence.parts.head
    if head is None or head.says is not Says.INTENTION or head.form is not Form.INFINITIVE:
        return ""
    body = _cut_times(sentence, head.end, _end(sentence), sentence.text).strip(" ,.")
    bare = re.sub(r"^(?:le |la |les |l['’])", "", plain(body))
    if not lexicon().verbs.observables.at_start(bare):
        return ""
    return f"Faire passer {body} de {BLANK} à {BLANK}, {_when(sentence, known, today)}"
