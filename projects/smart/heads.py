"""What a main verb is: what it tells, how it stands, where."""

from dataclasses import dataclass
from enum import StrEnum


class Says(StrEnum):
    """What a verb tells."""

    CHANGE = "change"
    ACTION = "action"
    INTENTION = "intention"
    MEANS = "means"


class Form(StrEnum):
    """How the verb stands."""

    INFINITIVE = "infinitive"
    FINITE = "finite"
    NOUN = "noun"
    LOOSE = "loose"  # a participle or a noun that opens nothing


@dataclass(frozen=True, slots=True)
class Head:
    """The main verb: where, what it tells, how it stands, its entry in the lists."""

    start: int
    end: int
    says: Says
    form: Form
    entry: str
