"""Actions to come are dates; those whose day has passed are asked about; silence is asked about."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from coordination.models import Person
from coordination.queries.scopes import standing_of
from msp_portal.kit import clock
from msp_portal.kit.today import ActDone, Part
from msp_portal.today.queries.page import reader_of
from projects.models import Action, Project
from projects.today.dates import perform
from tests.factories import ActionFactory
from tests.today.support import lines_of, texts

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def act(person: Person, action: Action, name: str) -> ActDone:
    day = clock.today()
    reader = reader_of(standing_of(person, day), day, clock.now())
    return perform(person, reader, action.pk, name, "")


def test_to_come_it_is_a_date_for_the_whole_team(
    owner: Person, teammate: Person, stranger: Person, project: Project
) -> None:
    ActionFactory(project=project, label="Stand au marché", date=clock.today() + 3 * DAY)
    ActionFactory(project=project, label="Dans deux mois", date=clock.today() + 60 * DAY)
    assert texts(owner, Part.DATE) == texts(teammate, Part.DATE) == ["Stand au marché"]
    assert lines_of(stranger) == []


def test_once_its_day_has_passed_one_tap_says_it_was_held(owner: Person, project: Project) -> None:
    action = ActionFactory(project=project, label="Stand", date=clock.today() - DAY)
    assert texts(owner, Part.ACTION) == ["Stand : est-ce que cela a eu lieu ?"]
    assert act(owner, action, "a-eu-lieu").undo == "pas-encore"
    action.refresh_from_db()
    assert action.state == Action.State.DONE
    assert lines_of(owner) == []
    act(owner, action, "pas-encore")
    action.refresh_from_db()
    assert action.state == Action.State.PLANNED


def test_an_action_that_lasts_is_over_on_its_last_day(owner: Person, project: Project) -> None:
    ActionFactory(project=project, date=clock.today() - 2 * DAY, end_date=clock.today() + DAY)
    assert lines_of(owner, Part.ACTION) == []


def test_only_who_steers_says_it_was_held(
    teammate: Person, stranger: Person, project: Project
) -> None:
    action = ActionFactory(project=project, date=clock.today() - DAY)
    with pytest.raises(PermissionDenied):
        act(teammate, action, "a-eu-lieu")
    with pytest.raises(Http404):
        act(stranger, action, "a-eu-lieu")


@pytest.mark.parametrize(("days", "asked"), [(29, 0), (30, 1), (45, 1)])
def test_a_silent_project_is_asked_about_after_thirty_days(
    owner: Person, teammate: Person, project: Project, days: int, asked: int
) -> None:
    Project.unscoped.update(last_activity_at=clock.now() - days * DAY)
    assert len(lines_of(owner, Part.ACTION)) == asked
    assert lines_of(teammate) == []


@pytest.mark.parametrize(("days", "told"), [(30, True), (36, True), (37, False), (58, True)])
def test_the_letter_asks_once_then_every_four_weeks(
    owner: Person, project: Project, days: int, told: bool
) -> None:
    Project.unscoped.update(last_activity_at=clock.now() - days * DAY)
    (line,) = lines_of(owner, Part.ACTION)
    assert line.letter is told
