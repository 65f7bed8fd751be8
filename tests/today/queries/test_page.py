"""Five actions at most, the most pressing first, whatever the team they come from."""

from datetime import timedelta

import pytest

from coordination.models import Person, Team
from coordination.queries.scopes import standing_of
from msp_portal.kit import clock
from msp_portal.today.queries.page import TodayPage, today_page
from projects.models import Project, Task
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    ProjectFactory,
    TaskFactory,
    TeamMembershipFactory,
)

pytestmark = pytest.mark.django_db


def page_of(person: Person, *, everything: bool = False) -> TodayPage:
    day = clock.today()
    return today_page(standing_of(person, day), day, clock.now(), everything=everything)


def task_for(person: Person, project: Project, label: str, in_days: int) -> Task:
    return TaskFactory(
        project=project,
        label=label,
        due_on=clock.today() + timedelta(days=in_days),
        owner=person,
        owner_accepted_at=clock.now(),
    )


def told(page: TodayPage) -> list[str]:
    return [each.line.text for each in page.actions]


def test_the_nearest_date_comes_first_and_what_is_late_before_it(
    owner: Person, project: Project
) -> None:
    task_for(owner, project, "Plus tard", 9)
    task_for(owner, project, "En retard", -2)
    task_for(owner, project, "Demain", 1)
    assert told(page_of(owner)) == ["En retard", "Demain", "Plus tard"]


def test_only_five_are_shown_and_the_rest_is_counted(owner: Person, project: Project) -> None:
    for number in range(7):
        task_for(owner, project, f"Tâche {number}", number)
    page = page_of(owner)
    assert told(page) == [f"Tâche {number}" for number in range(5)]
    assert page.more == 2
    assert len(page_of(owner, everything=True).actions) == 7


def test_all_her_teams_are_in_one_list_told_apart(
    owner: Person, team: Team, other_team: Team, project: Project
) -> None:
    TeamMembershipFactory(person=owner, team=other_team, role="COORDINATOR")
    elsewhere = ProjectFactory(team=other_team)
    task_for(owner, project, "Ici", 2)
    task_for(owner, elsewhere, "Là-bas", 1)
    assert [(each.line.text, each.team) for each in page_of(owner).actions] == [
        ("Là-bas", other_team),
        ("Ici", team),
    ]


def test_a_file_to_be_deposited_comes_before_tasks_of_its_last_days(
    owner: Person, project: Project
) -> None:
    call = CallFactory(closes_at=clock.now() + timedelta(days=12))
    ApplicationFactory(project=project, call=call, responsible=owner)
    task_for(owner, project, "Dans une semaine", 7)
    assert told(page_of(owner)) == [
        f"Dossier NON déposé : {project.title}",
        "Dans une semaine",
    ]


def test_a_very_old_task_does_not_hide_the_order_of_the_others(
    owner: Person, project: Project
) -> None:
    task_for(owner, project, "Depuis un mois", -30)
    task_for(owner, project, "Depuis huit jours", -8)
    call = CallFactory(closes_at=clock.now() + timedelta(days=2))
    ApplicationFactory(project=project, call=call, responsible=owner)
    assert told(page_of(owner))[0].startswith("Dossier NON déposé")


def test_who_belongs_nowhere_has_nothing(db: None) -> None:
    from tests.factories import PersonFactory

    page = page_of(PersonFactory(account=True))
    assert (page.actions, page.waits, page.dates, page.shared) == ([], [], [], [])
