"""What a project may receive: amounts told apart from envelopes, and the share of its budget."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from funding.call_reader.model import Reading, Value
from funding.call_reader.text import Document, Span
from funding.call_reader.words import Hit, phrases

_NUMBER = r"\d{1,3}(?:[ .]\d{3})+(?!\d)|\d{1,7}(?:,\d{1,2})?"
_UNIT = r"\s?(?P<unit>k\s?€|m€|keuros?|millions? d'euros|€|euros?\b|eur\b)"
_AMOUNT = re.compile(
    rf"(?<![\d,.])(?:(?P<low>{_NUMBER})(?P<lowunit>\s?(?:k?€|euros?))?\s{{1,2}}(?:a|et|au?x?|-|–)\s{{1,2}})?"
    rf"(?P<high>{_NUMBER}){_UNIT}"
)
_RANGE = re.compile(r"(?:\bde|\bentre|\bva de|:|\||hauteur de|allant de)\s{0,2}$")
_RATE = re.compile(r"(?<![\d,.])(?P<rate>\d{1,3})(?:,\d)?\s?(?:%|pour cent)")
_OF_PEOPLE = re.compile(
    r"\s?(?:des|d'|de la|du)\s?(?!depens|cout|budget|montant|projet|frais elig|total)\w"
)
_MOST = 10_000_000
_NOT_SAID = "Le texte ne dit pas si c’est un plafond : vérifiez."
_FIXED = "Montant fixe : plancher et plafond sont les mêmes."
_DEDUCED = "Déduit de la part que d’autres doivent payer."


@dataclass(frozen=True, slots=True)
class Money:
    """Amounts in euros for one project, and the greatest share in percent."""

    least: Reading[int] | None
    most: Reading[int] | None
    rate: Reading[int] | None


@dataclass(frozen=True, slots=True)
class _Amount:
    """One amount, or a range; ``before`` and ``after`` are the words around it."""

    low: int | None
    high: int
    start: int
    span: Span
    before: frozenset[str]
    after: frozenset[str]
    near: str


def read_money(document: Document) -> Money:
    """Amounts and rate; what belongs to the whole call or to something else is left."""
    least: list[Value[int]] = []
    most: list[Value[int]] = []
    for amount in _amounts(document):
        low, high, sure, why = _judge(amount)
        span = amount.span
        if low is not None:
            least.append(Value(low, span.start, span.end, sure, why))
        if high is not None:
            most.append(Value(high, span.start, span.end, sure, why))
    floor, ceiling = _kept(least), _kept(most)
    if floor and ceiling and floor.value > ceiling.value:
        floor = None
    return Money(floor, ceiling, _kept(list(_rates(document))))


def _kept(values: list[Value[int]]) -> Reading[int] | None:
    """The first sure one, else the first; the others may be preferred."""
    if not values:
        return None
    best = next((value for value in values if value.sure), values[0])
    rest = {value.value: value for value in values if value.value != best.value}
    return Reading(best, tuple(list(rest.values())[:5]))


def _amounts(document: Document) -> Iterator[_Amount]:
    flat = document.flat
    words = phrases("money", "montants")
    matches = list(_AMOUNT.finditer(flat))
    for rank, match in enumerate(matches):
        span = document.sentence_at(match.start())
        previous = matches[rank - 1].end() if rank else 0
        following = matches[rank + 1].start() if rank + 1 < len(matches) else len(flat)
        start = max(span.start, previous)
        start = max(start, flat.rfind(";", start, match.start()) + 1)
        stop = min(span.end, following)
        clause = flat.find(";", match.end(), stop)
        stop = clause if clause != -1 else stop
        low, high = _values(match, flat)
        if not 0 < high <= _MOST:
            continue
        before = words.hits(flat, start, match.start())
        after = words.hits(flat, match.end(), stop)
        nearest = _nearest(before, after, match.end(), following)
        yield _Amount(low, high, match.start(), span, _keys(before), _keys(after), nearest)


def _keys(hits: list[Hit]) -> frozenset[str]:
    return frozenset(hit.key for hit in hits)


def _nearest(before: list[Hit], after: list[Hit], end: int, stop: int) -> str:
    """« plafond » or « plancher », said right after the amount, else last before it."""
    sides = ("plafond", "plancher")
    right = next(
        (hit for hit in after if hit.key in sides and hit.start - end <= 12 and stop - hit.end > 4),
        None,
    )  # « 4 000 € ni supérieur à 16 000 € »: that word is the next amount's
    if right:
        return right.key
    left = [hit for hit in before if hit.key in sides]
    if left:
        return max(left, key=lambda hit: (hit.end, hit.end - hit.start)).key
    far = next((hit for hit in after if hit.key in sides), None)
    return far.key if far else ""


def _values(match: "re.Match[str]", flat: str) -> tuple[int | None, int]:
    """The two ends in euros; « 5 à 30 k€ » gives its unit to both, « 3 000 à 15 k€ » does not."""
    high = _euros(match["high"], match["unit"])
    low = match["low"]
    if low is None:
        return None, high
    lead = flat[max(0, match.start() - 14) : match.start()]
    told = _euros(low, match["lowunit"] or match["unit"])
    if told >= high and not match["lowunit"]:
        told = _euros(low, "€")
    if told >= high or not (match["lowunit"] or _RANGE.search(lead)):
        return None, high
    return told, high


def _euros(number: str, unit: str) -> int:
    amount = float(re.sub(r"[ .](?=\d{3})", "", number).replace(" ", "").replace(",", "."))
    unit = unit.strip()
    if unit.startswith("k"):
        amount *= 1_000
    elif unit.startswith("m"):
        amount *= 1_000_000
    return round(amount)


def _judge(amount: _Amount) -> tuple[int | None, int | None, bool, str]:
    """Floor, ceiling, whether it is sure, and why not; (None, None, …) for what is no grant."""
    around = amount.before | amount.after
    per_project = "par_projet" in around
    clear = per_project or "projet" in around
    elsewhere = "autre_apres" in amount.after or ("autre" in amount.before and not per_project)
    if elsewhere or not (clear or amount.near):
        return None, None, False, ""
    if amount.low is not None:
        return amount.low, amount.high, clear, ""
    if amount.near:
        high = amount.near == "plafond"
        return (None, amount.high, clear, "") if high else (amount.high, None, clear, "")
    if "forfait" in around:
        return amount.high, amount.high, True, _FIXED
    return None, amount.high, False, _NOT_SAID


def _rates(document: Document) -> Iterator[Value[int]]:
    """The greatest share the call pays; « 20 % d’autofinancement » leaves 80."""
    flat = document.flat
    words = phrases("money", "taux")
    previous = 0
    for match in _RATE.finditer(flat):
        span = document.sentence_at(match.start())
        start, previous = max(span.start, previous), match.end()
        around = words.hits(flat, start, min(span.end, match.end() + 60))
        keys = _keys(around)
        rate = int(match["rate"])
        if not 0 < rate <= 100 or "non" in keys or _OF_PEOPLE.match(flat, match.end()):
            continue
        if "complement" in keys and rate < 100:
            yield Value(100 - rate, span.start, span.end, False, _DEDUCED)
        elif "oui" in keys:
            yield Value(rate, span.start, span.end)
