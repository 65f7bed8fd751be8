"""Who does it, and to what: this decides for the verbs that may tell a change or an action."""

import re

from projects.smart.lexicon import lexicon
from projects.smart.trade_verbs import trade_verbs

_NUMBER = (
    r"(?:\d[\d ]*|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|douze|quinze|vingt|trente|quarante|"
    r"cinquante|soixante|cent)"
)
_ANY = re.compile(
    rf"^\s*(?:(?:[a-z]+ment )?(?:au moins |environ )?)?(?:un|une|des|du|de la|de l'|les|le|la|nos|notre|leurs?|{_NUMBER}|l'|d')?\s?"
    rf"(?:{_NUMBER}\s|petits? |grande?s? |nouve[a-z]+ |premier[a-z]* |autres? )?"
)
_BY_TRADE = re.compile(
    rf"(?:^|(?<=\s))(?:{_NUMBER}|les|des) (?:[a-z]+ )?(?P<noun>[a-z-]{{2,}}(?:eurs|euses|istes|iens|iennes|ants|antes|ieres|iers|"
    r"ologues|eutes))(?![\w])"
)
_SEVERAL = re.compile(rf"(?:^|\s)(?:{_NUMBER}|\bles|des|toutes les|tous les)\s(?:[a-z]+ )?$")
_OWN_THING = re.compile(r"^\s(?:eux-memes |soi-meme )?(?:ses|son|sa|leurs?)\s")
_NEW_THING = re.compile(rf"^\s*(?:un|une|des|{_NUMBER})\s")
_GIVEN_THING = re.compile(
    r"^\s*(?:l'|(?:le|la|les|leurs?|sa|son|ses|aux?|a|de|d'|du|en|sur|contre)\b)"
)
_WITH = re.compile(
    rf"^[^.,;]{{0,40}}?\savec (?:les|des|nos|{_NUMBER}) (?:petits |jeunes (?=parents|enfants))?"
)
_MOVES_AT_ONCE = re.compile(r"^ de \d+(?:[.,]\d+)? ?%? a \d")
_BETTER_DONE = re.compile(r"\b(?:soient|seront|soit|sera|sont|est) (?:mieux|bien|davantage|plus) $")
_BY = re.compile(rf"\bpar (?:au moins )?(?:{_NUMBER}|les|des) (?=[a-z])")
_SUBJECT_OPENS = re.compile(r"^\s*(?:que )?(?:le|la|l'|chaque|un \w+ sur|une \w+ sur)\b")
_STILL_NAMING = re.compile(
    r"(?:\b(?:de|la|le|les|un|une|du|des|en|a|au|aux|et|par|pour|sur|son|sa|ses|ce|cette|chaque|premiere?) |')$"
)
_OBJECT_FOLLOWS = re.compile(
    r"^ (?:le|la|les|l'|un|une|des|du|deux|trois|son|sa|ses|leurs?|desormais|moins|mieux|plus|davantage|"
    r"en|au|aux|par|a|encore|toujours|\d)\b"
)
_WITH_ONE = re.compile(r"^[^.,;]{0,40}?\savec (?:la |le |l'|une? )")
_PASSIVE = re.compile(r"(?<!\bse )\b(?:ete|etre|seront|sera|sont|est|soient|soit)\s(?:[a-z]+\s)?$")
_SINGULAR_SUBJECT = re.compile(r"(?:\b(?:se|ne|qu'il|qu'elle|il|elle|y|lui|leur)\s|\b[sny]')$")


def is_passive(before: str) -> bool:
    """« seront sensibilisés »: somebody else does it."""
    return bool(_PASSIVE.search(before))


def people_before(before: str) -> bool:
    """Whether people named before the verb do it themselves: the team and its members do not."""
    people = lexicon().people
    told = people.publics.find(before)
    if told:
        return not people.own_team.at_start(before[told[-1].start :])
    return (named_by_trade(before) or counted_places(before)) is not None


def named_by_trade(flat: str) -> tuple[int, int] | None:
    """« Douze organisateurs », « les cyclistes »: people told by the ending of the word."""
    for match in _BY_TRADE.finditer(flat):
        if match["noun"].rstrip("s") not in trade_verbs().not_people:
            return match.span("noun")
    return None


def counted_places(flat: str) -> tuple[int, int] | None:
    """« Dix entreprises », « les écoles »: a place named several times does as people do."""
    for each in lexicon().places.places.find(flat):
        several = each.entry != flat[each.start : each.end] or flat[: each.end].endswith("s")
        if several and _SEVERAL.search(flat[: each.start]):
            return each.start, each.end
    return None


def is_for_oneself(after: str) -> bool:
    """« Fabriquer ses produits »: who does it speaks of what is theirs."""
    return bool(_OWN_THING.match(after))


def team_opens(sentence: str) -> bool:
    """« Nous », « L’équipe », « La maison de santé » open the sentence."""
    return lexicon().people.doers.at_start(sentence)


def has_its_subject(before: str, after: str) -> bool:
    """« l’infirmière anime », « ne boit »: what stands just before makes a verb of the word."""
    if _SINGULAR_SUBJECT.search(before):
        return True
    if _SUBJECT_OPENS.match(before) and not _STILL_NAMING.search(before):
        return bool(_OBJECT_FOLLOWS.match(after))
    people = lexicon().people
    lists = (people.publics, people.doers)
    return any(each.end == len(before.rstrip()) for names in lists for each in names.find(before))


def is_rather_a_change(before: str, after: str) -> bool:
    """« Monter de 29 % à 40 % », « remis par 120 patients », « soient mieux informées »."""
    if _MOVES_AT_ONCE.match(after) or _BETTER_DONE.search(before):
        return True
    people = lexicon().people
    by = _BY.search(after)
    done_by = after[by.end() :] if by else ""
    return people.publics.at_start(done_by) and not people.own_team.at_start(done_by)


def is_made_by_the_team(after: str) -> bool:
    """What follows the verb is held or made by a team: « un atelier », « des kits », « la fiche »."""
    found = _ANY.match(after)
    rest = after[found.end() :] if found else after
    words = lexicon().quantities
    things = (words.activities, words.resources, trade_verbs().team_things)
    return any(names.at_start(rest) for names in things)


def is_something_given(after: str) -> bool:
    """What follows is there already (« la parole », « le sommeil »), and no team makes it."""
    if is_made_by_the_team(after) or _NEW_THING.match(after):
        return False
    return bool(_GIVEN_THING.match(after) or not after.strip())


def is_counted_people(after: str) -> bool:
    """« 30 personnes », « vingt aidants » follow the verb."""
    found = re.match(rf"^\s*(?:[a-z]+ment )?(?:au moins )?{_NUMBER}\s", after)
    towards = " vers " in after  # « vers l’arrêt du tabac » tells what will change for them
    return bool(found and not towards and lexicon().people.publics.at_start(after[found.end() :]))


def is_done_with_people(after: str) -> bool:
    """« Jardiner avec les enfants »: the team is there."""
    people, several, one = lexicon().people, _WITH.match(after), _WITH_ONE.match(after)
    if several:
        return people.publics.at_start(after[several.end() :])
    first = people.publics.first(after[one.end() :]) if one else None
    return bool(first and first.start == 0 and people.groups.get(first.entry) == "professionnels")
