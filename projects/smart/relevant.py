"""R: it answers something the diagnostic, the priorities or the theme of the project say."""

from msp_portal.reference.letters import plain
from projects.smart.known import Known, Level
from projects.smart.known_words import listed, publics_of
from projects.smart.remarks import Letter, Remark, Verdict
from projects.smart.sentence import Sentence
from projects.smart.subjects import roots_of, subjects_in, with_near
from projects.smart.who_where import who_in

OK, WEAK = Verdict.OK, Verdict.WEAK
SHORT = 90  # signs of a line of the diagnostic that are quoted


def relevant(sentence: Sentence, known: Known) -> Remark:
    """The subject of the sentence beside those of the project."""
    told = [*known.needs, *known.themes]
    if not told:
        return Remark(
            Letter.R,
            OK,
            "Le diagnostic est encore vide : on ne peut pas dire à quel besoin cela répond.",
            "Notez-y une donnée ou un besoin entendu ; une phrase suffit.",
            untold=True,
        )
    if other := _other_public(sentence, known):
        return Remark(Letter.R, WEAK, *other)
    if need := _need_met(sentence, known):
        return Remark(Letter.R, OK, f"Cela répond à ce que vous avez noté : « {_short(need)} ».")
    return _by_subject(sentence, known, told)


def _by_subject(sentence: Sentence, known: Known, told: list[str]) -> Remark:
    theirs = with_near(subjects_in(plain(" ; ".join([*told, *known.publics]))))
    if sentence.subjects & theirs:
        return Remark(Letter.R, OK, "C’est bien le sujet du projet.")
    if sentence.subjects and theirs:
        return Remark(
            Letter.R,
            WEAK,
            f"La phrase parle d’autre chose ({listed(sorted(sentence.subjects))}) que le diagnostic "
            "et le thème du projet.",
            "Ajoutez au diagnostic ce qui y a mené, ou gardez cet objectif pour un autre projet.",
        )
    if _is_empty(sentence) and known.level is not Level.GENERAL:
        return Remark(
            Letter.R,
            WEAK,
            "On ne lit pas de quel sujet de santé il s’agit.",
            f"Reprenez les mots du projet : « {_short(told[0])} ».",
        )
    return Remark(
        Letter.R,
        OK,
        "Le lien avec le diagnostic ne se lit pas dans les mots : à l’équipe de juger.",
        untold=True,
    )


def _need_met(sentence: Sentence, known: Known) -> str:
    """The line of the diagnostic that shares most words with the sentence on its subject."""
    who, where = sentence.who, sentence.where
    aside = roots_of(
        " ".join((who.words if who else "", where.words if where else "", *known.places))
    )
    mine = roots_of(sentence.text) - aside
    best, most = "", 0
    for need in known.needs:
        same_subject = bool(sentence.subjects & subjects_in(plain(need)))
        shared = len(mine & roots_of(need)) + 2 * same_subject
        if shared > most:
            best, most = need, shared
    return best


def _is_empty(sentence: Sentence) -> bool:
    """No word that says what it is about, once the public, the place and the verb are left out."""
    head = sentence.parts.head
    aside = [sentence.said(head.start, head.end)] if head else []
    aside += [sentence.who.words] if sentence.who else []
    aside += [sentence.where.words] if sentence.where else []
    return not roots_of(sentence.text) - roots_of(" ".join(aside))


YOUNG, OLD = frozenset({"enfants", "jeunes"}), frozenset({"aines"})


def _other_public(sentence: Sentence, known: Known) -> tuple[str, str] | None:
    """Children where the project is for the old, or the reverse."""
    if sentence.who is None or not known.publics:
        return None
    groups = {_group(public) for public in publics_of(known)}
    mine = sentence.who.group
    for one, other in ((YOUNG, OLD), (OLD, YOUNG)):
        if mine in one and groups and groups <= other:
            return (
                f"La phrase parle de {sentence.who.words} ; le projet vise : {listed(publics_of(known)[:2])}.",
                "Changez le public de l’objectif, ou ajoutez-le à ceux du projet.",
            )
    return None


def _group(public: str) -> str:
    flat = plain(public)
    who = who_in(public, flat)
    old = any(age in flat for age in ("60 ans", "65 ans", "70 ans", "80 ans"))
    return "aines" if old else who.group if who else ""


def _short(text: str) -> str:
    first = " ".join(text.split())
    return first.rstrip(" .") if len(first) <= SHORT else f"{first[:SHORT].rsplit(' ', 1)[0]}…"
