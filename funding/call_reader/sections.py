"""Lists and rules of a call: pieces, what is not paid, who may answer, the report, the questions."""

import re
from collections.abc import Iterator
from itertools import islice

from funding.call_reader.model import Question, Reading, Value
from funding.call_reader.text import BULLETS, Document, Span
from funding.call_reader.words import Hit, data, pattern_of, phrases
from msp_portal.reference.letters import plain

MOST_ITEMS = 40
MOST_HITS = 60  # titles of one kind looked at
LONGEST_ITEM = 200
LONGEST_HEADING = 60
_BULLET = re.compile(rf"\s*(?:[{re.escape(BULLETS)}]|\(?\d{{1,2}}[.)°]|[a-z]\))\s+")
_ARTICLE = re.compile(
    r"^(?:(?:le|la|les|un|une|des|du|d'un|d'une|de la|et|ainsi que|ou)\s+|l'|d')+"
)
_SPLIT = re.compile(
    r"\s*[,;]\s*|\s+et\s+(?=(?:un|une|le|la|les|l'|des|du|son|sa|ses)\b)|\s+ainsi que\s+"
)
_PARENTHESIS = re.compile(r"dossiers?\b[^().\n]{0,40}\(([^()\n]{8,400})\)")
_CHARACTERS = re.compile(
    r"(?P<n>\d{1,3}(?:[ .]\d{3})|\d{2,5})\s?(?:caracteres|signes|car\.)(?:\s(?:maximum|max|au plus))?"
)
_MONTHS = re.compile(
    r"(?:dans|sous|au plus tard|apres un delai de)\s+(?:les?\s+|un delai de\s+)?"
    r"(?P<n>\d{1,2}|un|deux|trois|quatre|cinq|six|neuf|douze)?\s?mois\s+(?:\w+\s+){0,3}?"
    r"(?:suiv|apres|qui|a compter)|(?P<n2>\d{1,2}|un|deux|trois|six|douze)\s+(?P<unit>mois|ans?)\s+apres"
)
_NUMBERS = {
    "un": 1,
    "deux": 2,
    "trois": 3,
    "quatre": 4,
    "cinq": 5,
    "six": 6,
    "neuf": 9,
    "douze": 12,
}
_NEGATION = re.compile(r"\bne\s+(?:sont|peuvent|peut|seront)\s+(?:pas|en aucun cas)|\bn'est pas\b")
_ADVANCE = re.compile(r"sur presentation d|versee? en|\bsolde\b|avance|presents\s:|reunion")


def read_pieces(document: Document) -> tuple[Value[str], ...]:
    """The pieces to join: a list under its title, or after « : », or between parentheses."""
    found: list[Value[str]] = []
    for hit in phrases("sections", "pieces").hits(document.flat)[:MOST_HITS]:
        found.extend(_listed(document, hit))
    known = re.compile(pattern_of(phrases_of("pieces_connues")))
    for match in _PARENTHESIS.finditer(document.flat):
        if known.search(match[1]):
            span = document.sentence_at(match.start(1))
            found.extend(_items(document, Span(match.start(1), match.end(1)), span))
    once = {value.value.casefold(): value for value in reversed(found)}
    kept = [value for value in found if once.get(value.value.casefold()) is value]
    return tuple(kept[:MOST_ITEMS])


def phrases_of(part: str) -> list[str]:
    """The phrases of one part of the sections file."""
    words: list[str] = data("sections")[part]
    return words


def _listed(document: Document, hit: Hit) -> Iterator[Value[str]]:
    """What follows a title: on its line, else on the lines below."""
    line = document.lines[document.line_number(hit.start)]
    sentence = document.sentence_at(hit.start)
    rest = document.trimmed(hit.end, max(sentence.end, hit.end))
    body = re.sub(r"^\s*(?:par .{0,20})?[:|]?\s*", "", document.text[rest.start : rest.end])
    shift = len(document.text[rest.start : rest.end]) - len(body)
    inline = Span(rest.start + shift, rest.end)
    if len(body) > 3 and not body.rstrip().endswith(":"):
        looks_like_a_list = re.search(r"[,;]| et ", body) or body[:1].isupper()
        colon = ":" in document.text[hit.end : inline.start + 1]
        is_title = document.text[line.start : hit.start].strip(" -–—•*·|0123456789.)") == ""
        if colon or (looks_like_a_list and is_title) or _leads(document, hit):
            yield from _items(document, inline, sentence)
        if not re.match(
            r"\s*(?:au dossier|a la demande)\s*$", document.flat[rest.start : rest.end]
        ):
            return
    for item in _lines_below(document, line):
        yield from _item(document, item, item)


def _leads(document: Document, hit: Hit) -> bool:
    """« Joindre un RIB, les statuts et … »: the phrase is a verb and its list follows."""
    word = document.flat[hit.start : hit.end]
    if not re.match(r"joi|le dossier|dossier|accompagn|a fournir|a joindre", word):
        return False
    sentence = document.sentence_at(hit.start)
    return bool(
        re.search(pattern_of(phrases_of("pieces_connues")), document.flat[hit.end : sentence.end])
    )


def _lines_below(document: Document, line: Span) -> Iterator[Span]:
    """The lines of the list under a title: bulleted ones, or all until a blank line."""
    number = document.line_number(line.start) + 1
    lines = document.lines
    if number < len(lines) and lines[number].start == lines[number].end:
        number += 1
    bulleted: bool | None = None
    for below in lines[number : number + MOST_ITEMS]:
        text = document.text[below.start : below.end]
        if not text.strip():
            return
        has_bullet = bool(_BULLET.match(text))
        bulleted = has_bullet if bulleted is None else bulleted
        if has_bullet != bulleted or (not bulleted and (len(text) > 120 or text.endswith(":"))):
            return
        match = _BULLET.match(text)
        yield Span(below.start + (match.end() if match else 0), below.end)


def _items(document: Document, span: Span, sentence: Span) -> Iterator[Value[str]]:
    """The parts of a list written in one line."""
    place = span.start
    for match in _SPLIT.finditer(document.flat, span.start, span.end):
        opened = document.flat.count("(", span.start, match.start())
        if opened > document.flat.count(")", span.start, match.start()):
            continue
        yield from _item(document, Span(place, match.start()), sentence)
        place = match.end()
    yield from _item(document, Span(place, span.end), sentence)


def _item(document: Document, item: Span, evidence: Span) -> Iterator[Value[str]]:
    text = document.text[item.start : item.end].strip(" .;,:-–—•|")
    text = text[len(_leading_article(text)) :].strip()
    if 2 < len(text) <= LONGEST_ITEM:
        span = document.trimmed(evidence.start, evidence.end)
        yield Value(text[:1].upper() + text[1:], span.start, span.end)


def _leading_article(text: str) -> str:
    match = _ARTICLE.match(plain(text))
    return text[: match.end()] if match else ""


def read_rules(document: Document, part: str) -> tuple[Value[str], ...]:
    """The sentences that say ``part`` (« exclusions », « eligibles »), each with its list."""
    found: dict[int, Value[str]] = {}
    bearers = re.compile(pattern_of(phrases_of("porteurs")))
    for hit in phrases("sections", part).hits(document.flat)[:MOST_HITS]:
        span = _with_list(document, document.sentence_at(hit.start))
        flat = document.flat[span.start : span.end]
        if part == "eligibles" and (not bearers.search(flat) or _NEGATION.search(flat)):
            continue
        if span.end - hit.end < 3 and document.flat[span.start : hit.start].strip() == "":
            continue
        if not any(value.start <= span.start < value.end for value in found.values()):
            found[span.start] = Value(_body(document.words(span)), span.start, span.end)
    return tuple(found.values())


def _body(text: str) -> str:
    """The rule without its title, which the field already says."""
    first, _, rest = text.partition("\n")
    return rest if rest.strip() and len(first) <= LONGEST_HEADING else text


def _with_list(document: Document, sentence: Span) -> Span:
    """The sentence, with the lines below when it is a title or ends with « : »."""
    line = document.lines[document.line_number(sentence.start)]
    end = document.trimmed(line.start, line.end).end
    if sentence.end < end:
        asks = document.text[sentence.end - 1] == "?"
        return (
            Span(sentence.start, document.sentence_at(sentence.end + 1).end) if asks else sentence
        )
    last = document.text[sentence.end - 1]
    words = document.words(sentence)
    if last not in {":", "?"} and (len(words) > LONGEST_HEADING or ":" in words or last in ".!;"):
        return sentence
    below = list(_lines_below(document, line))
    if not below:
        number = document.line_number(line.start) + 1
        rest = document.lines[number : number + 1]
        below = [span for span in rest if span.start < span.end]
    return Span(sentence.start, below[-1].end) if below else sentence


def read_report(document: Document) -> tuple[tuple[Value[str], ...], Reading[int] | None]:
    """The report that will be asked, and how many months after."""
    verbs = phrases("sections", "compte_rendu_verbes")
    found: dict[int, Value[str]] = {}
    months: Reading[int] | None = None
    for hit in phrases("sections", "compte_rendu").hits(document.flat)[:MOST_HITS]:
        span = document.sentence_at(hit.start)
        flat = document.flat[span.start : span.end]
        asked = verbs.first(document.flat, span.start, span.end)
        if asked is None or _ADVANCE.search(flat) or span.start in found:
            continue
        if _is_piece(document, hit):
            continue
        found[span.start] = Value(document.words(span), span.start, span.end)
        delay = _MONTHS.search(flat)
        if delay and months is None:
            months = Reading(Value(_delay(delay), span.start, span.end))
    return tuple(found.values()), months


def _is_piece(document: Document, hit: Hit) -> bool:
    """« Pièces demandées : RIB, rapport d’activité 2025 » asks for a piece, not for a report."""
    sentence = document.sentence_at(hit.start)
    pieces = phrases("sections", "pieces").first(document.flat, sentence.start, hit.start)
    return pieces is not None


def _delay(match: "re.Match[str]") -> int:
    said = match["n"] or match["n2"] or "un"
    count = int(said) if said.isdigit() else _NUMBERS.get(said, 1)
    return count * 12 if (match["unit"] or "").startswith("an") else count


def read_questions(document: Document) -> tuple[Value[Question], ...]:
    """The questions of the form whose length is limited: « Besoin (2 000 caractères maximum) »."""
    found = []
    for match in islice(_CHARACTERS.finditer(document.flat), MOST_HITS):
        line = document.lines[document.line_number(match.start())]
        span = document.trimmed(line.start, line.end)
        bullet = _BULLET.match(document.text[span.start : match.start()])
        start = span.start + (bullet.end() if bullet else 0)
        label = document.text[start : match.start()].strip(" (:–-|,[")
        if 3 < len(label) <= 300 and match.start() - start > 3:
            most = int(re.sub(r"[ .]", "", match["n"]))
            found.append(Value(Question(label, most), span.start, span.end))
    return tuple(found[:MOST_ITEMS])
