"""What is asked of her, and what she waits for, with a relance that obeys its rules."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from django.http import Http404

from coordination.models import Ask, Person, Team
from coordination.queries.scopes import standing_of
from coordination.services.asks import ask_people, mark_answered
from coordination.today.asks import perform
from msp_portal.kit.today import Part, TodayLine, TodayReader
from msp_portal.today.queries.page import all_lines, reader_of
from projects.models import Project
from tests.factories import EngagementRoundFactory, PersonFactory

pytestmark = pytest.mark.django_db

PARIS = ZoneInfo("Europe/Paris")
ASKED = datetime(2026, 9, 8, 10, 0, tzinfo=PARIS)  # a Tuesday, in a week without holiday
TOLD = datetime(2026, 9, 15, 10, 0, tzinfo=PARIS)  # the Monday letter has left
FREE = datetime(2026, 9, 23, 10, 0, tzinfo=PARIS)  # and so has the one automatic reminder


def reader(person: Person, now: datetime) -> TodayReader:
    return reader_of(standing_of(person, now.date()), now.date(), now)


def lines(person: Person, part: Part, now: datetime) -> list[TodayLine]:
    found = all_lines(standing_of(person, now.date()), now.date(), now)
    return [
        each.line for each in found if each.source == "coordination.asks" and each.line.part == part
    ]


@pytest.fixture
def nurses(team: Team) -> list[Person]:
    return PersonFactory.create_batch(3, member_of=team)


@pytest.fixture
def asks(owner: Person, team: Team, project: Project, nurses: list[Person]) -> list[Ask]:
    engagement = EngagementRoundFactory(project=project, team=team, opened_at=ASKED)
    return ask_people(
        actor=owner, team=team, kind=Ask.Kind.ENGAGEMENT, about=engagement, persons=nurses,
        now=ASKED,
    )  # fmt: skip


def test_several_who_have_not_answered_are_one_line(owner: Person, asks: list[Ask]) -> None:
    (line,) = lines(owner, Part.WAITS, FREE)
    assert line.text.startswith("3\u00a0réponses attendues")
    assert [act.label for act in line.acts] == ["Relancer"]


def test_who_answered_is_no_longer_waited_for(owner: Person, asks: list[Ask]) -> None:
    mark_answered(ask=asks[0], now=TOLD)
    mark_answered(ask=asks[1], now=TOLD)
    (line,) = lines(owner, Part.WAITS, FREE)
    assert line.text.startswith("1\u00a0réponse attendue")
    assert asks[2].person.full_name in line.note


def test_no_relance_while_the_portal_has_its_own_to_send(owner: Person, asks: list[Ask]) -> None:
    (line,) = lines(owner, Part.WAITS, TOLD)
    assert line.acts == ()
    assert "Le portail rappellera cette demande de lui-même" in line.note
    with pytest.raises(ValidationError, match="de lui-même"):
        perform(owner, reader(owner, TOLD), line.pk, "relancer", "")


def test_before_it_left_the_line_says_when_it_will(owner: Person, asks: list[Ask]) -> None:
    (line,) = lines(owner, Part.WAITS, ASKED + timedelta(hours=1))
    assert line.note.endswith("le courriel partira le 14\u00a0septembre")


def test_one_relance_reaches_everybody_who_may_be_reminded_once_a_week(
    owner: Person, asks: list[Ask]
) -> None:
    done = perform(owner, reader(owner, FREE), asks[0].pk, "relancer", "")
    assert "3\u00a0personnes" in done.message
    assert set(Ask.unscoped.values_list("human_reminders", flat=True)) == {1}
    with pytest.raises(ValidationError, match="par semaine"):
        perform(owner, reader(owner, FREE + timedelta(days=1)), asks[0].pk, "relancer", "")


def test_only_who_steers_sees_who_has_not_answered(
    teammate: Person, stranger: Person, asks: list[Ask]
) -> None:
    for person in (teammate, stranger):
        assert lines(person, Part.WAITS, FREE) == []
        with pytest.raises(Http404):
            perform(person, reader(person, FREE), asks[0].pk, "relancer", "")


def test_her_own_ask_is_an_action_and_nobody_else_answers_it(
    owner: Person, nurses: list[Person], asks: list[Ask]
) -> None:
    (line,) = lines(nurses[0], Part.ACTION, TOLD)
    assert line.pk == asks[0].pk
    assert [act.label for act in line.acts] == ["Répondre"]
    for person in (owner, nurses[1]):
        with pytest.raises(Http404):
            perform(person, reader(person, TOLD), asks[0].pk, "repondre", "")


def test_an_ask_answered_meanwhile_says_so(nurses: list[Person], asks: list[Ask]) -> None:
    mark_answered(ask=asks[0], now=TOLD)
    with pytest.raises(ValidationError, match="n’attend plus"):
        perform(nurses[0], reader(nurses[0], TOLD), asks[0].pk, "repondre", "")
