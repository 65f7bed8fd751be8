"""A task or a role offered is answered on its line; so is a figure."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from coordination.models import Ask, Person, Team
from coordination.queries.scopes import standing_of
from coordination.today.asks import perform
from msp_portal.kit import clock
from msp_portal.kit.today import Act, ActDone, Part
from msp_portal.today.queries.page import reader_of
from projects.models import Fact, Project, ProjectRole
from projects.services.figures import ask_figure
from projects.services.roles import propose_role
from projects.services.tasks import offer_task
from tests.factories import IndicatorFactory, TaskFactory
from tests.today.support import lines_of

pytestmark = pytest.mark.django_db


def answer(person: Person, name: str, value: str = "") -> ActDone:
    day = clock.today()
    reader = reader_of(standing_of(person, day), day, clock.now())
    return perform(person, reader, Ask.unscoped.get(person=person).pk, name, value)


def acts(person: Person) -> list[str]:
    (line,) = lines_of(person, Part.ACTION)
    return [act.label for act in line.acts]


def test_a_task_offered(owner: Person, teammate: Person, project: Project) -> None:
    task = TaskFactory(project=project, due_on=clock.today() + timedelta(days=3))
    offer_task(actor=owner, task=task, person=teammate)
    assert acts(teammate) == ["Oui, je m’en occupe", "Pas cette fois"]
    answer(teammate, "tache-oui")
    task.refresh_from_db()
    assert task.responsible_id == teammate.pk


def test_not_this_time_frees_the_task_and_is_asked_no_more(
    owner: Person, teammate: Person, project: Project
) -> None:
    task = TaskFactory(project=project)
    offer_task(actor=owner, task=task, person=teammate)
    answer(teammate, "tache-non")
    task.refresh_from_db()
    assert task.owner is None
    assert lines_of(teammate, Part.ACTION) == []


@pytest.mark.parametrize(("said", "left"), [("role-oui", 1), ("role-non", 0)])
def test_a_role_offered(
    owner: Person, teammate: Person, team: Team, project: Project, said: str, left: int
) -> None:
    propose_role(
        actor=owner, project=project, team=team, person=teammate,
        role=ProjectRole.Role.REFERENT,
    )  # fmt: skip
    assert acts(teammate) == ["Oui, je le fais", "Pas cette fois"]
    answer(teammate, said)
    held = ProjectRole.unscoped.filter(person=teammate, accepted_at__isnull=False)
    assert held.count() == left


def test_a_figure_and_its_honest_other_answer(
    owner: Person, teammate: Person, team: Team, project: Project
) -> None:
    ask_figure(
        actor=owner, indicator=IndicatorFactory(project=project), team=team, persons=[teammate],
        date=clock.today(),
    )  # fmt: skip
    (line,) = lines_of(teammate, Part.ACTION)
    assert line.acts == (
        Act("chiffre", "Noter", field="Combien ?"),
        Act("non-mesure", "Non mesuré"),
    )
    for typed in ("", "-3", "2,5", "voir description"):
        with pytest.raises(ValidationError):
            answer(teammate, "chiffre", typed)
    assert Fact.unscoped.count() == 0
    answer(teammate, "non-mesure", "ce qui était tapé")
    assert Fact.unscoped.get().not_measured
