"""Who is told what became of a sheet: one line in the mail of the day, or of Monday.

What waits for somebody (a sheet to read, corrections to make, a publication to decide) is a line
of the day's mail; what is only good to know waits for Monday (DECISIONS 7).
"""

from collections.abc import Iterable
from datetime import datetime

from django.db import models
from django.utils import timezone

from capitalisation.models import ExperienceSheet, Takeover, Testimony
from coordination.models import Person
from coordination.queries.teams import coordinators_of
from coordination.services.support import staff_of
from msp_portal.kit.reminders.planning import push_reminder

TO_DO = "capitalisation.to_do"
GOOD_TO_KNOW = "capitalisation.good_to_know"

SUBMITTED = "fiche-a-relire"
SENT_BACK = "fiche-a-reprendre"
VALIDATED = "fiche-validee"
PUBLISHED = "fiche-publiee"
WITHDRAWN = "fiche-retiree"
TAKEN_OVER = "projet-repris"


def tell_federation(kind: str, *, actor: Person, sheet: ExperienceSheet, now: datetime) -> None:
    """One line to those who work for the reviewing federation."""
    if sheet.reviewer_organisation is not None:
        source = TO_DO if kind == SUBMITTED else GOOD_TO_KNOW
        _push((source, kind), staff_of(sheet.reviewer_organisation, now), actor, sheet, now)


def tell_team(kind: str, *, actor: Person, sheet: ExperienceSheet, now: datetime) -> None:
    """One line to the coordination of the team, and to who wrote the sheet."""
    _push((TO_DO, kind), authors_of(sheet, now), actor, sheet, now)


def tell_witnesses(*, actor: Person, sheet: ExperienceSheet, now: datetime) -> None:
    """Those who answered the questions learn, on Monday, that the sheet is out."""
    answered = Testimony.unscoped.filter(sheet=sheet)  # unscoped: the caller's sheet
    persons = Person.objects.filter(pk__in=answered.values("person_id"), email__isnull=False)
    _push((GOOD_TO_KNOW, PUBLISHED), persons, actor, sheet, now)


def tell_source_team(*, actor: Person, takeover: Takeover, now: datetime) -> None:
    """The team whose project was taken over learns, on Monday, by whom."""
    persons = authors_of(takeover.sheet, now)
    _push((GOOD_TO_KNOW, TAKEN_OVER), persons, actor, takeover, now)


def authors_of(sheet: ExperienceSheet, now: datetime) -> list[Person]:
    """The coordination of the team, with an address; who opened the sheet, when still active."""
    persons = {
        person.pk: person for person in coordinators_of(sheet.team, timezone.localtime(now).date())
    }
    if sheet.created_by and sheet.created_by.is_active:
        persons.setdefault(sheet.created_by.pk, sheet.created_by)
    return [person for person in persons.values() if person.email]


def _push(
    what: tuple[str, str],
    persons: Iterable[Person],
    actor: Person,
    about: models.Model,
    now: datetime,
) -> None:
    source, kind = what
    for person in persons:
        push_reminder(
            source=source,
            recipient=person,
            about=about,
            kind=kind,
            occurrence=f"{now:%Y-%m-%dT%H:%M:%S}",
            about_act_of=actor,
            now=now,
        )
