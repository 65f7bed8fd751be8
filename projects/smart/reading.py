"""The reading of one sentence, and a frame to start from."""

from collections.abc import Sequence
from datetime import date

from msp_portal.kit.french import plain_date
from projects.smart import checks
from projects.smart.known import Known, Level
from projects.smart.measures import measure_in, time_in
from projects.smart.remarks import Letter, Reading, Remark, Verdict
from projects.smart.who_where import place_in, precise_public_in

BLANK = "…"
NOTHING_TYPED = "Écrivez l’objectif : le portail relit au fur et à mesure."


def read_objective(sentence: str, known: Known, today: date) -> Reading:
    """The five remarks on ``sentence``, as seen on ``today``. Never refuses anything."""
    said = " ".join(sentence.split())
    if not said:
        empty = tuple(Remark(letter, Verdict.MISSING, NOTHING_TYPED) for letter in Letter)
        return Reading(empty)
    remarks = (
        checks.specific(said, known),
        checks.measurable(said, known),
        checks.attainable(said, known),
        checks.relevant(said, known),
        checks.dated(said, known, today),
    )
    complete = all(remark.is_ok for remark in remarks)
    return Reading(remarks, "" if complete else _frame(said, known, today))


def _frame(sentence: str, known: Known, today: date) -> str:
    """« D’ici le …, au moins … collégiens (Guipel) sauront …, grâce à … »: known parts filled."""
    public = known.public or precise_public_in(sentence) or _first(known.publics).lower() or BLANK
    if known.level is Level.GENERAL:
        return f"Permettre à {BLANK} ({public}) de {BLANK}"
    time = time_in(sentence, today)
    when = time.words if time else _due(known, today)
    opening = when if _is_whole(when) else f"d’ici {'le ' if when[:1].isdigit() else ''}{when}"
    place = known.place or place_in(sentence) or _first(known.places) or BLANK
    middle = (
        f"au moins {BLANK} séances auront été tenues pour {public} ({place})"
        if known.level is Level.OPERATIONAL
        else f"au moins {_counted(sentence, public)} ({place}) sauront ou feront {BLANK}"
    )
    return f"{opening[:1].upper()}{opening[1:]}, {middle}, grâce à {BLANK}"


def _counted(sentence: str, public: str) -> str:
    """« 80 collégiens », « la moitié des collégiens »; the public is not said twice."""
    measure = measure_in(sentence)
    if measure is None or measure.relative or measure.from_to:
        return f"{BLANK} {public}"
    count = f"{measure.words[:1].lower()}{measure.words[1:]}"
    if public != BLANK and public.lower() in count:
        return count
    return f"{count} des {public}" if measure.is_share else f"{BLANK} {public}"


def _due(known: Known, today: date) -> str:
    day = known.due or known.ends
    return f"le {plain_date(day)}" if day and day >= today else f"le {BLANK}"


PREPOSITIONS = (
    "en ", "dans ", "d’ici", "d'ici", "avant ", "fin ", "sur ", "pendant ", "à ", "sous ", "pour ",
    "au ", "après ",
)  # fmt: skip


def _is_whole(words: str) -> bool:
    """Whether the time already begins with its own preposition."""
    return words.lower().startswith(PREPOSITIONS)


def _first(values: Sequence[str]) -> str:
    return values[0] if values else ""
