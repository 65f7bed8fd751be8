"""A pasted text made readable: markup taken out, broken lines joined, sentences found.

Bounded whatever is pasted: at most :data:`MOST_READ` characters are kept, each step is linear.
"""

import html
import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property

from msp_portal.reference.letters import plain

MOST_RAW = 400_000  # characters looked at, markup included
LONGEST_SENTENCE = 1_200  # characters; bounds every search inside a sentence
MOST_READ = 60_000  # characters read: about thirty pages

_TAG = re.compile(r"<!--|-->|<(/?)([a-zA-Z][a-zA-Z0-9]{0,14})\b[^<>]{0,2000}>")
_LOOKS_LIKE_HTML = re.compile(
    r"</(?:p|div|td|li|h[1-6]|span|body|html|table|script|a|b|strong)\s?>|<br\s?/?>|<!doctype",
    re.IGNORECASE,
)
_SILENT = frozenset({"script", "style", "head", "template", "noscript", "svg", "select", "title"})
_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "tr",
        "table",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "section",
        "article",
        "header",
        "footer",
        "dt",
        "dd",
    ]
)
_SPACES = re.compile(r"[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000\f\v]+")
_INVISIBLE = re.compile(
    r"[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\x00-\x08\x0e-\x1f\x7f]"
)
_TABS = re.compile(r" ?\t[\t ]*")
_HYPHEN = re.compile(r"(?<=[a-zà-öø-ÿ])-\n[ ]?(?=[a-zà-öø-ÿ])")
_KEEPS_HYPHEN = re.compile(
    r"(?:compte|demi|sous|co|multi|socio|vice|sud|nord|pluri|inter|bucco|rendez|peut|lui|"
    r"eux|celui|celle|ceux|bien|non|plate|savoir|porte|au|ci|la|médico|après|avant|semi|auto)$",
    re.IGNORECASE,
)
BULLETS = "-–—•*·▪◦→➢✓✔●○□☐☑■▶>"
_BULLET = re.compile(rf"^(?:[{re.escape(BULLETS)}]|\(?\d{{1,2}}[.)°]|[a-z]\))\s")
_DANGLING = re.compile(
    r"(?:^|[\s’'(])(?:le|la|les|de|du|des|d|l|au|aux|à|et|ou|par|pour|sur|en|avec|dans|un|une|son|sa|"
    r"ses|leur|leurs|qui|que|est|sont|avant|janvier|février|mars|avril|mai|juin|juillet|août|"
    r"septembre|octobre|novembre|décembre|lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)$",
    re.IGNORECASE,
)
_END = re.compile(r"[.!?…](?=\s+[«\"“(A-ZÀ-ÖØ-ÞŒ\d•→–-])")
_SHORT_FORMS = frozenset(
    [
        "m",
        "mm",
        "mme",
        "mmes",
        "dr",
        "pr",
        "n",
        "no",
        "art",
        "tel",
        "max",
        "min",
        "p",
        "pp",
        "ex",
        "env",
        "cf",
        "janv",
        "fevr",
        "fev",
        "avr",
        "juil",
        "sept",
        "oct",
        "nov",
        "dec",
        "lun",
        "mar",
        "mer",
        "jeu",
        "ven",
        "sam",
        "dim",
        "bd",
        "av",
        "st",
        "ste",
        "ref",
        "resp",
        "cad",
    ]
)  # after these a dot ends no sentence


def readable(raw: str) -> tuple[str, bool]:
    """``raw`` as it is read and shown, and whether its end was left out."""
    cut = len(raw) > MOST_RAW
    text = raw[:MOST_RAW].replace("\r\n", "\n").replace("\r", "\n")
    if _LOOKS_LIKE_HTML.search(text):
        text = _without_markup(text)
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text))
    text = _SPACES.sub(" ", _TABS.sub(" | ", text))
    text = _HYPHEN.sub(lambda found: _joined(found, text), text)
    text = _join_lines([line.strip() for line in text.split("\n")])
    if len(text) > MOST_READ:
        stop = text.rfind("\n", 0, MOST_READ)
        text, cut = text[: stop if stop > MOST_READ // 2 else MOST_READ], True
    return text, cut


def _joined(found: "re.Match[str]", text: str) -> str:
    """« fé-/vrier » is one word; « compte-/rendu » keeps its hyphen."""
    return "-" if _KEEPS_HYPHEN.search(text[max(0, found.start() - 12) : found.start()]) else ""


def _without_markup(text: str) -> str:
    """The words of a page: scripts and styles silenced, blocks on lines, cells apart."""
    parts: list[str] = []
    place, silent = 0, ""
    for tag in _TAG.finditer(text):
        if not silent:
            parts.append(text[place : tag.start()])
        place = tag.end()
        name = (tag[2] or tag[0]).lower()
        if silent:
            closes = name == "-->" if silent == "<!--" else bool(tag[1]) and name == silent
            silent = "" if closes else silent
        elif name == "<!--" or (name in _SILENT and not tag[1]):
            silent = name
        elif name in _BLOCKS:
            parts.append("\n")
        elif name in {"td", "th"} and tag[1]:
            parts.append(" | ")
    if not silent:
        parts.append(text[place:])
    return re.sub(r"(?: \| )+\n", "\n", html.unescape("".join(parts)))


def _join_lines(lines: list[str]) -> str:
    """Lines that a page's width broke are one line again; at most one blank line in a row."""
    joined: list[str] = []
    for line in lines:
        if joined and line and joined[-1] and _goes_on(joined[-1], line):
            joined[-1] = f"{joined[-1]} {line}"
        elif line or (joined and joined[-1]):
            joined.append(line)
    return "\n".join(joined).strip("\n")


def _goes_on(before: str, line: str) -> bool:
    """Whether ``line`` is the end of the sentence begun by ``before``."""
    if before[-1] in ".:;!?|" or _BULLET.match(line) or " | " in line:
        return False
    if line[0].islower() or line[0] in ")»":
        return True
    return bool(_DANGLING.search(before[-16:])) and line[0] not in BULLETS + "|"


@dataclass(frozen=True, slots=True)
class Span:
    """A part of the text."""

    start: int
    end: int


class Document:
    """A readable text with its lines and sentences."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.flat = plain(text)

    @cached_property
    def lines(self) -> list[Span]:
        """Its lines, blank ones included."""
        spans, place = [], 0
        for line in self.text.split("\n"):
            spans.append(Span(place, place + len(line)))
            place += len(line) + 1
        return spans

    @cached_property
    def sentences(self) -> list[Span]:
        """Its sentences; a line without a dot is one."""
        return [sentence for line in self.lines for sentence in self._sentences_of(line)]

    def _sentences_of(self, line: Span) -> list[Span]:
        found, start = [], line.start
        for stop in _END.finditer(self.text, line.start, line.end):
            if self._is_no_end(line.start, stop.start()):
                continue
            found.append(self.trimmed(start, stop.end()))
            start = stop.end()
        found.append(self.trimmed(start, line.end))
        return [part for span in found if span.start < span.end for part in self._short(span)]

    def _short(self, span: Span) -> list[Span]:
        """A sentence nobody ends is cut between words: what follows a word stays near it."""
        parts, start = [], span.start
        while span.end - start > LONGEST_SENTENCE:
            stop = self.text.rfind(" ", start + 1, start + LONGEST_SENTENCE)
            stop = stop if stop > start else start + LONGEST_SENTENCE
            parts.append(self.trimmed(start, stop))
            start = stop
        parts.append(self.trimmed(start, span.end))
        return [part for part in parts if part.start < part.end]

    def _is_no_end(self, start: int, dot: int) -> bool:
        if self.text[dot] != ".":
            return False
        word = re.search(r"\w+$", self.flat[max(start, dot - 8) : dot])
        if word is None:
            return False
        is_number = word[0].isdigit() and not self.flat[start : dot - len(word[0])].strip()
        return word[0] in _SHORT_FORMS or is_number

    def trimmed(self, start: int, end: int) -> Span:
        """The span without the spaces and bullets around it."""
        while start < end and self.text[start] in " \n|" + BULLETS:
            start += 1
        while end > start and self.text[end - 1] in " \n|":
            end -= 1
        return Span(start, end)

    @cached_property
    def _line_starts(self) -> list[int]:
        return [line.start for line in self.lines]

    @cached_property
    def _sentence_starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def line_number(self, place: int) -> int:
        """The rank of the line that holds ``place``."""
        return max(0, bisect_right(self._line_starts, place) - 1)

    def sentence_at(self, place: int) -> Span:
        """The sentence that holds ``place``, or its line."""
        rank = bisect_right(self._sentence_starts, place) - 1
        if rank >= 0 and place <= self.sentences[rank].end:
            return self.sentences[rank]
        line = self.lines[self.line_number(place)]
        return self.trimmed(line.start, line.end)

    def words(self, span: Span) -> str:
        """The text of a span."""
        return self.text[span.start : span.end]
