"""Numbers found in a sentence: how much it promises, and what a number counts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from msp_portal.kit.french import MONTH_RANKS
from msp_portal.reference.letters import plain
from projects.smart.lexicon import lexicon

Span = tuple[int, int]


class Counts(StrEnum):
    """What a figure says."""

    FROM_TO = "from_to"  # « de 20 % à 15 % »
    SHARE = "share"  # « 80 % », « un sur deux », « la moitié »
    NUMBER = "number"  # « 80 collégiens »
    ABSOLUTE = "absolute"  # « tous », « aucun »
    RELATIVE = "relative"  # « de 20 % », whose start is not said
    CRITERION = "criterion"  # « citer deux signes », « trois fois par semaine »
    ACTIVITY = "activity"  # « trois ateliers »
    VAGUE = "vague"  # « la plupart »
    PROMISE = "promise"  # « éradiquer »


PLAIN_MEASURES = (Counts.FROM_TO, Counts.SHARE, Counts.NUMBER, Counts.ABSOLUTE)


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure: its place, its words, what it counts, its value when one number tells it.

    ``start_value`` is where a « de … à … » starts; ``is_percent`` tells a share in percents.
    """

    start: int
    end: int
    words: str
    counts: Counts
    value: float | None = None
    start_value: float | None = None
    is_percent: bool = False

    @property
    def is_measure(self) -> bool:
        """Whether it says how much will have changed."""
        return self.counts in PLAIN_MEASURES


_LETTERS = {
    "deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6, "sept": 7, "huit": 8, "neuf": 9,
    "dix": 10, "onze": 11, "douze": 12, "treize": 13, "quatorze": 14, "quinze": 15, "seize": 16,
    "vingt": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60,
    "quatre-vingts": 80, "quatre-vingt": 80, "cent": 100, "cents": 100, "mille": 1000,
    "une dizaine de": 10, "une dizaine d'": 10, "une douzaine de": 12, "une quinzaine de": 15,
    "une vingtaine de": 20, "une trentaine de": 30, "une quarantaine de": 40,
    "une cinquantaine de": 50, "une soixantaine de": 60, "une centaine de": 100,
}  # fmt: skip
_ONE_IN_LETTERS = "|".join(re.escape(word) for word in sorted(_LETTERS, key=len, reverse=True))
_IN_LETTERS = rf"(?:{_ONE_IN_LETTERS})(?:[ -](?:et[ -])?(?:{_ONE_IN_LETTERS}|un|une))*(?![\w])"
_IN_DIGITS = r"\d{1,3}(?:[ \u00a0]\d{3})+|\d+(?:[.,]\d+)?"
NUMBER = rf"(?:{_IN_DIGITS}|{_IN_LETTERS})"
_OR_ONE = rf"(?:{_IN_DIGITS}|{_IN_LETTERS}|un|une)"
_UNIT = r"(?:\s?(?:%|pour cent|h(?:eures?)?(?:\s?\d\d)?\b|minutes?\b|min\b|semaines?\b|points?\b|jours?\b|mois\b))?"
_FROM_TO = re.compile(
    rf"(?<![\w])(?:de|d')\s?(?P<one>{NUMBER})(?P<u1>{_UNIT})(?: [a-z]+)?\s(?:a|vers)\s"
    rf"(?:au moins\s)?(?P<other>{NUMBER})(?P<u2>{_UNIT})(?![\d/])"
)
_ON = re.compile(
    rf"(?<![\w,.])(?P<one>{_OR_ONE})\s(?P<between>[^.,;:()]{{0,45}}?)\bsur\s(?P<other>{NUMBER})(?![\w/])"
)
_AMONG = re.compile(
    rf"(?<![\w])(?P<one>{NUMBER})\s(?:des|de nos|de ses|parmi les)\s(?P<other>{NUMBER})(?![\w/])"
)
_SLASH = re.compile(r"(?<![\d/])(?P<one>\d)/(?P<other>\d{1,2})(?![\d/])")
_FRACTION = re.compile(
    r"(?<![\w])(?:au moins\s)?(?:la moitie|(?:le|un) tiers|(?:les )?deux tiers|un quart|(?:les )?trois quarts|"
    r"(?:les )?trois quart)(?![\w])"
)
_PERCENT = re.compile(rf"(?<![\w,.])(?P<one>{NUMBER})\s?(?:%|pour cent|pourcents?)")
_POINTS = re.compile(
    rf"(?<![\w])(?:d'(?:au moins )?(?:un|une)|de (?:au moins )?(?P<one>{NUMBER}))[ -](?:demi-)?points?\b(?!\s(?:ecoute|accueil|info|rencontre|relais|sante|conseil|d'))"
)
_TIMES = re.compile(r"(?<![\w])(?:doubl|tripl|divis\w+ par|multipli\w+ par)\w*")
_COUNT = re.compile(rf"(?<![\w,./-])(?P<one>{NUMBER})(?![\w/])(?!\s?(?:%|pour cent|€|euros?))")
_EUROS = re.compile(rf"(?<![\w])(?P<one>{NUMBER})\s?(?:€|euros?)")
_AGE_BAND = re.compile(r"\bde\s\d{1,3}\s?a\s\d{1,3}\sans\b")
_MONTH_WORDS = "|".join(MONTH_RANKS)
_NOT_COUNTS = re.compile(
    r"\b(?:19|20)\d\d(?:\s?[-–/]\s?(?:20)?\d\d)?\b|"  # a year
    r"(?:\b(?:de\s|les\s)?(?:plus|moins)|\+)\sde\s\d{1,3}\sans\b|"
    r"\b\d{1,3}\s?(?:a|-|–|et|/)\s?\d{1,3}\s?(?:ans|mois)\b|"  # an age band
    rf"\b(?:{_IN_DIGITS}|{_IN_LETTERS})\s?(?:ans|an|mois|semaines?|jours?)\b(?!\ssur\b|\spar\b)|"
    rf"\b\d{{1,2}}(?:er)?\s(?:{_MONTH_WORDS})\b|"
    r"\b\d{1,2}[/.]\d{1,2}(?:[/.]\d{2,4})?\b(?=\D|$)|"
    r"\b\d(?:e|eme|er|ere|nde|nd)s?\b|\b(?:cm|ce|cp|ms|gs|ps)\s?\d\b|\btype\s\d\b|\b[ts]\d\b|"
    r"\b(?:1er|premier|deuxieme|second|troisieme|quatrieme)\s(?:semestre|trimestre)\b|"
    r"\b1 ?000 (?:premiers )?jours\b|\ble (?:39 ?19|31 ?14|15|18|112|114|119|39 ?89)\b|\b\d+[ -]?ans\b|\bm't\b|\bhba1c\b|\b\d{1,2}\s?h(?:\s?\d\d)?\b"
)
_PER = re.compile(
    r"^[^.,;()]{0,28}?\b(?:par (?:jour|semaine|mois|an)|sur sept|chaque (?:jour|semaine|mois))\b"
)
_FEWER = re.compile(r"^[^.,;()]{0,28}?\b(?:de|en) moins\b")
_EFFORT = re.compile(r"^\s(?:fois|points?|jours?|soirs?|minutes?|heures?|pas|portions?|km|h\b)")
_RELATIVE_LEAD = re.compile(r"(?<![\w])(?:de|d')\s?(?:au moins\s|plus de\s|pres de\s|environ\s)?$")
_EACH = re.compile(r"\bchaque\s")
_MOVE = re.compile(
    r"(?<![\w])(?:augment|diminu|redui|amelior|elev|reduction|baiss|accroi|abaiss|hausse|recul|limit)\w*"
)


def number_of(words: str) -> float | None:
    """The value of a number in figures or in letters: « 1 500 », « cent vingt », « trente-cinq »."""
    text = plain(words).strip()
    digits = re.sub(r"[ \u00a0]", "", text)
    if re.fullmatch(r"\d+(?:[.,]\d+)?", digits):
        return float(digits.replace(",", "."))
    if text in ("un", "une"):
        return 1
    if text in _LETTERS:
        return _LETTERS[text]
    total = 0
    for word in re.split(r"[ -]+", text.replace("quatre-vingt", "quatrevingt")):
        value = (
            80 if word.startswith("quatrevingt") else _LETTERS.get(word, int(word in ("un", "une")))
        )
        total = (max(total, 1) * value) if value in (100, 1000) else total + value
    return float(total) if total else None


def masked(flat: str, spans: Sequence[Span], sign: str = "~") -> str:
    """The text with these spans covered: positions stay."""
    for start, end in spans:
        flat = f"{flat[:start]}{sign * (end - start)}{flat[end:]}"
    return flat


def figures_in(sentence: str, flat: str, *, aside: Sequence[Span] = ()) -> tuple[Figure, ...]:
    """Every figure of the sentence, in its order; ``aside`` (dates, means) counts for none.

    Figures are looked for from the most telling (« de 20 % à 15 % ») to the least; words taken by
    one serve no other.
    """
    text = masked(flat, aside)
    text = masked(text, [m.span() for m in _AGE_BAND.finditer(text)])
    found: list[Figure] = []
    for figure in _candidates(text, flat):
        if not any(figure.start < f.end and f.start < figure.end for f in found):
            found.append(replace(figure, words=sentence[figure.start : figure.end].strip()))
    return tuple(sorted(found, key=lambda figure: figure.start))


def _candidates(text: str, flat: str) -> Iterator[Figure]:
    for match in _FROM_TO.finditer(text):
        percent = "%" in match["u2"] or "cent" in match["u2"]
        goal, start = number_of(match["other"]), number_of(match["one"])
        yield Figure(*match.span(), "", Counts.FROM_TO, goal, start, percent)
    yield from _shares(text)
    for match in (*_POINTS.finditer(text), *_TIMES.finditer(text)):
        yield Figure(*match.span(), "", Counts.RELATIVE)
    for match in _EUROS.finditer(text):
        yield Figure(*match.span(), "", Counts.ACTIVITY)
    text = _NOT_COUNTS.sub(lambda covered: "~" * len(covered[0]), text)
    for match in _COUNT.finditer(text):
        counts = _what_is_counted(flat, match)
        yield Figure(*match.span(), "", counts, number_of(match["one"]))
    words = lexicon().quantities
    for entries, counts in (
        (words.absolutes, Counts.ABSOLUTE), (words.out_of_reach, Counts.PROMISE),
        (words.vague, Counts.VAGUE),
    ):  # fmt: skip
        for entry in entries.find(text):
            yield Figure(entry.start, entry.end, "", counts)
    for match in _EACH.finditer(text):
        if lexicon().people.publics.at_start(text[match.end() :]):
            yield Figure(*match.span(), "", Counts.ABSOLUTE)


def _shares(text: str) -> Iterator[Figure]:
    for match in (*_ON.finditer(text), *_AMONG.finditer(text), *_SLASH.finditer(text)):
        one, other = number_of(match["one"]), number_of(match["other"])
        if one and other and one <= other:
            yield Figure(*match.span(), "", Counts.SHARE, 100 * one / other, is_percent=True)
    for match in _FRACTION.finditer(text):
        yield Figure(*match.span(), "", _relative_or_share(text, match))
    for match in _PERCENT.finditer(text):
        counts = _relative_or_share(text, match)
        yield Figure(*match.span(), "", counts, number_of(match["one"]), is_percent=True)


def _relative_or_share(text: str, match: "re.Match[str]") -> Counts:
    before = text[: match.start()]
    changed = _MOVE.search(before) and _RELATIVE_LEAD.search(before)
    return Counts.RELATIVE if changed else Counts.SHARE


def _what_is_counted(flat: str, match: "re.Match[str]") -> Counts:
    """Persons, or the effort asked of each (« deux signes », « trois fois par jour »), or sessions."""
    after, before = flat[match.end() : match.end() + 60], flat[: match.start()]
    noun = after.lstrip()
    if lexicon().quantities.activities.at_start(noun):
        return Counts.ACTIVITY
    if _EFFORT.match(after) or (_PER.match(after) and not _FEWER.match(after)):
        return Counts.CRITERION
    near = re.split(r"[(,;:]", before[-40:])[-1]
    lead = lexicon().quantities.criterion_verbs.find(near)
    person = lexicon().people.publics.at_start(noun)
    return Counts.CRITERION if lead and not person else Counts.NUMBER
