"""The forms a French verb takes in an objective, made from its infinitive.

Letters are plain (no accents): that makes most verbs regular. Only what objectives use: infinitive,
third persons and « nous » of the present, future, conditional and past, subjunctive, participle,
and the nouns made from the verb. A form that does not exist harms nobody: no one writes it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class Tense(StrEnum):
    """How the form stands in a sentence."""

    INFINITIVE = "infinitive"
    FINITE = "finite"
    SINGULAR = "singular"  # « anime », « lit »: a verb only after its subject
    PARTICIPLE = "participle"
    NOUN = "noun"


@dataclass(frozen=True, slots=True)
class _Stems:
    """« il » and « ils » now, « nous » without -ons, before -a and -ont, participle, subjunctive."""

    he: str
    they: str
    we: str
    future: str
    participle: str
    subjunctive: str


# Ending of the infinitive → the endings of each stem, for verbs of the third group. The longest
# ending wins, so « reconnaitre » follows « aitre » and « prendre » does not follow « endre ».
_THIRD_GROUP: dict[str, tuple[str, str, str, str, str, str]] = {
    "tenir": ("tient", "tiennent", "ten", "tiendr", "tenu", "tienn"),
    "venir": ("vient", "viennent", "ven", "viendr", "venu", "vienn"),
    "partir": ("part", "partent", "part", "partir", "parti", "part"),
    "sortir": ("sort", "sortent", "sort", "sortir", "sorti", "sort"),
    "dormir": ("dort", "dorment", "dorm", "dormir", "dormi", "dorm"),
    "sentir": ("sent", "sentent", "sent", "sentir", "senti", "sent"),
    "mentir": ("ment", "mentent", "ment", "mentir", "menti", "ment"),
    "servir": ("sert", "servent", "serv", "servir", "servi", "serv"),
    "vetir": ("vet", "vetent", "vet", "vetir", "vetu", "vet"),
    "fuir": ("fuit", "fuient", "fuy", "fuir", "fui", "fui"),
    "ouvrir": ("ouvre", "ouvrent", "ouvr", "ouvrir", "ouvert", "ouvr"),
    "couvrir": ("couvre", "couvrent", "couvr", "couvrir", "couvert", "couvr"),
    "offrir": ("offre", "offrent", "offr", "offrir", "offert", "offr"),
    "souffrir": ("souffre", "souffrent", "souffr", "souffrir", "souffert", "souffr"),
    "cueillir": ("cueille", "cueillent", "cueill", "cueiller", "cueilli", "cueill"),
    "courir": ("court", "courent", "cour", "courr", "couru", "cour"),
    "querir": ("quiert", "quierent", "quer", "querr", "quis", "quier"),
    "cevoir": ("coit", "coivent", "cev", "cevr", "cu", "coiv"),
    "pouvoir": ("peut", "peuvent", "pouv", "pourr", "pu", "puiss"),
    "vouloir": ("veut", "veulent", "voul", "voudr", "voulu", "veuill"),
    "savoir": ("sait", "savent", "sav", "saur", "su", "sach"),
    "prevoir": ("prevoit", "prevoient", "prevoy", "prevoir", "prevu", "prevoi"),
    "voir": ("voit", "voient", "voy", "verr", "vu", "voi"),
    "mouvoir": ("meut", "meuvent", "mouv", "mouvr", "mu", "meuv"),
    "asseoir": ("assied", "asseyent", "assey", "assier", "assis", "assey"),
    "prendre": ("prend", "prennent", "pren", "prendr", "pris", "prenn"),
    "mettre": ("met", "mettent", "mett", "mettr", "mis", "mett"),
    "battre": ("bat", "battent", "batt", "battr", "battu", "batt"),
    "aitre": ("ait", "aissent", "aiss", "aitr", "u", "aiss"),
    "naitre": ("nait", "naissent", "naiss", "naitr", "ne", "naiss"),
    "uire": ("uit", "uisent", "uis", "uir", "uit", "uis"),
    "dire": ("dit", "disent", "dis", "dir", "dit", "dis"),
    "lire": ("lit", "lisent", "lis", "lir", "lu", "lis"),
    "crire": ("crit", "crivent", "criv", "crir", "crit", "criv"),
    "rire": ("rit", "rient", "ri", "rir", "ri", "ri"),
    "boire": ("boit", "boivent", "buv", "boir", "bu", "boiv"),
    "croire": ("croit", "croient", "croy", "croir", "cru", "croi"),
    "faire": ("fait", "font", "fais", "fer", "fait", "fass"),
    "taire": ("tait", "taisent", "tais", "tair", "tu", "tais"),
    "vivre": ("vit", "vivent", "viv", "vivr", "vecu", "viv"),
    "suivre": ("suit", "suivent", "suiv", "suivr", "suivi", "suiv"),
    "indre": ("int", "ignent", "ign", "indr", "int", "ign"),
    "vaincre": ("vainc", "vainquent", "vainqu", "vaincr", "vaincu", "vainqu"),
    "clure": ("clut", "cluent", "clu", "clur", "clu", "clu"),
    "resoudre": ("resout", "resolvent", "resolv", "resoudr", "resolu", "resolv"),
    "rompre": ("rompt", "rompent", "romp", "rompr", "rompu", "romp"),
    "dre": ("d", "dent", "d", "dr", "du", "d"),
}
_BY_LENGTH = sorted(_THIRD_GROUP, key=len, reverse=True)


def forms_of(infinitive: str) -> Iterator[tuple[str, Tense]]:
    """Every form of a verb whose infinitive is plain, and how it stands."""
    yield infinitive, Tense.INFINITIVE
    stems = _stems(infinitive)
    if stems is None:
        return
    yield stems.he, Tense.SINGULAR
    yield f"{stems.subjunctive}e", Tense.SINGULAR
    finite = [stems.they, f"{stems.we}ons", f"{stems.subjunctive}ent"]
    finite += [f"{stems.future}{end}" for end in ("a", "ont", "ons", "ait", "aient")]
    finite += [f"{stems.we}{end}" for end in ("ait", "aient")]
    for form in finite:
        yield form, Tense.FINITE
    ends = ("", "e", "es") if stems.participle.endswith("s") else ("", "e", "s", "es")
    for end in ends:
        yield f"{stems.participle}{end}", Tense.PARTICIPLE
    for noun in _nouns(infinitive):
        yield noun, Tense.NOUN
        yield f"{noun}s", Tense.NOUN


def _stems(infinitive: str) -> _Stems | None:
    for ending in _BY_LENGTH:
        if infinitive.endswith(ending):
            root = infinitive[: -len(ending)]
            return _Stems(*(f"{root}{end}" for end in _THIRD_GROUP[ending]))
    root = infinitive[:-2]
    if infinitive.endswith("er"):
        return _first_group(root)
    if infinitive.endswith("ir"):
        return _Stems(
            f"{root}it", f"{root}issent", f"{root}iss", infinitive, f"{root}i", f"{root}iss"
        )
    return None


def _first_group(root: str) -> _Stems:
    """« nettoie », « appelle », « mangeons »."""
    now = root
    if root.endswith(("oy", "uy")):
        now = f"{root[:-1]}i"
    elif root.endswith(("ppel", "jet")):
        now = f"{root}{root[-1]}"
    soft = f"{root}e" if root.endswith("g") else root
    return _Stems(f"{now}e", f"{now}ent", soft, f"{now}er", f"{root}e", now)


def _nouns(infinitive: str) -> Iterator[str]:
    """« distribution », « accompagnement », « repérage », « réduction », « planification »."""
    root = infinitive[:-2]
    if infinitive.endswith("uire"):
        yield f"{infinitive[:-3]}ction"
    elif infinitive.endswith("quer"):
        yield f"{infinitive[:-4]}cation"
    elif infinitive.endswith("fier"):
        yield f"{root}cation"
    elif infinitive.endswith("er"):
        for end in ("ation", "ement", "age"):
            yield f"{root}{end}"
        if root.endswith("t"):
            yield f"{root[:-1]}tion"
        if root.endswith(("bu", "tu")):
            yield f"{root}tion"
    elif infinitive.endswith("cevoir"):
        yield f"{infinitive[:-6]}ception"
    elif infinitive.endswith("ir"):
        yield f"{root}issement"
