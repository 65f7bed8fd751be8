"""M: a figure in the sentence, or an indicator with its target."""

import re

from msp_portal.kit.french import number
from msp_portal.reference.letters import plain
from projects.smart.known import Known, KnownIndicator, Level
from projects.smart.measures import NUMBER, Counts, Figure, figures_in
from projects.smart.remarks import Kind, Letter, Remark, Verdict
from projects.smart.sentence import Sentence
from projects.smart.subjects import subjects_in
from projects.smart.times import Tells
from projects.smart.who_where import who_in

_LASTING = re.compile(rf"(?<![\w]){NUMBER}\s(?:jours?|journees?|soirees?|heures?)\b")
OK, WEAK, MISSING = Verdict.OK, Verdict.WEAK, Verdict.MISSING


def measurable(sentence: Sentence, known: Known) -> Remark:
    """How one will see that it is reached."""
    if known.level is Level.GENERAL:
        return Remark(Letter.M, OK, "À ce niveau, pas de chiffre attendu : il viendra plus bas.")
    told = _told(sentence, known)
    if told:
        return Remark(Letter.M, OK, f"On saura si c’est atteint ({told}).", found=(told,))
    if sentence.has_blanks:
        return Remark(
            Letter.M,
            MISSING,
            "Il reste « … » à remplacer.",
            "Mettez-y un chiffre, même approximatif.",
        )
    for problem in (_relative, _without_target, _something_else, _vague, _named_only):
        if remark := problem(sentence, known):
            return remark
    return Remark(
        Letter.M,
        MISSING,
        "Rien ne dit encore à quoi on verra que c’est atteint.",
        "Par exemple « au moins … personnes », « … sur … », ou un indicateur juste en dessous.",
    )


def _told(sentence: Sentence, known: Known) -> str:
    """The words that say how much, if any."""
    if measures := sentence.measures:
        first = measures[0]
        return _with_noun(sentence, first) if first.counts is Counts.NUMBER else first.words
    target = next((each for each in known.indicators if each.target is not None), None)
    if target and target.target is not None:
        return f"{target.name} : {number(target.target)}"
    if known.level is Level.OPERATIONAL or sentence.kind in (Kind.ACTION, Kind.MEANS):
        done = [*sentence.figures, *sentence.figures_of_means]
        work = (Counts.ACTIVITY, Counts.CRITERION, Counts.NUMBER, Counts.SHARE)
        counted = next((f for f in done if f.counts in work), None)
        rhythm = sentence.time(Tells.RHYTHM)
        lasting = _LASTING.search(sentence.flat)
        told = counted.words if counted else rhythm.words if rhythm else ""
        return told or (sentence.said(*lasting.span()) if lasting else "")
    relative = _figure(sentence, Counts.RELATIVE)
    if relative and baseline_of(sentence, known) is not None:
        return relative.words
    return ""


def _figure(sentence: Sentence, counts: Counts) -> Figure | None:
    return next((figure for figure in sentence.figures if figure.counts is counts), None)


def baseline_of(sentence: Sentence, known: Known) -> float | None:
    """Where one starts from: an indicator, else a share the diagnostic gives on the same subject."""
    indicator = next((i for i in known.indicators if i.baseline is not None), None)
    if indicator and indicator.baseline is not None:
        return float(indicator.baseline)
    share = share_known(sentence, known)
    return share.value if share else None


def share_known(sentence: Sentence, known: Known) -> Figure | None:
    """The first share (« 48 % ») written in the diagnostic on a subject of the sentence."""
    for need in known.needs:
        flat = plain(need)
        if sentence.subjects & subjects_in(flat) and not _of_others(sentence, need):
            shares = [f for f in figures_in(need, flat) if f.is_percent and f.value]
            percents = [f for f in shares if re.search(r"%|pour cent", f.words)]
            if percents:
                return percents[0]
    return None


def _of_others(sentence: Sentence, need: str) -> bool:
    """« 48 % des patients sont vaccinés » is no start for a sentence on the carers."""
    theirs = who_in(need, plain(need))
    groups = {who.group for who in (sentence.who, theirs) if who}
    return len(groups) == 2 and "professionnels" in groups


def _relative(sentence: Sentence, known: Known) -> Remark | None:
    relative = _figure(sentence, Counts.RELATIVE)
    if relative is None:
        return None
    return Remark(
        Letter.M,
        WEAK,
        f"« {relative.words} » à partir de combien ? Il manque le point de départ.",
        "Notez le chiffre d’aujourd’hui dans l’indicateur, ou écrivez « passer de … à … ».",
        (relative.words,),
    )


def _without_target(sentence: Sentence, known: Known) -> Remark | None:
    indicators: list[KnownIndicator] = list(known.indicators)
    if not indicators:
        return None
    return Remark(
        Letter.M,
        WEAK,
        "L’indicateur est choisi, sa cible n’est pas encore dite.",
        "Même approximative, une cible aide : « au moins … ».",
        (indicators[0].name,),
    )


def _something_else(sentence: Sentence, known: Known) -> Remark | None:
    """A figure that counts the sessions, or what is asked of each person."""
    counted = sentence.figures_of_means or tuple(
        f for f in sentence.figures if f.counts is Counts.ACTIVITY
    )
    asked = _figure(sentence, Counts.CRITERION)
    if counted and not asked:
        return Remark(
            Letter.M,
            WEAK,
            f"« {_with_noun(sentence, counted[0])} » compte ce que fera l’équipe, pas ce qui aura changé.",
            "Ajoutez combien de personnes : « au moins … ».",
            (counted[0].words,),
        )
    if asked:
        return Remark(
            Letter.M,
            WEAK,
            f"« {_with_noun(sentence, asked)} » dit ce qui est demandé à chacun, pas à combien de personnes.",
            "Ajoutez combien : « au moins … ».",
            (asked.words,),
        )
    return None


def _with_noun(sentence: Sentence, figure: Figure) -> str:
    following = re.match(r"\s?[\w’'-]+", sentence.text[figure.end :])
    return f"{figure.words}{following[0] if following else ''}"


def _vague(sentence: Sentence, known: Known) -> Remark | None:
    vague = _figure(sentence, Counts.VAGUE)
    if vague is None:
        return None
    return Remark(
        Letter.M,
        WEAK,
        f"« {vague.words} » : combien ?",
        "Même approximatif, un chiffre aide : « au moins … ».",
        (vague.words,),
    )


def _named_only(sentence: Sentence, known: Known) -> Remark | None:
    if sentence.kind is not Kind.INDICATOR:
        return None
    return Remark(
        Letter.M,
        WEAK,
        "On sait quoi compter, pas encore quelle valeur viser.",
        "Ajoutez le départ et la cible : « de … à … ».",
    )
