"""« Partir d’un modèle »: everything as drafts, good days, nobody assigned, one project per gesture."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from pytest_django import DjangoAssertNumQueries

from coordination.models import Ask, Person, Team
from msp_portal.kit import clock
from msp_portal.kit.models import Event
from msp_portal.reference.calendar import is_working_day, obstacle
from projects.models import (
    Action,
    Budget,
    BudgetLine,
    FramingNote,
    Indicator,
    Objective,
    Partner,
    Project,
    ProjectRole,
    Task,
)
from projects.services.plan_backward import PAST, plan_action_date
from projects.services.starters import StarterChoice, start_from_starter
from projects.starters import Starter, all_starters, starter_of
from projects.starters.picked import Picked, Ticks, pick, ticks_of
from projects.starters.plan import plan_steps_of
from tests.factories import TeamFactory

STARTERS = all_starters()
NONE = Ticks(*[frozenset[str]()] * 7)


def tobacco() -> Starter:
    found = starter_of("tabac")
    assert found is not None
    return found


@pytest.fixture
def day() -> date:
    """A working Thursday, some nine months from today."""
    wanted = clock.today() + timedelta(days=280)
    while wanted.weekday() != 3 or not is_working_day(wanted):
        wanted += timedelta(days=1)
    return wanted


def choice(team: Team, **changes: object) -> StarterChoice:
    return StarterChoice(**{"team": team, "title": "Chez nous", **changes})  # type: ignore[arg-type]


@pytest.fixture
def opened(owner: Person, team: Team, day: date) -> Project:
    return start_from_starter(actor=owner, starter=tobacco(), choice=choice(team, anchor=day))


@pytest.mark.parametrize("starter", STARTERS, ids=lambda one: one.code)
def test_every_model_opens_a_whole_project(
    starter: Starter, owner: Person, team: Team, day: date
) -> None:
    project = start_from_starter(
        actor=owner, starter=starter, choice=choice(team, title=starter.title, anchor=day)
    )
    kept = pick(starter)
    assert Objective.unscoped.filter(project=project).count() == len(starter.objectives)
    assert Indicator.unscoped.filter(project=project).count() == len(starter.indicators)
    assert Action.unscoped.filter(project=project).count() == len(starter.actions)
    assert Task.unscoped.filter(project=project).count() == len(kept.steps)
    assert Partner.unscoped.filter(project=project).count() == len(starter.partners)
    assert BudgetLine.unscoped.filter(project=project).count() == len(starter.costs)
    assert not Task.unscoped.filter(project=project, due_on=None).exists()


def test_the_project_says_where_it_comes_from(opened: Project, team: Team) -> None:
    assert (opened.origin, opened.starter_code) == (Project.Origin.STARTER, "tabac")
    assert opened.main_theme_id == "TABAC"
    assert opened.level == "PATIENTELE"
    assert set(opened.publics.values_list("pk", flat=True)) == set(tobacco().publics)
    assert set(opened.places_of_action.values_list("pk", flat=True)) == set(tobacco().settings)
    event = Event.unscoped.get(verb="project.started_from")
    assert event.changes == {"starter": [None, "Tabac"]}
    assert FramingNote.unscoped.get(project=opened).need == tobacco().framing.need


def test_the_tree_of_objectives_keeps_its_branches_and_its_figures(opened: Project) -> None:
    workshop = Objective.unscoped.get(project=opened, text__startswith="Tenir trois ateliers")
    assert workshop.parent is not None
    assert workshop.parent.level == "SPECIFIQUE"
    assert workshop.parent.parent is not None
    assert workshop.parent.parent.level == "GENERAL"
    assert [one.name for one in workshop.indicators.all()] == ["Participants aux ateliers"]


def test_what_only_the_team_knows_stays_empty(opened: Project) -> None:
    indicators = Indicator.unscoped.filter(project=opened)
    assert {(one.baseline, one.target) for one in indicators} == {(None, None)}
    lines = BudgetLine.unscoped.filter(project=opened)
    assert {(line.amount, line.spent) for line in lines} == {(0, None)}
    assert "Affiches et tracts : 50 à 200 €" in Budget.unscoped.get(project=opened).note
    assert Budget.unscoped.get(project=opened).year == opened.anchor_date.year
    assert not Partner.unscoped.filter(project=opened, contact__isnull=False).exists()


def test_shared_cards_are_named(opened: Project) -> None:
    cards = set(Indicator.unscoped.filter(project=opened).values_list("card_key", flat=True))
    assert {"ARRET_TABAC_3_MOIS", "PRO_FORMES", "PASSAGES"} <= cards


def test_the_journal_tells_it_in_a_few_lines(opened: Project) -> None:
    told = [event.verb for event in Event.unscoped.order_by("pk")]
    assert told[0] == "project.opened"
    assert told[-1] == "project.started_from"
    assert len(told) <= 6


def test_a_long_model_is_written_in_a_bounded_number_of_queries(
    owner: Person, team: Team, day: date, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    """Thirty tasks are one insertion: the model's length does not count."""
    starter = next(one for one in STARTERS if one.code == "chutes")
    with django_assert_max_num_queries(110):
        start_from_starter(actor=owner, starter=starter, choice=choice(team, anchor=day))


def test_nobody_is_assigned_nor_written_to(opened: Project) -> None:
    assert not Task.unscoped.filter(project=opened, owner__isnull=False).exists()
    assert not ProjectRole.unscoped.filter(project=opened).exists()
    assert not Ask.unscoped.exists()


def test_who_says_she_carries_it_carries_it(owner: Person, team: Team) -> None:
    project = start_from_starter(actor=owner, starter=tobacco(), choice=choice(team, carries=True))
    role = ProjectRole.unscoped.get(project=project)
    assert (role.person, role.role) == (owner, ProjectRole.Role.CARRIER)


def test_every_task_falls_on_a_good_day_for_the_team(opened: Project, team: Team) -> None:
    for task in Task.unscoped.filter(project=opened):
        assert task.due_on is not None
        met = obstacle(task.due_on, team.school_zone, department=team.department_id)
        assert met is None or task.due_on == opened.anchor_date, (task.label, task.due_on, met)
        assert task.planned_on == task.due_on


def test_weekends_and_holidays_move_a_task_and_say_why(owner: Person) -> None:
    """Around Thursday 13 May 2027 in Brittany: three weeks before falls in the spring holidays
    (18 April to 2 May), ten days after on a Sunday."""
    team = TeamFactory(department_id="35")
    starter = next(one for one in STARTERS if one.code == "depistages-cancers")
    project = start_from_starter(
        actor=owner, starter=starter, choice=choice(team, anchor=date(2027, 5, 13))
    )
    posters = Task.unscoped.filter(project=project, label__startswith="Porter des affiches")
    assert {task.due_on for task in posters} == {date(2027, 4, 16)}
    announced = Task.unscoped.get(project=project, label__startswith="Annoncer")
    assert announced.due_on == date(2027, 4, 15)  # one day before, so that the order is kept
    assert "vacances de printemps" in announced.date_note
    after = Task.unscoped.get(project=project, label__startswith="Faire le point à chaud")
    assert after.due_on == date(2027, 5, 24)
    assert after.date_note


def test_without_a_date_the_tasks_wait_for_one(owner: Person, team: Team) -> None:
    project = start_from_starter(actor=owner, starter=tobacco(), choice=choice(team))
    tasks = Task.unscoped.filter(project=project)
    assert tasks.count() == len(pick(tobacco()).steps)
    assert set(tasks.values_list("due_on", flat=True)) == {None}
    assert project.anchor_date is None


def test_a_date_chosen_later_places_the_same_tasks(owner: Person, team: Team, day: date) -> None:
    project = start_from_starter(actor=owner, starter=tobacco(), choice=choice(team))
    before = Task.unscoped.filter(project=project).count()
    outcome = plan_action_date(
        actor=owner,
        project=project,
        anchor=day,
        label="Le stand",
        steps=plan_steps_of(project.starter_code),
    )
    assert (len(outcome.created), len(outcome.moved)) == (0, before)
    assert not Task.unscoped.filter(project=project, due_on=None).exists()


def test_the_actions_follow_the_date_unless_somebody_moved_them(
    opened: Project, owner: Person, day: date
) -> None:
    workshops = Action.unscoped.get(project=opened, label__startswith="Trois ateliers")
    by_hand = day + timedelta(days=40)
    Action.unscoped.filter(pk=workshops.pk).update(date=by_hand)
    later = day + timedelta(days=14)
    plan_action_date(actor=owner, project=opened, anchor=later, label="Le stand", steps=[])
    dates = dict(Action.unscoped.filter(project=opened).values_list("label", "date"))
    assert dates["Stand « Et si on essayait un mois ? »"] == later
    assert dates[workshops.label] == by_hand


def test_actions_without_a_date_receive_one_with_the_plan(
    owner: Person, team: Team, day: date
) -> None:
    project = start_from_starter(actor=owner, starter=tobacco(), choice=choice(team))
    assert not Action.unscoped.filter(project=project, date__isnull=False).exists()
    plan_action_date(actor=owner, project=project, anchor=day, label="Le stand", steps=[])
    assert not Action.unscoped.filter(project=project, date=None).exists()


def test_each_place_of_a_small_part_is_one_task_of_its_action(opened: Project) -> None:
    places = Task.unscoped.filter(project=opened, label__startswith="Tenir le stand (1 h")
    assert places.count() == 4
    assert {task.action.label for task in places if task.action} == {
        "Stand « Et si on essayait un mois ? »"
    }
    assert {task.due_on for task in places} == {opened.anchor_date}


def test_only_what_is_ticked_comes(owner: Person, team: Team, day: date) -> None:
    ticks = Ticks(
        frozenset({"essai"}),
        frozenset(),
        frozenset({"equipe", "disparue"}),
        *[frozenset[str]()] * 4,
    )
    project = start_from_starter(
        actor=owner,
        starter=tobacco(),
        choice=choice(team, anchor=day, picked=pick(tobacco(), ticks)),
    )
    alone = Objective.unscoped.get(project=project)
    assert (alone.level, alone.parent) == ("SPECIFIQUE", None)
    assert Task.unscoped.get(project=project).plan_key == "action:equipe"
    assert not Budget.unscoped.filter(project=project).exists()
    assert not Indicator.unscoped.filter(project=project).exists()


def test_nothing_ticked_opens_a_project_all_the_same(owner: Person, team: Team) -> None:
    project = start_from_starter(
        actor=owner, starter=tobacco(), choice=choice(team, picked=Picked())
    )
    assert not Task.unscoped.filter(project=project).exists()
    assert pick(tobacco(), NONE) == Picked()


def test_what_is_not_usual_comes_unticked() -> None:
    starter = starter_of("sante-environnement")
    assert starter is not None
    assert "radon" not in ticks_of(starter).tasks
    assert "radon" in {task.key for task in starter.tasks}


def test_a_button_tapped_twice_opens_one_project(owner: Person, team: Team, day: date) -> None:
    first, second = (
        start_from_starter(actor=owner, starter=tobacco(), choice=choice(team, anchor=day))
        for _ in range(2)
    )
    assert first.pk == second.pk
    assert Project.unscoped.count() == 1


def test_the_same_model_serves_again_later(owner: Person, team: Team, day: date) -> None:
    first = start_from_starter(actor=owner, starter=tobacco(), choice=choice(team, anchor=day))
    later = clock.now() + timedelta(minutes=5)
    second = start_from_starter(
        actor=owner, starter=tobacco(), choice=choice(team, anchor=day, now=later)
    )
    assert first.pk != second.pk


@pytest.mark.parametrize(
    ("changes", "key", "words"),
    [
        ({"title": "  "}, "title", "Un projet a besoin d’un titre, même provisoire."),
        ({"anchor": date(2020, 1, 6)}, "anchor", PAST),
    ],
)
def test_a_refusal_leaves_nothing_behind(
    owner: Person, team: Team, changes: dict[str, object], key: str, words: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        start_from_starter(actor=owner, starter=tobacco(), choice=choice(team, **changes))
    assert refused.value.message_dict == {key: [words]}
    assert not Project.unscoped.exists()
