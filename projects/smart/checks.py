"""One function for each letter: the sentence and what is known in, a remark out.

Rules of the trade: standards §2.3 (S « spécifique », M « mesurable », A « atteignable », R
« réaliste, pertinent », T « temporellement défini »); a general objective gives the direction and
carries neither figure nor date.
"""

import re
from collections.abc import Iterable
from datetime import date

from msp_portal.kit.french import plain_date
from projects.queries.tasks_dates import plain
from projects.smart import words
from projects.smart.known import Known, Level
from projects.smart.measures import measure_in, time_in
from projects.smart.remarks import Letter, Remark, Verdict
from projects.smart.who_where import is_wide, place_in, public_in

OK, WEAK, MISSING = Verdict.OK, Verdict.WEAK, Verdict.MISSING
LONG_SENTENCE = 45  # words: beyond, nobody can say it aloud
SAME_ROOT = 5  # letters two words must share to speak of the same thing


# ---- S ---------------------------------------------------------------------------------------


def specific(sentence: str, known: Known) -> Remark:
    """One change, for somebody, somewhere."""
    flat = plain(sentence)
    verb = _first_of(flat, words.CHANGE_VERBS)
    vague = _first_of(flat, words.VAGUE_VERBS)
    activity = _first_of(flat, words.ACTIVITY_VERBS)
    public = public_in(sentence) or known.public
    place = place_in(sentence) or known.place
    found = tuple(filter(None, (verb or activity or vague, public, place)))
    if not (verb or vague or activity):
        return Remark(
            Letter.S,
            MISSING,
            "On ne voit pas encore ce qui va changer : il manque un verbe.",
            f"Dites ce que {public or 'ces personnes'} sauront, feront ou auront : « … ».",
            found,
        )
    if known.level is Level.GENERAL:
        return _general(public, found)
    if not public:
        return Remark(
            Letter.S,
            MISSING,
            "On ne sait pas pour qui.",
            _for_whom(known, "Pour qui : « … »."),
            found,
        )
    problem = (
        _weak_verb(sentence, known, verb, vague, activity)
        or _wide_public(public, known)
        or (None if place else ("On ne sait pas où.", _where(known)))
    )
    if problem:
        return Remark(Letter.S, WEAK, *problem, found)
    return Remark(Letter.S, OK, f"On voit qui ({public}), quoi et où ({place}).", found=found)


def _wide_public(public: str, known: Known) -> tuple[str, str] | None:
    if known.public or not is_wide(plain(public)):
        return None
    return (
        f"« {public} », c’est beaucoup de monde à la fois.",
        _for_whom(known, "Précisez lesquels : un âge, une école, une situation."),
    )


def _general(public: str, found: tuple[str, ...]) -> Remark:
    if public:
        reason = "L’objectif général donne le cap : c’est bien son rôle."
        return Remark(Letter.S, OK, reason, found=found)
    return Remark(
        Letter.S,
        WEAK,
        "Le cap est donné, sans dire pour qui.",
        "Ajoutez le public : « … ».",
        found,
    )


def _weak_verb(
    sentence: str, known: Known, verb: str, vague: str, activity: str
) -> tuple[str, str] | None:
    """Why the sentence is not specific enough, and the way out."""
    flat = plain(sentence)
    if len(flat.split()) > LONG_SENTENCE:
        return (
            "La phrase est longue : on s’y perd.",
            "Gardez un seul changement ; le reste peut devenir un autre objectif.",
        )
    if two := _two_goals(flat):
        one, other = (_as_written(sentence, verb) for verb in two)
        return (
            f"Il y a deux objectifs en un : « {one} » et « {other} ».",
            "Faites-en deux : chacun aura son chiffre.",
        )
    only_meant = not verb or (flat.startswith(vague) and measure_in(sentence) is None)
    if vague and only_meant and not (activity and known.level is Level.OPERATIONAL):
        return (
            f"« {_as_written(sentence, vague)} » dit une intention : on ne peut pas voir si c’est fait.",
            f"Dites ce qui se verra : {words.VAGUE_VERBS[vague]}.",
        )
    if activity and not verb and known.level is Level.SPECIFIC:
        return (
            f"« {_as_written(sentence, activity)} » dit ce que fera l’équipe, pas ce qui aura changé.",
            "Gardez-le comme objectif opérationnel. Ici, dites ce que sauront ou feront les gens.",
        )
    return None


def _two_goals(flat: str) -> tuple[str, str] | None:
    """« réduire … et augmenter … »: two infinitives of the lists joined by « et »."""
    stems = (*words.VAGUE_VERBS, *words.ACTIVITY_VERBS, *words.CHANGE_VERBS)
    infinitive = re.compile(r"^(?:d'|de )?([a-z']+(?:er|ir|re|oir))\b")
    first = infinitive.match(flat.strip())
    if not first or not first[1].startswith(stems):
        return None
    for joint in re.finditer(r"\bet\s+(?:a\s+|de\s+|d')?([a-z]+(?:er|ir|re|oir))\b", flat):
        if joint[1].startswith(stems):
            return first[1], joint[1]
    return None


def _at(sentence: str, match: "re.Match[str]") -> str:
    """The words of the sentence where its plain form matched: positions are the same."""
    return sentence[match.start() : match.end()]


def _first_of(flat: str, stems: Iterable[str]) -> str:
    """The stem that comes first in the sentence, at the beginning of a word."""
    met = [
        (match.start(), -len(stem), stem)
        for stem in stems
        if (match := re.search(rf"(?:^|[^a-z]){re.escape(stem)}", flat))
    ]
    return min(met)[2] if met else ""


def _as_written(sentence: str, stem: str) -> str:
    """The word of the sentence that a stem was found in."""
    match = re.search(rf"\b{re.escape(stem)}\w*", plain(sentence))
    return sentence[match.start() : match.end()] if match else stem


def _for_whom(known: Known, otherwise: str) -> str:
    if known.publics:
        return f"Le projet vise : {', '.join(known.publics[:3]).lower()}. Est-ce pour eux ?"
    return otherwise


def _where(known: Known) -> str:
    if known.places:
        return f"Par exemple « à {known.places[0]} », ou une école, un quartier : « … »."
    return "Nommez la commune, l’école, le quartier : « … »."


# ---- M ---------------------------------------------------------------------------------------


def measurable(sentence: str, known: Known) -> Remark:
    """A figure in the sentence, or an indicator with its target."""
    measure = measure_in(sentence)
    if known.level is Level.GENERAL:
        return Remark(Letter.M, OK, "À ce niveau, pas de chiffre attendu : il viendra plus bas.")
    targets = [i for i in known.indicators if i.target is not None]
    if measure and measure.relative and not any(i.baseline is not None for i in known.indicators):
        return Remark(
            Letter.M,
            WEAK,
            f"« {measure.words} » de combien ? Il manque le point de départ.",
            "Notez le chiffre d’aujourd’hui dans l’indicateur, ou écrivez « passer de … à … ».",
            (measure.words,),
        )
    if measure or targets:
        told = measure.words if measure else f"{targets[0].name} : {targets[0].target:f}"
        return Remark(Letter.M, OK, f"On saura si c’est atteint ({told}).", found=(told,))
    if known.indicators:
        return Remark(
            Letter.M,
            WEAK,
            "L’indicateur est choisi, sa cible n’est pas encore dite.",
            "Même approximative, une cible aide : « au moins … ».",
            tuple(i.name for i in known.indicators[:1]),
        )
    return Remark(
        Letter.M,
        MISSING,
        "Rien ne dit encore à quoi on verra que c’est atteint.",
        f"Par exemple « au moins … {_countable(sentence, known)} », « … sur … », ou un indicateur "
        "juste en dessous.",
    )


def _countable(sentence: str, known: Known) -> str:
    public = known.public or public_in(sentence)
    return "personnes" if not public or is_wide(plain(public)) else public


# ---- A ---------------------------------------------------------------------------------------


def attainable(sentence: str, known: Known) -> Remark:
    """Within reach: no absolute, a target that is not a leap, and some means."""
    flat = plain(sentence)
    if known.level is Level.GENERAL:
        return Remark(Letter.A, OK, "Un cap peut être ambitieux ; les moyens viennent plus bas.")
    if absolute := words.ABSOLUTES.search(flat):
        return Remark(
            Letter.A,
            WEAK,
            f"« {_at(sentence, absolute)} » est hors de portée de presque tout projet.",
            "Dites la part que vous espérez : « au moins … sur … ».",
            (_at(sentence, absolute),),
        )
    if leap := _leap(known):
        return Remark(Letter.A, WEAK, leap, "Gardez-le si c’est voulu ; sinon, un pas plus court.")
    if means := words.MEANS_WORDS.search(flat):
        told = sentence[means.start() :].rstrip(" .")
        return Remark(Letter.A, OK, "On voit comment vous comptez y arriver.", found=(told,))
    if known.means:
        return Remark(Letter.A, OK, f"Le projet compte déjà {_counted(known)}.")
    return Remark(
        Letter.A,
        MISSING,
        "Rien ne dit encore avec qui ni comment.",
        "Ajoutez « grâce à … », ou notez une action dans le déroulé.",
    )


def _leap(known: Known) -> str:
    """An indicator asked to more than double, or to fall below half."""
    for indicator in known.indicators:
        start, end = indicator.baseline, indicator.target
        if start and end is not None and (end > 2 * start or end * 2 < start):
            return (
                f"« {indicator.name} » passerait de {start.normalize():f} à {end.normalize():f} : "
                "c’est beaucoup d’un coup."
            )
    return ""


def _counted(known: Known) -> str:
    means = known.means
    parts = [
        _plural(means.committed, "personne qui a dit oui", "personnes qui ont dit oui"),
        _plural(means.actions, "action prévue", "actions prévues"),
        _plural(means.partners, "partenaire", "partenaires"),
    ]
    kept = [part for part in parts if part]
    return kept[0] if len(kept) == 1 else f"{', '.join(kept[:-1])} et {kept[-1]}"


def _plural(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}" if count else ""


# ---- R ---------------------------------------------------------------------------------------


def relevant(sentence: str, known: Known) -> Remark:
    """It answers something the diagnostic or the priorities say."""
    if not known.needs:
        return Remark(
            Letter.R,
            MISSING,
            "Le diagnostic est encore vide : on ne peut pas dire à quel besoin cela répond.",
            "Notez-y une donnée ou un besoin entendu ; une phrase suffit.",
        )
    told = " ".join((sentence, known.public))
    who = _roots(" ".join((public_in(sentence), known.public)))
    where = _roots(" ".join((place_in(sentence), known.place, *known.places)))
    subject = _roots(told) - who - where
    best, need = max(((len(subject & _roots(text)), text) for text in known.needs), key=_by_count)
    if best:
        return Remark(Letter.R, OK, f"Cela répond à ce que vous avez noté : « {_short(need)} ».")
    if subject & _roots(" ".join(known.themes)):
        return Remark(
            Letter.R,
            WEAK,
            "Le thème est bien celui du projet, mais le diagnostic n’en parle pas.",
            "Ajoutez au diagnostic la donnée ou la demande qui y a mené.",
        )
    return Remark(
        Letter.R,
        WEAK,
        "Le lien avec le diagnostic ne se lit pas encore.",
        f"Reprenez ses mots, par exemple : « {_short(known.needs[0])} ».",
    )


def _by_count(pair: tuple[int, str]) -> int:
    return pair[0]


def _roots(text: str) -> set[str]:
    """The roots of the words that carry meaning; words of one subject share theirs."""
    letters = re.findall(r"[a-zœ]{4,}", plain(text))
    roots = {word[:SAME_ROOT] for word in letters if word not in words.EMPTY_WORDS}
    return {words.SAME_SUBJECT.get(root, root) for root in roots}


def _short(text: str) -> str:
    first = " ".join(text.split())
    return first.rstrip(" .") if len(first) <= 90 else f"{first[:90].rsplit(' ', 1)[0]}…"


# ---- T ---------------------------------------------------------------------------------------


def dated(sentence: str, known: Known, today: date) -> Remark:
    """A day, a month, a season: said in the sentence or beside it."""
    if known.level is Level.GENERAL:
        return Remark(Letter.T, OK, "Un cap n’a pas besoin de date ; les étapes en auront.")
    time = time_in(sentence, today)
    day = time.day if time else known.due
    if problem := _bad_day(day, known, today):
        return Remark(Letter.T, WEAK, *problem)
    if time or day:
        told = time.words if time else plain_date(day or today)
        return Remark(Letter.T, OK, f"On sait pour quand : {told}.", found=(told,))
    if soon := words.SOON.search(plain(sentence)):
        said = _at(sentence, soon)
        reason = f"« {said} » n’est la date de personne."
        return Remark(Letter.T, WEAK, reason, _until(known, today), (said,))
    return Remark(Letter.T, MISSING, "Aucune date n’est dite.", _until(known, today))


def _bad_day(day: date | None, known: Known, today: date) -> tuple[str, str] | None:
    if day is None:
        return None
    if day < today:
        return f"Le {plain_date(day)} est déjà passé.", _until(known, today)
    if known.ends and day > known.ends:
        return (
            f"Le {plain_date(day)} tombe après la fin du projet ({plain_date(known.ends)}).",
            "Avancez la date, ou prolongez le projet si c’est voulu.",
        )
    return None


def _until(known: Known, today: date) -> str:
    if known.ends and known.ends >= today:
        return (
            f"Le projet finit le {plain_date(known.ends)} : « d’ici le {plain_date(known.ends)} »."
        )
    return "Par exemple « d’ici le … »."
