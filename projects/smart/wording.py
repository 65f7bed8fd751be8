"""Another wording, built only from the sentence and the project's data; « … » where they are silent.

A sentence that already tells a change is kept and completed in place. An action, a means, an
intention is turned round: what was written becomes the way (« grâce à … »), the change is a blank.
"""

import re
from datetime import date

from msp_portal.kit.french import typo
from projects.smart.heads import Says
from projects.smart.known import Known, Level
from projects.smart.known_words import BLANK
from projects.smart.lexicon import lexicon
from projects.smart.plain_text import from_capital
from projects.smart.remarks import Kind, Letter, Remark
from projects.smart.sentence import Sentence
from projects.smart.specific import is_misplaced
from projects.smart.wording_patches import completed
from projects.smart.wording_turned import counted_change, turned_round


def better_wording(
    sentence: Sentence, known: Known, remarks: tuple[Remark, ...], today: date
) -> str:
    """The proposed wording; empty when nothing would change, or when only the project lacks."""
    lacking = {remark.letter for remark in remarks if not remark.is_ok}
    if sentence.has_blanks or not lacking - {Letter.R}:
        return ""
    if sentence.kind is Kind.INDICATOR:
        proposed = counted_change(sentence, known, today)
    elif _must_turn(sentence, known, lacking):
        proposed = turned_round(sentence, known, today)
    else:
        proposed = completed(sentence, known, lacking, today)
    proposed = typo(_ended(from_capital(_elided(" ".join(proposed.split())))))
    return "" if _same(proposed, sentence.text) else proposed


def _must_turn(sentence: Sentence, known: Known, lacking: set[Letter]) -> bool:
    """Whether the sentence must change sides: it tells the team's part, or nothing one can see."""
    if Letter.S not in lacking:
        return False
    if is_misplaced(sentence, known.level):
        return True
    if known.level is not Level.SPECIFIC:
        return False
    head = sentence.parts.head
    if head is None:
        return True
    return head.says is Says.INTENTION or _vague_object(sentence)


def _vague_object(sentence: Sentence) -> bool:
    head = sentence.parts.head
    vague = lexicon().verbs.vague_objects
    return bool(head and not sentence.measures and vague.first(sentence.flat[head.end :]))


def _elided(text: str) -> str:
    """« d’au moins », « qu’au moins »."""
    return re.sub(r"\b([Dd]|[Qq]u)e au moins", r"\1’au moins", text)


def _ended(text: str) -> str:
    bare = text.rstrip(" .,;")
    return bare if bare.endswith(BLANK) else f"{bare}."


def _same(one: str, other: str) -> bool:
    def bare(text: str) -> str:
        return "".join(letter for letter in typo(text).lower() if letter.isalnum() or letter == "…")

    return bare(one) == bare(other)
