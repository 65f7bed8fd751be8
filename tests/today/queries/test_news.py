"""What the others did since her last act, told once."""

from datetime import timedelta

import pytest
from django.db import transaction

from coordination.models import Person, Team
from coordination.queries.scopes import standing_of
from msp_portal.kit import clock
from msp_portal.kit.events import record_event
from msp_portal.today.queries.news import NewsList, news_since
from projects.models import Project
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def done(actor: Person, project: Project, team: Team, days_ago: float, verb: str) -> None:
    with transaction.atomic():
        record_event(
            actor=actor,
            verb=verb,
            subject=project,
            team_ids=[team.pk],
            now=clock.now() - days_ago * DAY,
        )


def news_of(person: Person, **more: object) -> NewsList:
    day = clock.today()
    return news_since(standing_of(person, day), day, clock.now(), more.get("read_at"))  # type: ignore[arg-type]


def test_acts_of_others_since_her_own_last_act(
    owner: Person, teammate: Person, team: Team, project: Project
) -> None:
    done(teammate, project, team, 4, "project.progress")
    done(owner, project, team, 3, "project.described")
    done(teammate, project, team, 2, "project.described")
    (line,) = news_of(owner).lines
    assert line.who == teammate.name_and_role
    assert line.what == "a complété la description du projet"
    assert line.place is not None
    assert line.place.title == project.title


def test_her_acts_of_today_do_not_empty_the_list(
    owner: Person, teammate: Person, team: Team, project: Project
) -> None:
    done(teammate, project, team, 2, "project.described")
    done(owner, project, team, 0, "project.progress")
    assert len(news_of(owner).lines) == 1


def test_the_same_act_by_several_is_one_line(
    owner: Person, teammate: Person, team: Team, project: Project
) -> None:
    for person in (teammate, *PersonFactory.create_batch(3, member_of=team)):
        done(person, project, team, 1, "project.progress")
        done(person, project, team, 1.1, "project.progress")
    (line,) = news_of(owner).lines
    assert line.others == 3


def test_what_she_said_she_has_read_is_not_told_again(
    owner: Person, teammate: Person, team: Team, project: Project
) -> None:
    done(teammate, project, team, 2, "project.progress")
    assert news_of(owner, read_at=clock.now() - DAY).lines == []


def test_another_team_tells_her_nothing(
    stranger: Person, teammate: Person, team: Team, project: Project
) -> None:
    done(teammate, project, team, 1, "project.progress")
    assert news_of(stranger).lines == []


def test_who_was_written_to_is_not_news(
    owner: Person, teammate: Person, team: Team, project: Project
) -> None:
    done(teammate, project, team, 1, "ask.sent")
    assert news_of(owner).lines == []
