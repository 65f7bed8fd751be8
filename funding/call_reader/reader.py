"""Reads the text of a call: see :func:`read_call`. Pure: no file but its word lists, no network."""

import re
from datetime import date

from funding.call_reader.closing import Reader, read_calendar
from funding.call_reader.funders import read_funder
from funding.call_reader.identity import (
    read_contact,
    read_kind,
    read_platform,
    read_themes,
    read_title,
    read_url,
)
from funding.call_reader.model import Problem, ReadCall, Value
from funding.call_reader.money import read_money
from funding.call_reader.places import Places, document_departments
from funding.call_reader.sections import (
    read_pieces,
    read_questions,
    read_report,
    read_rules,
)
from funding.call_reader.text import Document, readable
from funding.call_reader.words import data, pattern_of

_TONGUES = {
    "fr": frozenset(["le", "les", "des", "du", "et", "pour", "dans", "une", "est", "sont", "par", "sur", "au", "aux", "avec", "qui", "ou", "votre", "nos", "vous", "nous"]),
    "en": frozenset(["the", "of", "and", "to", "for", "is", "by", "with", "from", "your", "please", "are", "this", "our", "you"]),
    "es": frozenset(["el", "los", "las", "del", "y", "para", "por", "una", "es", "se", "con", "que", "al"]),
    "de": frozenset(["der", "die", "das", "und", "fur", "mit", "von", "ist", "den", "ein", "eine", "zu", "im", "auf"]),
    "it": frozenset(["il", "gli", "della", "delle", "dei", "per", "una", "di", "e", "che", "con", "sono", "nel"]),
}  # fmt: skip
_ENOUGH = 2  # points that make a call


def read_call(
    raw: str,
    today: date,
    places: Places,
    *,
    home: frozenset[str] = frozenset(),
    anyway: bool = False,
) -> ReadCall:
    """Understand a pasted call on ``today``.

    ``places``: the departments and regions to recognise; ``home``: codes of the reader's own
    departments, for calls with one date each. A text that is no call, or not in French, is not
    read unless ``anyway``: its ``problem`` says why. Never raises, whatever the text.
    """
    text, cut = readable(raw)
    if not re.search(r"\w", text):
        return ReadCall(problem=Problem.EMPTY)
    document = Document(text)
    problem = _problem(document.flat)
    if problem and not anyway:
        return ReadCall(text=text, cut=cut, problem=problem)
    return _read(document, Reader(today, places, home), cut=cut, problem=problem)


def _read(document: Document, reader: Reader, *, cut: bool, problem: Problem | None) -> ReadCall:
    funder = read_funder(document, reader.places)
    title, title_span = read_title(document, funder.name.value if funder.name else "")
    calendar = read_calendar(document, reader)
    money = read_money(document)
    report, months = read_report(document)
    return ReadCall(
        text=document.text,
        cut=cut,
        problem=problem,
        title=title,
        funder=funder.name,
        kind=read_kind(document, title_span),
        filing=calendar.filing,
        deadline=calendar.deadline,
        opens_on=calendar.opens_on,
        published_on=calendar.published_on,
        dates=calendar.dates,
        amount_min=money.least,
        amount_max=money.most,
        rate_max=money.rate,
        pieces=read_pieces(document),
        not_fundable=read_rules(document, "exclusions"),
        eligible=read_rules(document, "eligibles"),
        departments=_departments(document, reader.places, funder.departments),
        themes=read_themes(document, title_span),
        platform=read_platform(document),
        url=read_url(document),
        contact=read_contact(document),
        report=report,
        report_months=months,
        questions=read_questions(document),
    )


def _departments(
    document: Document, places: Places, of_funder: tuple[tuple[str, int, int], ...]
) -> tuple[Value[str], ...]:
    """Those named in the text, else those its funder covers."""
    named = document_departments(document, places)
    if named:
        return tuple(Value(code, *_span(document, place)) for code, place in named.items())
    return tuple(Value(code, start, end) for code, start, end in of_funder)


def _span(document: Document, place: tuple[int, int]) -> tuple[int, int]:
    sentence = document.sentence_at(place[1] - 1)
    return sentence.start, sentence.end


def _problem(flat: str) -> Problem | None:
    """Another language, or something else than a call."""
    words = re.findall(r"[a-z]+", flat[:20_000])
    said = {tongue: sum(word in known for word in words) for tongue, known in _TONGUES.items()}
    other = max(count for tongue, count in said.items() if tongue != "fr")
    if other > said["fr"] * 1.2 and other >= max(4, len(words) * 0.06):
        return Problem.LANGUAGE
    signs = data("signs")
    points = sum(
        weight * len(set(re.findall(pattern_of(words), flat)))
        for weight, words in signs["appel"].items()
    )
    against = len(set(re.findall(pattern_of(signs["autre_chose"]), flat)))
    return None if points - 2 * against >= _ENOUGH else Problem.NOT_A_CALL
