"""S: one change, for somebody, somewhere."""

from projects.smart.heads import Says
from projects.smart.known import Known, Level
from projects.smart.known_words import listed, publics_of
from projects.smart.lexicon import Verb, lexicon
from projects.smart.measures import Counts
from projects.smart.remarks import Kind, Letter, Remark, Verdict
from projects.smart.sentence import Sentence

OK, WEAK, MISSING = Verdict.OK, Verdict.WEAK, Verdict.MISSING
LONG_SENTENCE = 60  # words: beyond, nobody can say it aloud
Problem = tuple[str, str]  # why a funder would stumble, what to write


def is_misplaced(sentence: Sentence, level: Level) -> bool:
    """An action where a change is expected; means and indicators are objectives nowhere."""
    if sentence.kind is Kind.ACTION:
        return level is not Level.OPERATIONAL
    return sentence.kind is not Kind.OBJECTIVE


def specific(sentence: Sentence, known: Known) -> Remark:
    """Who, what and where; a general objective only gives the direction."""
    public = (sentence.who.words if sentence.who else "") or known.public
    found = tuple(filter(None, (_verb(sentence), public, _place(sentence, known))))
    if not public and not publics_of(known) and not _whole_direction(sentence, known):
        return Remark(Letter.S, MISSING, *_nobody(sentence, known), found)
    if known.level is Level.GENERAL:
        return _general(sentence, known, found)
    if _says_nothing(sentence):
        return _no_verb(sentence, public, found)
    problem = (
        _misplaced(sentence, known, public)
        or _too_much(sentence)
        or _intention(sentence, known)
        or _for_whom(sentence, known, public)
        or _somewhere(sentence, known)
    )
    if problem:
        return Remark(Letter.S, WEAK, *problem, found)
    who = public or listed(publics_of(known)[:2])
    return Remark(Letter.S, OK, f"On voit ce qui est visé, et pour qui ({who}).", found=found)


def _verb(sentence: Sentence) -> str:
    head = sentence.parts.head
    return sentence.said(head.start, head.end) if head else ""


def _place(sentence: Sentence, known: Known) -> str:
    if known.place:
        return known.place
    if sentence.where and not sentence.where.wide:
        return sentence.where.words
    return known.places[0] if known.places else ""


def _whole_direction(sentence: Sentence, known: Known) -> bool:
    """A general objective with a subject is a direction even before its public is chosen."""
    return known.level is Level.GENERAL and sentence.parts.head is not None


def _nobody(sentence: Sentence, known: Known) -> Problem:
    if sentence.parts.head is None:
        return (
            "On ne voit pas encore ce qui va changer, ni pour qui.",
            "Dites qui fera, saura ou aura quoi : « … sauront … ».",
        )
    del known
    return "On ne sait pas pour qui.", "Ajoutez le public : un âge, une école, une situation."


def _says_nothing(sentence: Sentence) -> bool:
    return sentence.parts.head is None and sentence.kind is Kind.OBJECTIVE


def _no_verb(sentence: Sentence, public: str, found: tuple[str, ...]) -> Remark:
    said = sentence.flat.lstrip()
    hinted = said.startswith(("moins d", "plus d", "zero", "mieux"))
    return Remark(
        Letter.S,
        WEAK if hinted else MISSING,
        "Il manque un verbe : on devine le sujet, pas ce qui va changer.",
        f"Dites ce que {_those(public)} sauront, feront ou auront.",
        found,
    )


def _those(public: str) -> str:
    return f"ces personnes ({public})" if public else "ces personnes"


def _general(sentence: Sentence, known: Known, found: tuple[str, ...]) -> Remark:
    if is_misplaced(sentence, known.level):
        return Remark(Letter.S, WEAK, *(_misplaced(sentence, known, "") or ("", "")), found)
    named = sentence.who and not sentence.who.wide
    if not sentence.subjects and not named and not publics_of(known):
        return Remark(
            Letter.S,
            WEAK,
            "Le cap est donné, sans dire de quoi ni pour qui.",
            "Ajoutez le sujet et le public : « … chez … ».",
            found,
        )
    return Remark(Letter.S, OK, "L’objectif général donne le cap : c’est son rôle.", found=found)


def _misplaced(sentence: Sentence, known: Known, public: str) -> Problem | None:
    """What the sentence is, when it is no objective here."""
    if not is_misplaced(sentence, known.level):
        return None
    quoted = f"« {_verb(sentence)} »" if _verb(sentence) else "La phrase"
    if sentence.kind is Kind.ACTION:
        return (
            f"{quoted} dit ce que fera l’équipe, pas ce qui aura changé.",
            f"Gardez-le comme objectif opérationnel. Ici, dites ce que {_those(public)} sauront ou feront.",
        )
    if sentence.kind is Kind.MEANS:
        return (
            f"{quoted} dit ce dont l’équipe a besoin : cela ira au budget.",
            "Dites à quoi cela servira, et pour qui.",
        )
    return (
        "C’est ce que vous compterez : un indicateur. On ne sait pas dans quel sens il doit aller.",
        "Dites d’où il part et où il doit arriver : « passer de … à … ».",
    )


def _too_much(sentence: Sentence) -> Problem | None:
    if goals := sentence.parts.goals:
        quoted = listed([f"« {_first_word(sentence.said(*goal))} »" for goal in goals[:3]])
        return (
            f"Il y a plusieurs objectifs en un : {quoted}.",
            "Faites-en un de chaque : chacun aura son chiffre.",
        )
    if len(sentence.flat.split()) > LONG_SENTENCE:
        return (
            "La phrase est longue : on s’y perd.",
            "Gardez un seul changement ; le reste ira ailleurs.",
        )
    return None


def _first_word(text: str) -> str:
    return text.split(maxsplit=1)[0].strip(" ,.;:")


def _intention(sentence: Sentence, known: Known) -> Problem | None:
    """A verb or an object too wide for anybody to see whether it happened, and no figure."""
    head = sentence.parts.head
    operational = known.level is Level.OPERATIONAL
    if head is None or (operational and head.says is Says.ACTION):
        return None
    told = [f for f in sentence.figures if f.is_measure or f.counts is Counts.RELATIVE]
    measured = bool(told) or any(i.target is not None for i in known.indicators)
    if head.says is Says.INTENTION and not measured:
        seen = _known_verb(head.entry).seen or "passer de … à …"
        return (
            f"« {_verb(sentence)} » est une intention : on ne pourra pas voir si c’est fait.",
            f"Dites ce qui se verra : « {seen} ».",
        )
    vague = lexicon().verbs.vague_objects.first(sentence.flat[head.end :])
    if vague and not measured:
        start, end = head.end + vague.start, head.end + vague.end
        return (
            f"« {sentence.said(start, end)} » est large : chacun y mettra autre chose.",
            "Dites ce que ces personnes sauront, feront ou auront.",
        )
    return None


def _known_verb(entry: str) -> Verb:
    return lexicon().verbs.known.get(entry, Verb(entry))


def _for_whom(sentence: Sentence, known: Known, public: str) -> Problem | None:
    if known.public:
        return None
    if known.level is Level.OPERATIONAL and publics_of(known):
        return None
    if not public:
        return (
            "La phrase ne dit pas pour qui.",
            f"Le projet vise : {listed(publics_of(known)[:3])}. Est-ce pour eux ?",
        )
    if sentence.who and sentence.who.wide:
        return (
            f"« {public} », c’est beaucoup de monde à la fois.",
            "Précisez lesquels : un âge, une école, une situation.",
        )
    return None


def _somewhere(sentence: Sentence, known: Known) -> Problem | None:
    if _place(sentence, known):
        return None
    if sentence.where and sentence.where.wide:
        return f"« {sentence.where.words} » : lequel ?", "Nommez la commune, l’école, le quartier."
    return "On ne sait pas où.", "Nommez la commune, l’école, le quartier : « à … »."
