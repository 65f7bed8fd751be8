"""What the database holds: nothing yet, the demo, or the work of real people."""

from dataclasses import dataclass
from enum import Enum

from coordination.models import Organisation, Person, Team
from msp_portal.demo import data
from msp_portal.kit.french import count
from projects.models import Project


class State(Enum):
    """The demo is loaded into an empty database only."""

    EMPTY = "empty"
    LOADED = "loaded"
    FOREIGN = "foreign"


@dataclass(frozen=True, slots=True)
class Found:
    """What was found: ``foreign`` says in French what is not of the demo."""

    demo_is_there: bool
    foreign: tuple[str, ...] = ()

    @property
    def state(self) -> State:
        """Anything foreign wins: the demo is never mixed with the work of others."""
        if self.foreign:
            return State.FOREIGN
        return State.LOADED if self.demo_is_there else State.EMPTY


def administration_email() -> str:
    """The address of the demo's administrator: its mark in the database."""
    return next(row["email"] for row in data.read("people")["people"] if row.get("admin"))


def look() -> Found:
    """What the database holds, in five queries at most.

    Persons and teams of the demo carry the illustration mark; projects opened by a person of the
    demo while trying the portal belong to it.
    """
    there = Person.objects.filter(email=administration_email(), illustration=True).exists()
    projects = Project.unscoped.filter(illustration=False)  # unscoped: counted before anybody reads
    numbers = [
        (Person.objects.filter(illustration=False).count(), "personne"),
        (Team.objects.filter(illustration=False).count(), "équipe"),
        (projects.exclude(created_by__illustration=True).count(), "projet"),
    ]
    if not there:
        numbers.append((Organisation.objects.count(), "organisation"))
    return Found(there, tuple(count(number, word) for number, word in numbers if number))
