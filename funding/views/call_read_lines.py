"""What step two of « Coller l’appel » shows of each field: where it was read, how sure it is."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField

from funding.call_reader import DateKind, ReadCall, Reading, Value
from funding.forms.call_paste import PastedCallForm
from funding.queries.call_paste import anchor_of
from msp_portal.kit.french import day_month, in_sentence

MOST_LINKS = 4
LONGEST_QUOTE = 90  # characters of a sentence shown beside its field
DATE_WORDS = {
    DateKind.ROUND: "Relève",
    DateKind.INTENT: "Lettre d’intention",
    DateKind.WEBINAR: "Réunion d’information",
    DateKind.JURY: "Jury",
    DateKind.RESULTS: "Réponse",
    DateKind.SIGNATURE: "Signature de la convention",
    DateKind.START: "Début des actions",
    DateKind.FINISH: "Fin des actions",
    DateKind.REPORT: "Compte rendu à rendre",
}


@dataclass(frozen=True, slots=True)
class Link:
    """A sentence of the text: where it is, and its first words."""

    anchor: str
    words: str


@dataclass(frozen=True)
class Line:
    """One field, or several that go together; ``other``: the alternatives, as radio buttons.

    ``state``: « sur », « verifier » or « absent »; ``links``: its sentences.
    """

    name: str
    bounds: Sequence[BoundField]
    state: str
    links: Sequence["Link"]
    whys: Sequence[str]
    other: BoundField | None = None

    @property
    def is_list(self) -> bool:
        """Whether the field is a list of ticks."""
        return self.bounds[0].name in {"themes", "departments"}


@dataclass(frozen=True)
class Group:
    """Fields under one title; ``opened``: shown at once, else folded."""

    title: str
    lines: Sequence[Line]
    opened: bool

    @property
    def summary(self) -> str:
        """The title of a fold, with what was read in it."""
        read = [line.name for line in self.lines if line.state != "absent"]
        return f"{self.title} : {', '.join(read)}" if read else f"{self.title} : rien de lu"


def _values(read: ReadCall, names: Iterable[str]) -> list[Value[Any]]:
    found: list[Value[Any]] = []
    for name in names:
        part = getattr(read, name)
        if isinstance(part, Reading):
            found.append(part.best)
        elif part:
            found.extend(part)
    return found


_GROUPS: tuple[tuple[str, bool, tuple[tuple[str, str, str, str], ...]], ...] = (
    # title, opened, (name of the line, fields, what was read, name of the alternatives)
    ("L’essentiel", True, (
        ("Intitulé", "title", "title", ""),
        ("Date limite", "day hour", "deadline", "deadline"),
        ("Mode de dépôt", "filing recurs_yearly", "filing", ""),
        ("Financeur", "funder other_funder", "funder", "funder"),
        ("Où déposer", "platform", "platform", ""),
    )),
    ("L’argent", True, (
        ("Plancher", "amount_min", "amount_min", "amount_min"),
        ("Plafond", "amount_max", "amount_max", "amount_max"),
        ("Taux", "rate_max", "rate_max", "rate_max"),
        ("Non finançable", "not_fundable", "not_fundable", ""),
    )),
    ("Qui et où", False, (
        ("Qui peut répondre", "eligible_text", "eligible", ""),
        ("Départements", "departments", "departments", ""),
        ("Thèmes", "themes", "themes", ""),
    )),
    ("Le dossier", False, (
        ("Pièces", "pieces_text", "pieces", ""),
        ("Questions", "questions_text", "questions", ""),
        ("Compte rendu", "report_expected report_months_after", "report report_months", ""),
    )),
    ("Le reste", False, (
        ("Type", "kind", "kind", ""),
        ("Ouverture", "opens_on", "opens_on", "opens_on"),
        ("Publication", "published_on", "published_on", ""),
        ("Adresse", "url", "url", "url"),
        ("Contact", "contact", "contact", "contact"),
    )),
)  # fmt: skip


def lines_of(form: PastedCallForm, read: ReadCall) -> list[Group]:
    """The fields by group, each with what was read for it; a group with an error is open."""
    groups = []
    for title, opened, rows in _GROUPS:
        lines = [_line(form, read, row) for row in rows]
        wrong = any(bound.errors for line in lines for bound in line.bounds)
        groups.append(Group(title, lines, opened or wrong))
    return groups


def _line(form: PastedCallForm, read: ReadCall, row: tuple[str, str, str, str]) -> Line:
    name, fields, parts, other = row
    values = _values(read, parts.split())
    state = "absent" if not values else "sur" if all(v.sure for v in values) else "verifier"
    starts: dict[int, Value[Any]] = {}
    for value in values:
        starts.setdefault(value.start, value)
    whys = list(dict.fromkeys(value.why for value in values if value.why))
    radio = f"autre_{other}"
    return Line(
        name,
        [form[field] for field in fields.split()],
        state,
        [_link(read, value) for value in list(starts.values())[:MOST_LINKS]],
        whys,
        form[radio] if other and radio in form.fields else None,
    )


def _link(read: ReadCall, value: Value[Any]) -> Link:
    words = " ".join(read.text[value.start : value.end].split())
    short = words if len(words) <= LONGEST_QUOTE else f"{words[: LONGEST_QUOTE - 1].rstrip()}…"
    return Link(anchor_of(value.start), short)


def dates_summary(read: ReadCall) -> str:
    """The title of the fold of other dates, with those that were read."""
    told = [
        f"{in_sentence(DATE_WORDS[other.value.kind])} le {day_month(other.value.day)}"
        for other in read.dates
    ]
    return f"Autres dates : {', '.join(told)}" if told else "Autres dates : rien de lu"


def named_values(read: ReadCall) -> list[tuple[str, Value[Any]]]:
    """Every value read with the name of its field, to mark the text."""
    named = [
        (name, value)
        for _title, _opened, rows in _GROUPS
        for name, _fields, parts, _other in rows
        for value in _values(read, parts.split())
    ]
    return named + [(DATE_WORDS[value.value.kind], value) for value in read.dates]
