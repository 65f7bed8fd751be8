"""The reading of one sentence: five remarks, what it is, another wording."""

import re
from datetime import date

from projects.smart.attainable import attainable
from projects.smart.dated import dated
from projects.smart.known import Known, Level
from projects.smart.measurable import measurable
from projects.smart.plain_text import from_capital, from_small, readable, with_names
from projects.smart.relevant import relevant
from projects.smart.remarks import Kind, Reading, Remark
from projects.smart.sentence import Sentence, taken_apart
from projects.smart.specific import is_misplaced, specific
from projects.smart.unreadable import why_unreadable
from projects.smart.wording import better_wording

NOTHING_TYPED = "Écrivez l’objectif : le portail le relit au fur et à mesure."
TOO_LONG = "Ce texte est long : seul son début est relu. Un objectif tient en une phrase."
MOST_GOALS = 4
_THEIRS = re.compile(r"\bleurs?\b")


def read_objective(text: str, known: Known, today: date) -> Reading:
    """The reading of ``text``, as seen on ``today``. Never refuses anything, whatever is typed."""
    said, cut = readable(text)
    notice = TOO_LONG if cut else ""
    if not said:
        return Reading((), message=NOTHING_TYPED, notice=notice)
    if message := why_unreadable(said):
        return Reading((), message=message, notice=notice)
    sentence = taken_apart(with_names(said, known.places), today)
    remarks = _remarks(sentence, known, today)
    goals = tuple(said[start:end] for start, end in sentence.parts.goals[:MOST_GOALS])
    if goals:
        worded = tuple(_goal(goal, sentence, known, today) for goal in goals)
        wording, others = worded[0], worded[1:]
    else:
        wording, others = better_wording(sentence, known, remarks, today), ()
    return Reading(
        remarks,
        kind=sentence.kind,
        misplaced=is_misplaced(sentence, known.level),
        headline=_headline(sentence, known, remarks, len(goals)),
        wording=wording,
        others=others,
        notice=notice,
    )


def _remarks(sentence: Sentence, known: Known, today: date) -> tuple[Remark, ...]:
    return (
        specific(sentence, known),
        measurable(sentence, known),
        attainable(sentence, known),
        relevant(sentence, known),
        dated(sentence, known, today),
    )


def _goal(text: str, whole: Sentence, known: Known, today: date) -> str:
    """One goal of several, worded alone, with the date and the people the whole sentence gives."""
    words = from_capital(text.strip(" ,;."))
    alone = taken_apart(words, today)
    if whole.due and not alone.times:
        words = f"{words} {from_small(whole.due.words)}"
    if whole.who and alone.who is None and _THEIRS.search(words):
        words = f"{words} ({whole.said(whole.who.start, whole.who.whole_end)})"
    alone = taken_apart(words, today)
    remarks = _remarks(alone, known, today)
    return better_wording(alone, known, remarks, today) or f"{alone.text.rstrip(' .')}."


def _headline(sentence: Sentence, known: Known, remarks: tuple[Remark, ...], goals: int) -> str:
    """What to look at first, in one sentence; nothing for a good objective."""
    if goals:
        return (
            f"{'Deux' if goals == 2 else 'Plusieurs'} objectifs dans la même phrase : séparez-les."
        )
    if is_misplaced(sentence, known.level):
        return {
            Kind.ACTION: "C’est une action : elle dit ce que fera l’équipe.",
            Kind.MEANS: "C’est un moyen : il dit de quoi l’équipe a besoin.",
            Kind.INDICATOR: "C’est un indicateur : il dit quoi compter.",
        }[sentence.kind]
    lacking = [remark for remark in remarks if not remark.is_ok]
    if sentence.has_blanks:
        return "Remplacez les « … » par vos chiffres et vos mots."
    if not lacking:
        return ""
    if known.level is Level.GENERAL:
        return "Le cap est presque clair."
    return (
        "Il manque une chose."
        if len(lacking) == 1
        else f"Il manque {_IN_LETTERS[len(lacking)]} choses."
    )


_IN_LETTERS = {2: "deux", 3: "trois", 4: "quatre", 5: "cinq"}
