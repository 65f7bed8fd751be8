"""What names a call and where it is answered: title, kind, themes, platform, address, contact."""

import re
from collections.abc import Iterable

from funding.call_reader.model import Reading, Value
from funding.call_reader.text import Document, Span
from funding.call_reader.words import Hit, phrases
from msp_portal.reference.letters import plain

LONGEST_TITLE = 240
FIRST_LINES = 14
_QUOTED = re.compile(r"[«“\"]\s?([^«»“”\"\n]{3,160}?)\s?[»”\"]")
_SUBJECT = re.compile(r"^(?:objet|sujet)\s?:\s?(?:(?:tr|re|fwd?)\s?:\s?)*")
_LABEL = re.compile(r"^(?:intitule|titre|nom de l'appel|appel a projets?)\s?[:|]\s?")
_NEVER = re.compile(
    r"^(?:de|a|cc|envoye|date|from|bonjour|madame|mesdames|cordialement|vu|contact|tel|coucou|"
    r"-{2,}|publie|cahier des charges$|article|cabinet|type \||financeur)\b|^\W*$"
)
_NUMBERED = re.compile(r"^(?:\d{1,2}\s?[.)–-]|[-•*→])\s")
_EMAIL = re.compile(r"[a-z0-9][a-z0-9._+-]{0,60}@[a-z0-9][a-z0-9-]{0,60}(?:\.[a-z0-9-]{2,30}){1,5}")
_PHONE = re.compile(r"(?<!\d)0[1-9](?:[ .-]?\d\d){4}(?!\d)")
_FILED_ON = re.compile(
    r"\b(?:depos|candidat|inscri|soumet|dossier|formulaire)\w*[^\n]{0,160}\bsur\b"
)
_URL = re.compile(r"https?://[^\s<>«»|\"]{4,300}")
_CONTACT_NEAR = re.compile(r"contact|question|renseignement|interlocut|information")
_FILED_BY_MAIL = re.compile(
    r"(?:(?:envo\w+|adress\w+|transm\w+|retourn\w+|remett\w+|parven\w+|renvoy\w+|depos\w+|soum\w+"
    r"|attendus?)\b[^.\n]{0,120}|l'adresse\b[^.\n]{0,40}|boite \w*\s?)$"
)


def read_kind(document: Document, title: Span | None) -> Reading[str] | None:
    """AAP, AMI… as the title says, else as said first. « prix » alone is a price."""
    hits = [hit for hit in phrases("kinds").hits(document.flat) if _is_kind(document, hit)]
    if not hits:
        return None
    inside = [hit for hit in hits if title and title.start <= hit.start < title.end]
    best = (inside or hits)[0]
    values: dict[str, Value[str]] = {}
    for hit in [best, *hits]:
        span = document.sentence_at(hit.start)
        values.setdefault(hit.key, Value(hit.key, span.start, span.end))
    return Reading(values[best.key], tuple(v for key, v in values.items() if key != best.key))


def _is_kind(document: Document, hit: Hit) -> bool:
    if hit.key == "AMI":
        word = document.text[hit.start : hit.end]
        return len(word) > 3 or word.isupper()
    if hit.key != "PRIX" or document.flat[hit.start : hit.start + 3] == "tro":
        return True
    if document.flat[hit.end : hit.end + 2].strip() == "«":
        return True
    line = document.lines[document.line_number(hit.start)]
    opens = re.fullmatch(r"[\W]{0,4}(?:le |l')?", document.flat[line.start : hit.start])
    return opens is not None and document.line_number(hit.start) < FIRST_LINES


def read_title(document: Document, funder: str) -> tuple[Reading[str] | None, Span | None]:
    """The line that names the call, and where it is."""
    best: tuple[float, Span] | None = None
    seen = 0
    for line in document.lines:
        span = document.trimmed(line.start, line.end)
        if span.start == span.end:
            continue
        seen += 1
        if seen > FIRST_LINES:
            break
        score = _score(document, span, funder) - seen * 0.15
        if best is None or score > best[0]:
            best = (score, span)
    if best is None or best[0] < -1.4:
        return None, None
    return _titled(document, best[1])


def _score(document: Document, span: Span, funder: str) -> float:
    """How much a line looks like the name of a call."""
    flat, text = document.flat[span.start : span.end], document.words(span)
    if _NEVER.match(flat):
        return -9
    score = 0.0
    kinds = phrases("kinds").hits(document.flat, span.start, span.end)
    if any(_is_kind(document, hit) for hit in kinds):
        score += 3
    if _SUBJECT.match(flat):
        score += 3
    if _LABEL.match(flat):
        score += 3
    if _QUOTED.search(text):
        score += 1
    if flat.endswith((".", ";", ",")) or len(text) > 200:
        score -= 2
    if " > " in flat:
        score -= 4
    if flat.endswith(":") or _NUMBERED.match(flat):
        score -= 3
    if funder and len(text) < len(funder) + 22 and _only_names(text, funder):
        score -= 1.5
    return score


def _only_names(text: str, funder: str) -> bool:
    """Whether a line says the funder and little more."""
    said = set(re.findall(r"\w{3,}", plain(text))) - set(re.findall(r"\w{3,}", plain(funder)))
    known = {
        "ville",
        "mairie",
        "service",
        "sante",
        "agence",
        "regionale",
        "conseil",
        "caisse",
        "commission",
    }
    return len(said - known) <= 1


def _titled(document: Document, span: Span) -> tuple[Reading[str], Span]:
    """The title of a line: its label taken off, a bare « Appel à projets » completed."""
    flat, text = document.flat[span.start : span.end], document.words(span)
    start = span.start
    for lead in (_SUBJECT, _LABEL):
        if match := lead.match(document.flat[start : span.end]):
            start += match.end()
    text = document.text[start : span.end]
    end = span.end
    quoted = _QUOTED.search(text)
    if quoted and (flat.endswith(".") or len(text) > 140):
        text = _sentence_title(document, span, quoted[1].strip())
    elif _is_bare(document, Span(start, end)):
        below = _line_after(document, span)
        if below is not None:
            text, end = f"{text.rstrip(' :')} – {document.words(below)}", below.end
    elif " | " in text:
        text = (
            text.split(" | ")[0] if len(text.split(" | ")[0]) > 12 else text.replace(" | ", " – ")
        )
    clean = " ".join(text.split()).strip(" .:;,–-|")[:LONGEST_TITLE]
    return Reading(Value(clean, span.start, end)), Span(span.start, end)


def _sentence_title(document: Document, span: Span, name: str) -> str:
    """« l’appel à projets « Vaccination » » in a sentence: kind and name."""
    hit = phrases("kinds").first(document.flat, span.start, span.end)
    if hit is None:
        return name
    words = document.text[hit.start : hit.end]
    return f"{words[:1].upper()}{words[1:]} « {name} »"


_BARE_WORDS = re.compile(
    r"\W|\b(?:regional|departemental|local|annuel|avis|d|20\d\d|campagne|national)\b"
)


def _is_bare(document: Document, span: Span) -> bool:
    """Whether a title says only « Appel à projets régional 2027 »."""
    flat = document.flat[span.start : span.end]
    hit = phrases("kinds").first(document.flat, span.start, span.end)
    if hit is None:
        return False
    rest = flat[: hit.start - span.start] + " " + flat[hit.end - span.start :]
    return not _BARE_WORDS.sub("", rest)


def _line_after(document: Document, span: Span) -> Span | None:
    number = document.line_number(span.end) + 1
    if number >= len(document.lines):
        return None
    line = document.lines[number]
    below = document.trimmed(line.start, line.end)
    flat = document.flat[below.start : below.end]
    if not flat or len(flat) > 140 or flat.endswith((":", ".")) or _NUMBERED.match(flat):
        return None
    return None if _NEVER.match(flat) else below


def read_themes(document: Document, title: Span | None) -> tuple[Value[str], ...]:
    """Themes said by the title, the lines that open the text, or a sentence about themes."""
    found: dict[str, Value[str]] = {}
    for span in _told_themes(document, title):
        hits = phrases("themes").hits(document.flat, span.start, span.end)
        for hit in hits:
            if any(o.start <= hit.start and hit.end <= o.end and o != hit for o in hits):
                continue  # « cancers » inside « dépistage des cancers »
            sentence = document.sentence_at(hit.start)
            found.setdefault(hit.key, Value(hit.key, sentence.start, sentence.end))
    return tuple(found.values())


_ABOUT = re.compile(r"thematique|\bthemes?\b|\bvise\b|\baxes?\b|\bpriorites?\b|\bpour objet\b")
_ADDRESS = re.compile(r"@|https?:|www\.")


def _told_themes(document: Document, title: Span | None) -> Iterable[Span]:
    if title:
        yield title
        number = document.line_number(title.end) + 1
        for line in document.lines[number : number + 2]:
            text = document.flat[line.start : line.end]
            if not text or len(text) > 110 or text.endswith((".", ":")) or _NUMBERED.match(text):
                break
            yield line
    for sentence in document.sentences[:400]:
        flat = document.flat[sentence.start : sentence.end]
        if _ABOUT.search(flat) and not _ADDRESS.search(flat):
            yield sentence


def read_platform(document: Document) -> Reading[str] | None:
    """Where to file: a platform named, else a mail box, the post, the funder's own site."""
    found: dict[str, Value[str]] = {}
    for hit in phrases("platforms").hits(document.flat):
        span = document.sentence_at(hit.start)
        found.setdefault(hit.key, Value(hit.key, span.start, span.end))
    for mail in _EMAIL.finditer(document.flat):
        if _FILED_BY_MAIL.search(document.flat[max(0, mail.start() - 160) : mail.start()]):
            span = document.sentence_at(mail.start())
            found.setdefault("COURRIEL", Value("COURRIEL", span.start, span.end))
    for url in _URL.finditer(document.text):
        span = document.sentence_at(url.start())
        if _FILED_ON.search(document.flat[span.start : url.start()]):
            found.setdefault("PORTAIL_FINANCEUR", Value("PORTAIL_FINANCEUR", span.start, span.end))
    if not found:
        return None
    order = list(phrases("platforms")._patterns)  # noqa: SLF001
    ranked = sorted(found.values(), key=lambda value: order.index(value.value))
    return Reading(ranked[0], tuple(ranked[1:]))


def read_url(document: Document) -> Reading[str] | None:
    """The first address of the text."""
    values: dict[str, Value[str]] = {}
    for match in _URL.finditer(document.text):
        url = match[0].rstrip(".,;:)]}»'’")
        span = document.sentence_at(match.start())
        values.setdefault(url, Value(url, span.start, span.end))
    if not values:
        return None
    first, *rest = values.values()
    return Reading(first, tuple(rest[:5]))


def read_contact(document: Document) -> Reading[str] | None:
    """The mail box named as a contact, else the last one; a phone when there is none."""
    found: list[tuple[int, Value[str]]] = []
    for match in _EMAIL.finditer(document.flat):
        span = document.sentence_at(match.start())
        lead = document.flat[max(span.start, match.start() - 120) : match.start()]
        line = document.flat[: match.start()].rfind("\n", max(0, match.start() - 200)) + 1
        header = document.flat[line : line + 4] in {"de :", "from"}
        rank = 0 if _CONTACT_NEAR.search(lead) else 2 if header else 1
        address = document.text[match.start() : match.end()].lower()
        found.append((rank, Value(address, span.start, span.end)))
    if not found:
        phone = _PHONE.search(document.flat)
        if phone is None:
            return None
        span = document.sentence_at(phone.start())
        return Reading(Value(document.text[phone.start() : phone.end()], span.start, span.end))
    found.sort(key=lambda pair: pair[0])
    once = {value.value: value for _rank, value in reversed(found)}
    best = found[0][1]
    return Reading(best, tuple(v for v in once.values() if v.value != best.value)[:5])
