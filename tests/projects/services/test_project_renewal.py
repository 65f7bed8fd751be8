from datetime import date

import pytest

from coordination.models import Person, Team
from projects.models import Action, FramingNote, Indicator, Objective, Project, Task
from projects.services.project_renewal import a_year_later, renew_project
from tests.factories import (
    ActionFactory,
    EngagementRoundFactory,
    FramingNoteFactory,
    IndicatorFactory,
    ObjectiveFactory,
    PartnerFactory,
    ProjectRoleFactory,
    PublicFactory,
    TaskFactory,
)


@pytest.mark.parametrize(
    ("day", "later"),
    [
        (date(2026, 10, 6), date(2027, 10, 5)),  # a Tuesday
        (date(2026, 10, 1), date(2027, 10, 7)),  # a Thursday, kept in October
        (date(2026, 5, 31), date(2027, 5, 30)),  # a Sunday
    ],
)
def test_same_day_of_the_week_and_same_month_a_year_later(day: date, later: date) -> None:
    assert a_year_later(day) == later
    assert later.weekday() == day.weekday()


def test_a_working_day_that_would_fall_on_a_holiday_moves_to_the_next_one() -> None:
    assert a_year_later(date(2026, 11, 12)) == date(2027, 11, 12)


@pytest.fixture
def source(project: Project) -> Project:
    """A project with its method, its plan and the life it had."""
    Project.unscoped.filter(pk=project.pk).update(
        anchor_date=date(2026, 10, 6), stage=Project.Stage.REVIEW, status=Project.Status.DONE
    )
    project.refresh_from_db()
    project.publics.add(PublicFactory())
    FramingNoteFactory(project=project, idea="Une matinée au collège.")
    general = ObjectiveFactory(project=project)
    specific = ObjectiveFactory(
        project=project, level=Objective.Level.SPECIFIC, parent=general, text="Informer."
    )
    IndicatorFactory(project=project, objective=specific, name="Élèves rencontrés")
    PartnerFactory(project=project, name="Collège", has_agreement=True)
    action = ActionFactory(
        project=project, label="Stand", date=date(2026, 10, 6), state=Action.State.DONE
    )
    ActionFactory(project=project, label="Annulée", state=Action.State.CANCELLED)
    first = TaskFactory(project=project, label="Salle", due_on=date(2026, 9, 8), action=action)
    TaskFactory(project=project, label="Affiches", due_on=date(2026, 9, 15), after=first)
    ProjectRoleFactory(project=project)
    EngagementRoundFactory(project=project)
    return project


@pytest.fixture
def fresh(source: Project, owner: Person) -> Project:
    return renew_project(actor=owner, project=source)


def test_it_begins_again_with_its_lineage_and_its_teams(
    fresh: Project, source: Project, team: Team
) -> None:
    assert (fresh.renewed_from, fresh.origin) == (source, Project.Origin.RENEWED)
    assert (fresh.stage, fresh.status) == (Project.Stage.NEED, Project.Status.ONGOING)
    assert list(fresh.project_teams.values_list("team", "is_lead")) == [(team.pk, True)]
    assert fresh.anchor_date == date(2027, 10, 5)


def test_the_source_does_not_move(fresh: Project, source: Project) -> None:
    before = source.anchor_date, source.stage, source.tasks.count()
    source.refresh_from_db()
    assert (source.anchor_date, source.stage, source.tasks.count()) == before
    assert source.renewed_from is None


def test_the_method_is_copied_with_its_tree(fresh: Project) -> None:
    specific = Objective.unscoped.get(project=fresh, level=Objective.Level.SPECIFIC)
    assert specific.parent == Objective.unscoped.get(project=fresh, level="GENERAL")
    assert Indicator.unscoped.get(project=fresh).objective == specific
    assert FramingNote.unscoped.get(project=fresh).idea == "Une matinée au collège."
    assert list(fresh.publics.values_list("pk", flat=True)) == ["ADOLESCENTS"]
    assert list(fresh.partners.values_list("name", "has_agreement")) == [("Collège", False)]


def test_the_plan_is_to_be_done_again_a_year_later(fresh: Project) -> None:
    action = Action.unscoped.get(project=fresh)
    assert (action.label, action.state, action.date) == (
        "Stand",
        Action.State.PLANNED,
        date(2027, 10, 5),
    )
    posters = Task.unscoped.get(project=fresh, label="Affiches")
    assert posters.due_on == date(2027, 9, 14)
    assert posters.after == Task.unscoped.get(project=fresh, label="Salle")
    assert posters.after.action == action


def test_nobody_is_assigned_in_advance_and_nothing_is_done_yet(fresh: Project) -> None:
    assert not fresh.roles.exists()
    assert not fresh.engagement_rounds.exists()
    assert not Task.unscoped.filter(project=fresh).exclude(owner=None, done_at=None).exists()
