"""T: a day, a month, a season, said in the sentence or beside it."""

from datetime import date

from msp_portal.kit.french import plain_date
from projects.smart.known import Known, Level
from projects.smart.known_words import due_of, until
from projects.smart.plain_text import from_small
from projects.smart.remarks import Letter, Remark, Verdict
from projects.smart.sentence import Sentence
from projects.smart.times import Tells, Time

OK, WEAK, MISSING = Verdict.OK, Verdict.WEAK, Verdict.MISSING


def dated(sentence: Sentence, known: Known, today: date) -> Remark:
    """By when; a rhythm is enough for what the team does."""
    if known.level is Level.GENERAL:
        return Remark(Letter.T, OK, "Un cap n’a pas besoin de date ; les étapes en auront.")
    due = sentence.due
    if problem := bad_day(due, known, today):
        return Remark(Letter.T, WEAK, *problem)
    if due or known.due:
        told = from_small(due.words) if due else plain_date(known.due or today)
        return Remark(Letter.T, OK, f"On sait pour quand : {told}.", found=(told,))
    return _loosely(sentence, known, today)


_LOOSE = (
    (Tells.RHYTHM, "dit le rythme, pas jusqu’à quand."),
    (Tells.START, "dit quand cela commence, pas quand ce sera atteint."),
    (Tells.VAGUE, "n’est la date de personne."),
)


def _loosely(sentence: Sentence, known: Known, today: date) -> Remark:
    """Words of time that tell no end."""
    advice = _advice(known, today)
    for tells, why in _LOOSE:
        time = sentence.time(tells)
        if time is None:
            continue
        if tells is Tells.RHYTHM and known.level is Level.OPERATIONAL:
            return Remark(Letter.T, OK, f"On sait à quel rythme : {time.words}.")
        return Remark(Letter.T, WEAK, f"« {time.words} » {why}", advice, (time.words,))
    return Remark(Letter.T, MISSING, "Aucune date n’est dite.", advice)


def bad_day(due: Time | None, known: Known, today: date) -> tuple[str, str] | None:
    """Why the date cannot stand: past, or after the end of the project."""
    day = due.day if due else known.due
    first = due.first if due else known.due
    if day is None or first is None:
        return None
    said = due.words if due else plain_date(day)
    if day < today:
        return f"« {said} » est déjà passé.", _advice(known, today)
    if known.ends and first > known.ends:
        return (
            f"« {said} » tombe après la fin du projet ({plain_date(known.ends)}).",
            "Avancez la date, ou prolongez le projet si c’est voulu.",
        )
    return None


def _advice(known: Known, today: date) -> str:
    if due_of(known, today):
        return f"Par exemple « {until(known, today)} », la fin du projet."
    return "Par exemple « d’ici le … »."
