"""What each date of a call is for, from the words around it.

The nearest telling word before a date decides; a date that stands first takes the words after it; a
date alone on its line takes the line above, and a list the line that opens it. « avant le » alone
makes no deadline: something to hand in must be named too.
"""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from funding.call_reader.days import Said
from funding.call_reader.text import Document
from funding.call_reader.words import Hit, phrases

DEADLINE, FORMER, OPENING, PUBLISHED = "LIMITE", "ANCIENNE", "OUVERTURE", "PUBLIE"
MOVED, FILED, PERIOD, NOTHING = "PROROGE", "DEPOT", "PERIODE", "RIEN"
START, FINISH = "DEBUT", "FIN"
_NOUN = re.compile(
    r"(?:dossier|candidature|manifestation|demande|reponse|proposition|formulaire|fiche)s?\b"
)
_BEFORE = re.compile(
    r"(?:\bavant|\bavant (?:midi|\d{1,2}\s?h(?:eures|\d\d)?)|au plus tard|jusqu'au|jusqu'a|d'ici(?: au)?|\bpour|dernier delai|date limite)"
    r"[\s,:|(]{0,3}(?:le|au|ce)?\s{0,2}(?:soir du)?[\s:|]{0,3}$"
)
_AFTER = re.compile(
    r"[\s,(]{0,3}(?:c'est |le |la )?(?:inclus\b|dernier delai|date limite|delai de rigueur|terme de rigueur|au plus tard|maximum\b"
    r"|avant\s+\d)"
)
_BEFORE_ONLY = re.compile(r"\bavant\s+(?:le\s+)?$")
_CONNECTORS = re.compile(r"^[\s,;/|•*–-]*(?:et|ou|puis|au|le|du|[\s,;/|])*$")
_OF = re.compile(r"^\s(?:de la|de l'|des|du|de|d')\s?$")
LONGEST_ROW = 400  # characters of a line of a table or of a list
MOST_LIST = 40  # lines of a list under its title
_MOST_FAR = 45  # characters between « loi » and its date
_CALL_KINDS = ("AAP", "AMI", "AAC", "AI")


@dataclass(frozen=True, slots=True)
class Role:
    """What a date is for. ``explicit``: its word alone says it; ``before``: « avant le »."""

    name: str
    explicit: bool = True
    before: bool = False


@dataclass(frozen=True, slots=True)
class _Window:
    start: int
    end: int


class Roles:
    """Reads the role of each date of one document."""

    def __init__(self, document: Document, dates: Sequence[Said]) -> None:
        self._document, self._flat, self._dates = document, document.flat, dates
        self._hits = phrases("dates").hits(self._flat)
        self._starts = [hit.start for hit in self._hits]
        self._kinds = phrases("kinds")
        self._mail = _mail_lines(document)

    def all(self) -> list[Role | None]:
        """One role for each date, None when nothing says it."""
        roles: list[Role | None] = []
        for rank in range(len(self._dates)):
            roles.append(self._role(rank, roles))
        return roles

    def _role(self, rank: int, earlier: list[Role | None]) -> Role | None:
        said = self._dates[rank]
        if self._document.line_number(said.start) in self._mail:
            return Role(NOTHING)
        if said.partner is not None and not said.opens:
            return self._second(earlier[said.partner])
        window = self._before(rank)
        role = self._from(rank, window)
        if role is not None:
            return self._paired(said, role)
        previous = earlier[rank - 1] if rank else None
        between = self._flat[window.start : window.end]
        if previous and rank and self._same_sentence(rank) and self._follows(previous, between):
            return previous
        role = self._from_after(rank, window) or self._from_above(rank, window)
        return self._paired(said, role) if role else None

    def _second(self, first: Role | None) -> Role | None:
        """The end of a range, from what its beginning is."""
        if first is None:
            return None
        ends = {OPENING: DEADLINE, START: FINISH, FORMER: DEADLINE}
        if first.name == OPENING:
            return Role(DEADLINE, first.explicit)
        return Role(ends[first.name]) if first.name in ends else None

    def _paired(self, said: Said, role: Role) -> Role:
        """The beginning of a range: deposits open, actions start, a move leaves a former date."""
        if said.partner is None or not said.opens:
            return role
        begins = {FILED: OPENING, DEADLINE: OPENING, PERIOD: START, FINISH: START, MOVED: FORMER}
        name = begins.get(role.name, role.name)
        return Role(name, role.explicit)

    def _before(self, rank: int) -> _Window:
        """From the sentence's beginning, or from the date before, to this date."""
        said = self._dates[rank]
        start = self._document.sentence_at(said.start).start
        if rank:
            start = max(start, min(self._dates[rank - 1].stop, said.start))
        return _Window(start, said.start)

    def _same_sentence(self, rank: int) -> bool:
        sentence = self._document.sentence_at(self._dates[rank].start)
        return self._dates[rank - 1].start >= sentence.start

    def _follows(self, previous: Role, between: str) -> bool:
        """« le 3, le 10 et le 17 »; « …, avant le 1er mars ; pour l’automne, avant le 1er sept »."""
        if _CONNECTORS.match(between) and previous.name not in {OPENING, START}:
            return True
        return previous.name == DEADLINE and bool(_BEFORE.search(between[-24:]))

    def _from(self, rank: int, window: _Window) -> Role | None:
        """The role said by the words of a window that ends at the date."""
        said = self._dates[rank]
        hits = self._between(window)
        topic = self._topic([hit for hit in hits if hit.key not in {FILED, PERIOD}])
        filed = self._nearest([hit for hit in hits if hit.key == FILED])
        if said.partner is not None:
            return self._range(hits, topic)
        due, before = self._is_due(said)
        if topic and topic.key == NOTHING and said.start - topic.end > _MOST_FAR:
            topic = None
        if due and topic and self._deposit_wins(window, topic, said):
            return Role(DEADLINE, explicit=False, before=before)
        if topic is None:
            return self._plain(said, window, filed, due, before)
        if topic.key == MOVED:
            return Role(MOVED) if self._moves_deadline(window) else None
        return Role(topic.key, before=before and topic.key == DEADLINE)

    def _range(self, hits: list[Hit], topic: Hit | None) -> Role | None:
        """A range: the nearest word, whatever it is."""
        nearest = self._nearest(hits)
        if topic and nearest and topic.key == MOVED:
            return Role(MOVED)
        if topic and topic.key == OPENING and nearest and nearest.key == FILED:
            return Role(OPENING)
        return Role(nearest.key, explicit=nearest.key != FILED) if nearest else None

    def _plain(
        self, said: Said, window: _Window, filed: Hit | None, due: bool, before: bool
    ) -> Role | None:
        """No topic: something to hand in, and « au plus tard »."""
        if filed and due:
            return Role(DEADLINE, before=before)
        if due and (self._names_a_call(said) or self._hands_in_after(said)):
            return Role(DEADLINE, explicit=False, before=before)
        label = self._flat[window.start : window.end].rstrip()
        if filed and label.endswith((":", "|")) and _NOUN.search(label[-60:]):
            return Role(DEADLINE, explicit=False)
        return None

    def _hands_in_after(self, said: Said) -> bool:
        """« c’est le 15 janvier le dernier délai pour envoyer le dossier »."""
        if not _AFTER.match(self._flat, said.stop):
            return False
        stop = self._document.sentence_at(said.start).end
        return any(hit.key == FILED for hit in self._between(_Window(said.stop, stop)))

    def _is_due(self, said: Said) -> tuple[bool, bool]:
        """Whether « avant », « au plus tard »… bind the date, and whether it is « avant »."""
        lead = self._flat[max(0, said.start - 40) : said.start]
        due = bool(_BEFORE.search(lead)) or bool(_AFTER.match(self._flat, said.end)) or bool(
            _AFTER.match(self._flat, said.stop)
        )  # fmt: skip
        return due, bool(_BEFORE_ONLY.search(lead))

    def _deposit_wins(self, window: _Window, topic: Hit, said: Said) -> bool:
        """« Suite à la réunion, les dossiers… avant le »; « le dossier signé… avant le »."""
        if topic.key in {DEADLINE, FORMER, MOVED, OPENING}:
            return False
        after = self._flat[topic.end : said.start]
        noun = _NOUN.search(after)
        if noun and re.search(r"[,;]", after[: noun.start()]):
            return True
        first = _NOUN.search(self._flat, window.start, topic.start)
        return bool(first) and topic.key in {"SIGNATURE", "BILAN", PUBLISHED, START}

    def _moves_deadline(self, window: _Window) -> bool:
        """What is moved is the deadline, not a meeting."""
        start = self._document.sentence_at(window.end).start
        keys = {hit.key for hit in self._between(_Window(start, window.end))}
        if keys & {"WEBINAIRE", "JURY", "RESULTATS", "SIGNATURE"}:
            return False
        told = bool(keys & {DEADLINE, FILED})
        return told or self._kinds.first(self._flat, start, window.end) is not None

    def _names_a_call(self, said: Said) -> bool:
        sentence = self._document.sentence_at(said.start)
        first = self._kinds.first(self._flat, sentence.start, sentence.end)
        return first is not None and first.key in _CALL_KINDS

    def _from_after(self, rank: int, window: _Window) -> Role | None:
        """« 11 janvier 2027 : clôture »: the words after, when the date stands first."""
        lead = self._flat[window.start : window.end]
        if len(re.sub(r"\W|\ble\b|\bdu\b|\bau\b|\bsemaine\b", "", lead)) > 3:
            return None
        said = self._dates[self._dates[rank].partner or rank]
        stop = self._document.sentence_at(said.start).end
        if rank + 1 < len(self._dates):
            following = self._dates[rank + 1]
            stop = min(stop, following.start if following.start > said.stop else stop)
        hits = self._between(_Window(said.stop, stop))
        strong = [hit for hit in hits if hit.key not in {FILED, PERIOD}]
        first = next(iter(strong), None) or next(
            (hit for hit in hits if hit.key == PERIOD and said.partner is not None), None
        )
        return Role(first.key) if first and first.key not in {MOVED, FORMER} else None

    def _from_above(self, rank: int, window: _Window) -> Role | None:
        """A date alone on its line takes the line above; a list, the line that opens it."""
        document = self._document
        number = document.line_number(self._dates[rank].start)
        line = document.lines[number]
        if line.end - line.start > LONGEST_ROW:
            return None
        rest = self._flat[line.start : self._dates[rank].start] + self._flat[
            self._dates[rank].stop : line.end
        ]  # fmt: skip
        alone = len(re.sub(r"[\W\d]|\ble\b|\bdu\b|\bau\b", "", rest)) <= 3
        heading = number - 1
        if not alone:
            while (
                heading >= max(0, number - MOST_LIST)
                and document.lines[heading].start < document.lines[heading].end
            ):
                if self._flat[document.lines[heading].end - 1] == ":":
                    break
                heading -= 1
            else:
                return None
        if heading < 0:
            return None
        above = document.lines[heading]
        if not alone:
            sentence = document.sentence_at(max(above.start, above.end - 1))
            return self._label(sentence.start, above.end)
        return self._label(above.start, above.end) if above.start < above.end else None

    def _label(self, start: int, end: int) -> Role | None:
        """The role a label gives to the dates under it; a label with its own date gives none."""
        if any(start <= said.start < end for said in self._dates):
            return None
        hits = self._between(_Window(start, end))
        topics = [hit for hit in hits if hit.key not in {FILED, PERIOD, MOVED, FORMER}]
        nearest = self._nearest(topics)
        if nearest:
            return Role(nearest.key)
        label = self._flat[start:end]
        if _NOUN.search(label) and re.search(r"jusqu'au|avant|au plus tard", label):
            return Role(DEADLINE, explicit=False)
        return Role(PERIOD) if any(hit.key == PERIOD for hit in hits) else None

    def _between(self, window: _Window) -> list[Hit]:
        rank = bisect_left(self._starts, window.start)
        found = []
        while rank < len(self._hits) and self._hits[rank].start < window.end:
            if self._hits[rank].end <= window.end + 1:
                found.append(self._hits[rank])
            rank += 1
        return found

    @staticmethod
    def _nearest(hits: list[Hit]) -> Hit | None:
        """The one that ends last; of two, the longer."""
        return max(hits, key=lambda hit: (hit.end, hit.end - hit.start), default=None)

    def _topic(self, hits: list[Hit]) -> Hit | None:
        """The nearest topic; of « décision de la commission », the head: décision."""
        nearest = self._nearest(hits)
        while nearest is not None:
            head = self._nearest([hit for hit in hits if hit.end < nearest.start])
            if head is None or not _OF.match(self._flat[head.end : nearest.start]):
                return nearest
            if (head.key, nearest.key) == ("WEBINAIRE", "JURY"):
                return nearest
            nearest = head
        return None


_HEADER = re.compile(r"^(?:de|envoye|date|cc|objet|from|sent|subject|a)\s?:")


def _mail_lines(document: Document) -> frozenset[int]:
    """The lines of a mail's own header: when it was sent is no date of the call."""
    found = [
        number
        for number, line in enumerate(document.lines)
        if _HEADER.match(document.flat[line.start : min(line.end, line.start + 12)])
    ]
    return frozenset(
        number
        for number in found
        if {number - 1, number + 1, number - 2, number + 2} & set(found)
        and not document.flat[document.lines[number].start :].startswith("objet")
    )
