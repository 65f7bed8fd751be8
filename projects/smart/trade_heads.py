"""The verbs of the trade as they stand in a sentence, once told who does it and to what."""

import re

from projects.smart.conjugation import Tense
from projects.smart.doers import (
    has_its_subject,
    is_counted_people,
    is_for_oneself,
    is_made_by_the_team,
    is_passive,
    is_something_given,
    people_before,
    team_opens,
)
from projects.smart.heads import Form, Head, Says
from projects.smart.trade_verbs import Meant, met_in, trade_verbs

_AUXILIARY = re.compile(
    r"\b(?:auront|aura|seront|sera|ont|a|avons|aurons|sont|est|soient|soit|aient|ait|aurait|auraient|avoir|etre)"
    r"(?:\s(?:ete|pas|plus|tous|toutes|bien|mieux|deja|davantage|moins|eux-memes|elles-memes|enfin|au moins une fois|[a-z]+ment))*\s$"
)
_ARE_TO = re.compile(
    r"\b(?:sont|seront|etre|soient)\s(?:plus de |au moins )?[a-z\d]+ a (?:venir |aller )?(?:se |s'|y )?$"
)
_RELATIVE = re.compile(r"\b(?:(?:qui|dont|ceux|celles)\s(?:\w+\s){0,3}|ayant\s)$")
_AFTER_NOUN = re.compile(r"\b(?:de|d'|a|pour|sans|du|des|par)\s?(?:se |s'|les? |la |l')?$")
_INFINITIVE = re.compile(r"^(?:de |d'|(?P<own>se |s'))?(?P<verb>etre|avoir|[a-z-]{3,}(?:er|ir))\b")
_MOVES_BY = re.compile(
    r"\b(?:de|a|par) \d+(?:[.,]\d+)? ?(?:%|a \d|points?)|\bpar deux\b|\bde \d+ a \d"
)
_ADVERB = re.compile(r"^ (?:mieux|bien|plus|moins|davantage)\b")
_OF_STATE = re.compile(r"ir$|^(?:de|re)[a-z]*(?:iser|ifier|enter|prier)$")


def heads_of_the_trade(flat: str, opening: int) -> list[Head]:
    """Every verb of the trade met from ``opening`` on, in its order."""
    heads = (
        _head(flat, start, end, meant, opening)
        for start, end, meant in met_in(flat)
        if start >= opening
    )
    return [head for head in heads if head]


def _head(flat: str, start: int, end: int, meant: Meant, opening: int) -> Head | None:
    before, after = flat[opening:start], flat[end:]
    form = _form(before, after, meant)
    if form is None:
        return None
    says = _says(meant, form, before, after)
    return Head(start, end, says, form, meant.verb)


def _form(before: str, after: str, meant: Meant) -> Form | None:
    opens = not before.strip(" -:«,")
    if _RELATIVE.search(before):
        return Form.LOOSE
    if meant.tense is Tense.INFINITIVE:
        # « des kits à laver », « envie de cuisiner »: what precedes tells what the sentence is.
        told_before = not opens and _AFTER_NOUN.search(before) and not _ARE_TO.search(before)
        are_to = Form.FINITE if _ARE_TO.search(before) else Form.INFINITIVE
        return Form.LOOSE if told_before else are_to
    if meant.tense is Tense.NOUN:
        return Form.NOUN if opens else None
    # Without its accent, « fixé » is « fixe »: the auxiliary tells them apart.
    if meant.tense is Tense.FINITE or _AUXILIARY.search(before):
        return Form.FINITE
    if meant.tense is Tense.PARTICIPLE:
        return Form.LOOSE
    return Form.FINITE if has_its_subject(before, after) else None


def _says(meant: Meant, form: Form, before: str, after: str) -> Says:
    families = _of_what_is_had_done(meant, after) or meant.families
    if form is Form.INFINITIVE and "action" in families and is_for_oneself(after):
        return Says.CHANGE
    active = form is Form.FINITE and not is_passive(before)
    theirs = active and people_before(before)
    if theirs and "intention" not in families:
        return Says.CHANGE
    if "means" in families:
        return Says.MEANS
    if active and team_opens(before) and not theirs:
        return Says.ACTION
    made = form is not Form.FINITE and is_made_by_the_team(after)
    others = families - {"action"}
    if "action" in families and (made or is_passive(before) or not others):
        return Says.ACTION
    return Says.CHANGE if "change" in others else Says.INTENTION


def _of_what_is_had_done(meant: Meant, after: str) -> frozenset[str]:
    """« Faire tenir un stand »: the second verb tells what it is."""
    following = after.split(maxsplit=1)[:1] if meant.verb == "faire" else []
    second = trade_verbs().forms.get(following[0]) if following else None
    return second.families if second and second.tense is Tense.INFINITIVE else frozenset()


def is_help(word: str) -> bool:
    """« accompagnera », « soutiendrons »: help, that the team gives when it is the subject."""
    meant = trade_verbs().forms.get(word.split(maxsplit=1)[0])
    return meant is not None and meant.verb in trade_verbs().counted_action


def counts_its_people(flat: str, head: Head) -> bool:
    """« Accompagner 30 personnes » tells the work of the team; without a number, an intention."""
    if head.form is not Form.INFINITIVE:
        return False
    verb = flat[head.start : head.end].split(maxsplit=1)[0]
    return verb in trade_verbs().counted_action and is_counted_people(flat[head.end :])


def unknown_infinitive(flat: str, opening: int) -> Head | None:
    """A verb of no list that opens the sentence, told by what follows it.

    « Ramener de 8 à 3 » tells a change whatever the verb; « Se réapproprier », « Dénormaliser la
    cigarette », « Booster le moral » tell something hoped for; « Classer les dossiers », « Monter
    un stand » tell what the team does.
    """
    match = _INFINITIVE.match(flat[opening:])
    if match and match["verb"] in ("avoir", "etre"):
        start, end = opening + match.start("verb"), opening + match.end("verb")
        return Head(start, end, Says.CHANGE, Form.INFINITIVE, "")
    if match is None or match["verb"] in trade_verbs().not_verbs:
        return None
    start, end = opening + match.start("verb"), opening + match.end("verb")
    says = Says.ACTION
    if _MOVES_BY.search(flat[end:]):
        says = Says.CHANGE
    elif (
        match["own"]
        or _OF_STATE.search(match["verb"])
        or is_something_given(flat[end:])
        or _ADVERB.match(flat[end:])
    ):
        says = Says.INTENTION
    return Head(start, end, says, Form.INFINITIVE, "")
