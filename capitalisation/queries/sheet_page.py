"""What the pages of one sheet show, in a number of queries its length does not change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from capitalisation.models import (
    ExperienceSheet,
    SheetMessage,
    SheetQuote,
    SheetReview,
    SheetSection,
    Testimony,
)
from capitalisation.queries.prefill import QUESTIONS
from coordination.models import Ask, Person
from coordination.queries.asks import asks_about
from coordination.services.ask_kinds import may_remind_now
from msp_portal.kit.permissions import Allowed
from msp_portal.kit.scoping import Scope
from projects.models import EngagementAnswer, Partner, ProjectRole
from projects.queries.engagement import members_to_ask


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the sheet with the question that helps to write it."""

    section: SheetSection
    question: str

    @property
    def is_told(self) -> bool:
        """Whether something is written in it."""
        return bool(self.section.text.strip())


def parts_of(sections: Iterable[SheetSection]) -> list[Part]:
    """The nine parts in order."""
    return [Part(section, QUESTIONS[section.key]) for section in sections]


def sheet_quotes(scope: Scope, sheet: ExperienceSheet) -> list[SheetQuote]:
    """The sentences on the sheet."""
    return list(SheetQuote.objects.for_scope(scope).filter(sheet=sheet))


def reviews_of(scope: Scope, sheet: ExperienceSheet) -> list[SheetReview]:
    """Every reading by the federation, the latest first, with its answers. Two queries."""
    return list(
        SheetReview.objects.for_scope(scope)
        .filter(sheet=sheet)
        .select_related("organisation", "reviewer__profession")
        .prefetch_related("answers")
    )


def messages_of(scope: Scope, sheet: ExperienceSheet) -> list[SheetMessage]:
    """What readers wrote to the authors."""
    return list(SheetMessage.objects.for_scope(scope).filter(sheet=sheet)[:20])


@dataclass(frozen=True)
class Witness:
    """Somebody who was asked: her answer, or whether a human may write to her again."""

    ask: Ask
    testimony: Testimony | None
    may_remind: Allowed


def witnesses_of(scope: Scope, sheet: ExperienceSheet, now: datetime) -> list[Witness]:
    """Everybody asked, those who answered first. Two queries."""
    given = Testimony.objects.for_scope(scope).filter(sheet=sheet).prefetch_related("quotes")
    by_person = {testimony.person_id: testimony for testimony in given}
    asks = asks_about(scope, sheet, Ask.Kind.TESTIMONY).select_related("about_type")
    found = [Witness(ask, by_person.get(ask.person_id), may_remind_now(ask, now)) for ask in asks]
    return sorted(found, key=lambda each: each.testimony is None)


@dataclass(frozen=True)
class PeopleToAsk:
    """Who took part in the project, then the other members of the team."""

    of_the_project: list[Person]
    others: list[Person]

    @property
    def all(self) -> list[Person]:
        """Everybody, once."""
        return [*self.of_the_project, *self.others]


def people_to_ask(scope: Scope, sheet: ExperienceSheet, day: date) -> PeopleToAsk:
    """Roles, « oui » to the engagement, partners' contacts; then the rest of the team. Four
    queries."""
    project = sheet.project
    roles = ProjectRole.objects.for_scope(scope).filter(project=project, accepted_at__isnull=False)
    yes = EngagementAnswer.objects.for_scope(scope).filter(project=project, level__gt=0)
    partners = Partner.objects.for_scope(scope).filter(project=project, contact__isnull=False)
    groups: Sequence[Sequence[Person]] = (
        [role.person for role in roles.select_related("person__profession")],
        [answer.person for answer in yes.select_related("person__profession")],
        [partner.contact for partner in partners.select_related("contact__profession")],
    )
    found = {person.pk: person for group in groups for person in group if person.is_active}
    others = [person for person in members_to_ask(sheet.team, day) if person.pk not in found]
    return PeopleToAsk(list(found.values()), others)
