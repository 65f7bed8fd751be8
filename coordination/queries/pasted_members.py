"""Reading a pasted list of members, one a line: « Prénom Nom, profession, adresse »."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from coordination.models import Person, Team, TeamMembership
from coordination.queries.professions import find_profession
from msp_portal.kit.scoping import Scope
from msp_portal.reference.letters import words_alone
from msp_portal.reference.models import Profession

MOST_LINES = 200
SEPARATORS = ("\t", ";", ",")


@dataclass(frozen=True, slots=True)
class PastedMember:
    """One line as it was understood. ``function`` keeps a trade the list does not know."""

    number: int
    raw: str
    first_name: str = ""
    last_name: str = ""
    profession: Profession | None = None
    function: str = ""
    email: str = ""
    error: str = ""
    already: bool = False

    @property
    def to_add(self) -> bool:
        """Whether confirming the list adds this line."""
        return not self.error and not self.already


@dataclass(frozen=True, slots=True)
class Around:
    """What a line is compared with: the list of professions, who is in the team, known addresses."""

    professions: tuple[Profession, ...]
    names: frozenset[str]
    addresses: frozenset[str]


def read_pasted(team: Team, text: str) -> list[PastedMember]:
    """Every line of ``text`` that is not empty, with what is wrong in it. Three queries."""
    lines = [(n, raw.strip()) for n, raw in enumerate(text.splitlines(), 1) if raw.strip()]
    around = _around(team)
    read = [read_line(number, raw, around) for number, raw in lines[:MOST_LINES]]
    read += [
        PastedMember(number, raw, error=f"Une liste compte {MOST_LINES} lignes au plus.")
        for number, raw in lines[MOST_LINES:]
    ]
    return _without_doubles(read)


def read_line(number: int, raw: str, around: Around) -> PastedMember:
    """One line. The address is wherever there is an « @ »; the rest is name, then profession."""
    parts = _split(raw)
    addresses = [part for part in parts if "@" in part]
    others = [part for part in parts if "@" not in part]
    email = addresses[0].strip("<>() ").lower() if addresses else ""
    if not others:
        return PastedMember(number, raw, email=email, error="Il manque le prénom et le nom.")
    first_name, _, last_name = others[0].partition(" ")
    trade = others[1] if len(others) > 1 else ""
    profession = find_profession(trade, around.professions)
    error = _error(first_name, last_name.strip(), addresses, others)
    already = words_alone(others[0]) in around.names or (email != "" and email in around.addresses)
    return PastedMember(
        number,
        raw,
        first_name=first_name,
        last_name=last_name.strip(),
        profession=profession,
        function="" if profession else trade,
        email=email,
        error=error,
        already=already and not error,
    )


def remaining_text(lines: Iterable[PastedMember]) -> str:
    """What could not be added, to be corrected in place: nothing is lost."""
    return "\n".join(line.raw for line in lines if line.error)


def _split(raw: str) -> list[str]:
    separator = next((sign for sign in SEPARATORS if sign in raw), None)
    parts = raw.split(separator) if separator else [raw]
    return [" ".join(part.split()) for part in parts if part.strip()]


def _error(first: str, last: str, addresses: list[str], others: list[str]) -> str:
    if not last:
        return f"«\u00a0{first}\u00a0»\u00a0: écrivez le prénom, une espace, puis le nom."
    if len(addresses) > 1:
        return "Une seule adresse par personne."
    if len(others) > 2:
        return "Trop de virgules\u00a0: prénom et nom, profession, adresse."
    if addresses:
        try:
            validate_email(addresses[0].strip("<>() "))
        except ValidationError:
            return f"«\u00a0{addresses[0]}\u00a0» n’est pas une adresse électronique."
    if len(first) > 80 or len(last) > 80 or any(len(part) > 120 for part in others):
        return "Le nom ou la profession est trop long."
    return ""


def _without_doubles(lines: Collection[PastedMember]) -> list[PastedMember]:
    """The same person twice in the list is added once; the same address for two is an error."""
    names: set[str] = set()
    owners: dict[str, str] = {}
    kept = []
    for read in lines:
        name, line = words_alone(f"{read.first_name} {read.last_name}"), read
        if read.to_add and name in names:
            line = _with(read, already=True)
        elif read.to_add and read.email and owners.setdefault(read.email, name) != name:
            line = _with(read, error="Cette adresse est déjà celle d’une autre ligne.")
        if line.to_add:
            names.add(name)
        kept.append(line)
    return kept


def _with(line: PastedMember, *, already: bool = False, error: str = "") -> PastedMember:
    return PastedMember(
        line.number, line.raw, line.first_name, line.last_name, line.profession, line.function,
        line.email, error, already,
    )  # fmt: skip


def _around(team: Team) -> Around:
    members = TeamMembership.objects.for_scope(Scope.of(team_ids=[team.pk])).filter(
        team=team, until__isnull=True
    )
    persons = Person.objects.filter(pk__in=members.values("person_id"))
    known = list(persons.values_list("first_name", "last_name", "email"))
    return Around(
        professions=tuple(Profession.objects.filter(active=True)),
        names=frozenset(words_alone(f"{first} {last}") for first, last, _ in known),
        addresses=frozenset(email for *_, email in known if email),
    )
