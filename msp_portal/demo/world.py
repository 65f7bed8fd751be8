"""What the loaders hand to each other: everything made so far, by the keys of the data files."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any, overload

from django.contrib.contenttypes.models import ContentType
from django.db import models

from coordination.models import BearingStructure, Organisation, Person, Team
from funding.models import Application, Call, ReportDue
from msp_portal.demo.days import Days
from msp_portal.kit.events import UnknownVerbError, registered_verbs
from msp_portal.kit.models import Event, Mail
from msp_portal.kit.scoping import Scope
from projects.models import Budget, Programme, Project


@dataclass
class World:
    """Rows of the demo by key. A missing key is an error of the data files."""

    days: Days
    organisations: dict[str, Organisation] = field(default_factory=dict)
    teams: dict[str, Team] = field(default_factory=dict)
    structures: dict[str, BearingStructure] = field(default_factory=dict)
    people: dict[str, Person] = field(default_factory=dict)
    members: dict[str, list[Person]] = field(default_factory=dict)
    programmes: dict[str, Programme] = field(default_factory=dict)
    projects: dict[str, Project] = field(default_factory=dict)
    teams_of: dict[int, list[int]] = field(default_factory=dict)
    budgets: dict[tuple[str, str], Budget] = field(default_factory=dict)
    calls: dict[str, Call] = field(default_factory=dict)
    applications: dict[tuple[str, str], Application] = field(default_factory=dict)
    reports: dict[tuple[str, str], ReportDue] = field(default_factory=dict)

    events: list[Event] = field(default_factory=list)

    def tell(
        self,
        project: Project,
        verb: str,
        *,
        at: datetime,
        by: Person | None,
        subject: models.Model | None = None,
        changes: dict[str, list[Any]] | None = None,
    ) -> None:
        """Add one past act to the journal of the project's teams. Written by ``write_journal``."""
        if verb not in registered_verbs():
            raise UnknownVerbError(verb)
        about = subject or project
        self.events.append(
            Event(
                at=at,
                actor=by,
                verb=verb,
                subject_type=ContentType.objects.get_for_model(about),
                subject_id=about.pk,
                changes=changes or {},
                team_ids=self.teams_of[project.pk],
            )
        )

    def write_journal(self) -> None:
        """Write the acts told, oldest first."""
        Event.objects.bulk_create(sorted(self.events, key=lambda event: event.at))

    def forget_mails(self) -> None:
        """The mails of these past acts left long ago: none is to be sent now."""
        Mail.objects.all().delete()

    @staticmethod
    def scope_of(*teams: Team) -> Scope:
        """What the members of these teams may read."""
        return Scope.of(team_ids=[team.pk for team in teams])

    def person(self, key: str | None) -> Person | None:
        """The person of this key; None for none."""
        return self.people[key] if key else None

    def organisation(self, key: str | None) -> Organisation | None:
        """The organisation of this key; None for none."""
        return self.organisations[key] if key else None

    @overload
    def day(self, written: str | date) -> date: ...

    @overload
    def day(self, written: None) -> None: ...

    def day(self, written: str | date | None) -> date | None:
        """See ``Days.day``."""
        return self.days.day(written)

    @overload
    def moment(self, written: str | date) -> datetime: ...

    @overload
    def moment(self, written: None) -> None: ...

    def moment(self, written: str | date | None) -> datetime | None:
        """See ``Days.moment``."""
        return self.days.moment(written)

    def year(self, written: str | int | None) -> int | None:
        """« closed », « this », or a year."""
        if written is None or isinstance(written, int):
            return written
        return {"closed": self.days.closed_year, "this": self.days.today.year}[written]
