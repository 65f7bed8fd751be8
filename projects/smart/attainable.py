"""A: within reach, as far as the sentence and the project's own figures tell."""

import re
from collections.abc import Iterator

from msp_portal.kit.french import number
from msp_portal.reference.letters import plain
from projects.smart.known import Known, Level
from projects.smart.known_words import listed, same_public
from projects.smart.lexicon import lexicon
from projects.smart.measurable import share_known
from projects.smart.measures import Counts, Figure, figures_in
from projects.smart.remarks import Letter, Remark, Verdict
from projects.smart.sentence import Sentence
from projects.smart.who_where import who_in

OK, WEAK = Verdict.OK, Verdict.WEAK
LEAP = 30  # points between the start and the target beyond which the team is asked to look again
TIMES = 2  # a target more than twice the start, or under its half, is a leap too
_LESS = re.compile(r"\b(?:redui|diminu|baiss|reduction|recul|moins)\w*")
_SIZE = re.compile(r"\b(?:compte|suit|accueille|soit|environ|il y a|recoit)\b")


def attainable(sentence: Sentence, known: Known) -> Remark:
    """No absolute, no target beyond the public or far from the start; else, nothing said against."""
    if known.level is Level.GENERAL:
        return Remark(Letter.A, OK, "Un cap peut être ambitieux ; les moyens viennent plus bas.")
    for problem in (_absolute, _beyond_public, _leap_of_indicator, _leap):
        if found := problem(sentence, known):
            return Remark(Letter.A, WEAK, *found)
    if sentence.parts.means:
        start, end = sentence.parts.means
        return Remark(
            Letter.A,
            OK,
            "On voit comment vous comptez y arriver.",
            found=(sentence.said(start, end),),
        )
    if known.means:
        return Remark(
            Letter.A, OK, f"Rien ne s’y oppose ; le projet compte déjà {_counted(known)}."
        )
    return Remark(
        Letter.A,
        OK,
        "La phrase seule ne peut pas le dire : à l’équipe de juger, avec ses moyens et son temps.",
        untold=True,
    )


def absolute_in(sentence: Sentence, known: Known) -> Figure | None:
    """« tous les … », « aucun », « 100 % »: unless it is about the team itself, or sessions held."""
    if known.level is Level.OPERATIONAL:
        return None
    for figure in sentence.figures:
        total = figure.is_percent and figure.value == 100 and figure.counts is Counts.SHARE
        if figure.counts in (Counts.ABSOLUTE, Counts.PROMISE) or total:
            after = sentence.flat[figure.end :].lstrip(" ds'e")
            if not lexicon().people.own_team.at_start(after):
                return figure
    return None


def _absolute(sentence: Sentence, known: Known) -> tuple[str, str] | None:
    figure = absolute_in(sentence, known)
    if figure is None:
        return None
    return (
        f"« {figure.words.strip()} » est hors de portée de presque tout projet.",
        "Dites la part que vous espérez : « au moins … sur … ».",
    )


def sizes_known(known: Known) -> Iterator[tuple[float, str, str]]:
    """How many people the diagnostic says there are: the number, their name, the whole line."""
    for need in known.needs:
        flat = plain(need)
        if _SIZE.search(flat):
            for figure in figures_in(need, flat):
                if figure.counts is Counts.NUMBER and figure.value:
                    who = who_in(need[figure.start :], flat[figure.start :])
                    if who:
                        yield figure.value, who.words, need


def beyond_public(sentence: Sentence, known: Known) -> tuple[Figure, float, str] | None:
    """The figure that asks for more people than there are."""
    if sentence.who is None:
        return None
    for figure in sentence.figures:
        if figure.counts is not Counts.NUMBER or not figure.value:
            continue
        for size, who, need in sizes_known(known):
            about = f"{who} {need}" if "college" in plain(need) else who
            if figure.value > size and same_public(sentence.who.words, about):
                return figure, size, need
    return None


def _beyond_public(sentence: Sentence, known: Known) -> tuple[str, str] | None:
    found = beyond_public(sentence, known)
    if found is None:
        return None
    figure, size, need = found
    return (
        f"Vous visez {figure.words} personnes ; le diagnostic en compte {number(size)} : « {need.rstrip(' .')} ».",
        "Visez une part de ce public : « au moins … ».",
    )


def _is_leap(start: float, end: float, *, percent: bool) -> bool:
    if percent and abs(end - start) >= LEAP:
        return True
    return bool(start) and (end > TIMES * start or end * TIMES < start)


def _leap_of_indicator(sentence: Sentence, known: Known) -> tuple[str, str] | None:
    for indicator in known.indicators:
        if indicator.baseline is None or indicator.target is None:
            continue
        start, end = float(indicator.baseline), float(indicator.target)
        if _is_leap(start, end, percent=indicator.unit.strip() == "%"):
            return (
                f"« {indicator.name} » passerait de {number(start)} à {number(end)} : c’est beaucoup d’un coup.",
                "Gardez-le si c’est voulu ; sinon, un pas plus court.",
            )
    return None


def leap_in(sentence: Sentence, known: Known) -> tuple[Figure, float] | None:
    """The figure that is far from where one starts, and that start."""
    for figure in sentence.figures:
        if figure.counts is Counts.FROM_TO and figure.start_value and figure.value is not None:
            durations = re.search(
                r"semaine|jour|mois|heure|\bh\b|minute",
                plain(sentence.text[figure.start : figure.end + 9]),
            )
            if not durations and _is_leap(
                figure.start_value, figure.value, percent=figure.is_percent
            ):
                return figure, figure.start_value
    return _leap_from_diagnostic(sentence, known)


def _leap_from_diagnostic(sentence: Sentence, known: Known) -> tuple[Figure, float] | None:
    """« à 95 % » where the diagnostic says 48 %."""
    share = share_known(sentence, known)
    asked = next((f for f in sentence.figures if f.counts is Counts.SHARE and "%" in f.words), None)
    if not (share and share.value and asked and asked.value) or _LESS.search(sentence.flat):
        return None
    return (asked, share.value) if _is_leap(share.value, asked.value, percent=True) else None


def _leap(sentence: Sentence, known: Known) -> tuple[str, str] | None:
    found = leap_in(sentence, known)
    if found is None:
        return None
    figure, start = found
    sign = "\u00a0%" if figure.is_percent else ""
    return (
        f"On part de {number(start)}{sign} : arriver à {number(figure.value or 0)}{sign}, c’est beaucoup d’un coup.",
        "Gardez-le si c’est voulu ; sinon, un pas plus court.",
    )


def _counted(known: Known) -> str:
    means = known.means
    parts = [
        _plural(means.committed, "personne qui a dit oui", "personnes qui ont dit oui"),
        _plural(means.actions, "action prévue", "actions prévues"),
        _plural(means.partners, "partenaire", "partenaires"),
    ]
    return listed([part for part in parts if part])


def _plural(count: int, one: str, many: str) -> str:
    return f"{count} {one if count == 1 else many}" if count else ""
