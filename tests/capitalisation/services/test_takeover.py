"""« Reprendre ce projet »: the frame comes, nothing of the other team does."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from capitalisation.models import ExperienceSheet, Takeover
from capitalisation.queries.lineage import ancestors_of, descent_of
from capitalisation.services.publication import withdraw_sheet
from capitalisation.services.takeover import TakeoverChoice, describe_takeover, take_over_project
from coordination.models import Person, Team
from msp_portal.kit import clock
from msp_portal.kit.models import Event, Reminder
from msp_portal.kit.scoping import NOBODY
from msp_portal.reference.calendar import is_working_day
from projects.models import (
    Action,
    Fact,
    Indicator,
    Objective,
    Partner,
    Project,
    ProjectRole,
    ProjectTeam,
    Task,
)
from tests.factories import (
    FactFactory,
    ObjectiveFactory,
    PersonFactory,
    TaskFactory,
    TeamFactory,
    published_sheet,
)


@pytest.fixture
def out(
    told_project: Project, passages: Indicator, owner: Person, teammate: Person
) -> ExperienceSheet:
    told_project.anchor_date = clock.today()
    told_project.anchor_label = "La matinée"
    told_project.save()
    general = Objective.unscoped.get(project=told_project)
    ObjectiveFactory(
        project=told_project, level="SPECIFIQUE", parent=general, text="Deux classes en parlent."
    )
    TaskFactory(
        project=told_project,
        label="Réserver la cour",
        plan_key="action:room",
        due_on=clock.today() - timedelta(days=40),
        owner=teammate,
        owner_accepted_at=clock.now(),
        done_at=clock.now(),
    )
    TaskFactory(project=told_project, label="Appeler M. Dupont", plan_key="action:call")
    TaskFactory(project=told_project, label="Retrouver les clés de la salle")
    return published_sheet(told_project, actor=owner)


def choice(team: Team, **changes: object) -> TakeoverChoice:
    anchor = clock.today() + timedelta(days=120)
    given = {"team": team, "title": "Chez nous aussi", "anchor": anchor, **changes}
    return TakeoverChoice(**given)  # type: ignore[arg-type]


@pytest.fixture
def taken(out: ExperienceSheet, stranger: Person, other_team: Team) -> Takeover:
    return take_over_project(actor=stranger, sheet=out, choice=choice(other_team))


def test_the_frame_comes_along(taken: Takeover) -> None:
    project = Project.unscoped.get(pk=taken.project_id)
    assert (project.title, project.origin) == ("Chez nous aussi", Project.Origin.TAKEN_OVER)
    note = project.framing_note
    assert note.idea == "Une matinée sans tabac au collège."
    assert note.actions_text == "Un stand, un débat."
    specific = Objective.unscoped.get(project=project, level="SPECIFIQUE")
    assert specific.parent.text == "Retarder l’entrée dans le tabac."
    assert list(
        Indicator.unscoped.filter(project=project).values_list("name", "target", "baseline")
    ) == [("Passages au stand", None, None)]
    assert list(Action.unscoped.filter(project=project).values_list("label", "state")) == [
        ("Stand à la récréation", "PREVUE")
    ]


def test_no_fact_no_person_no_money_no_place_comes_along(taken: Takeover) -> None:
    project = Project.unscoped.get(pk=taken.project_id)
    assert not Fact.unscoped.filter(project=project).exists()
    assert not ProjectRole.unscoped.filter(project=project).exists()
    assert not Partner.unscoped.filter(project=project).exists()
    assert not Task.unscoped.filter(project=project, owner__isnull=False).exists()
    assert not project.communes.exists()
    note = project.framing_note
    assert (note.referents_text, note.funding_text, note.need) == ("", "", "")
    assert project.created_by_id != taken.sheet.created_by_id


def test_nothing_that_names_somebody_is_even_published(out: ExperienceSheet) -> None:
    frozen = str(out.snapshot.data)
    for secret in ("Dupont", "Secret", "Untel", "5 000"):
        assert secret not in frozen


def test_only_planned_steps_come_dated_on_good_days_before_the_chosen_one(
    taken: Takeover,
) -> None:
    (task,) = Task.unscoped.filter(project=taken.project)
    assert task.label == "Réserver la cour"
    assert task.done_at is None
    anchor = taken.project.anchor_date
    assert anchor - timedelta(days=70) <= task.due_on <= anchor - timedelta(days=40)
    assert is_working_day(task.due_on, taken.team.department_id)


def test_without_a_date_nothing_is_dated(
    out: ExperienceSheet, stranger: Person, other_team: Team
) -> None:
    taken = take_over_project(actor=stranger, sheet=out, choice=choice(other_team, anchor=None))
    assert not Task.unscoped.filter(project=taken.project).exists()
    assert Action.unscoped.get(project=taken.project).date is None


def test_what_the_team_changed_after_publishing_does_not_leave_it(
    out: ExperienceSheet, stranger: Person, other_team: Team
) -> None:
    Objective.unscoped.filter(project=out.project).update(text="Un objectif gardé pour nous")
    FactFactory(project=out.project, indicator=Indicator.unscoped.get(project=out.project))
    taken = take_over_project(actor=stranger, sheet=out, choice=choice(other_team))
    texts = Objective.unscoped.filter(project=taken.project).values_list("text", flat=True)
    assert "Un objectif gardé pour nous" not in texts


@pytest.mark.parametrize("fault", ["withdrawn", "not offered", "own", "past"])
def test_refusals(
    fault: str, out: ExperienceSheet, owner: Person, team: Team, stranger: Person, other_team: Team
) -> None:
    wanted = choice(other_team)
    if fault == "withdrawn":
        withdraw_sheet(actor=owner, sheet=out)
    elif fault == "not offered":
        ExperienceSheet.unscoped.filter(pk=out.pk).update(takeover_agreed=False)
        section = out.sections.get(key="FREINS")
        section.text = "Autre chose."
        section.save()
        from capitalisation.services.publication import publish_sheet

        publish_sheet(actor=owner, sheet=out)
    elif fault == "own":
        wanted = choice(team)
    else:
        wanted = choice(other_team, anchor=date(2020, 1, 6))
    before = Project.unscoped.count()
    with pytest.raises(ValidationError):
        take_over_project(actor=stranger, sheet=out, choice=wanted)
    assert Project.unscoped.count() == before


def test_the_source_team_is_told_on_monday_and_by_its_journal(
    taken: Takeover, owner: Person, team: Team, other_team: Team
) -> None:
    line = Reminder.objects.get(kind="projet-repris")
    assert line.recipient == owner
    event = Event.unscoped.get(verb="sheet.taken_over")
    assert event.team_ids == [team.pk]
    assert event.changes["team"] == [None, other_team.name]
    assert event.actor is None


def test_it_is_no_sign_of_life_of_the_source_project(
    out: ExperienceSheet, stranger: Person, other_team: Team
) -> None:
    before = Project.unscoped.get(pk=out.project_id).last_activity_at
    take_over_project(actor=stranger, sheet=out, choice=choice(other_team))
    assert Project.unscoped.get(pk=out.project_id).last_activity_at == before


def test_the_public_names_only_who_agreed_the_source_team_sees_all(
    taken: Takeover, out: ExperienceSheet, owner: Person, scope_of
) -> None:
    assert [line.team for line in descent_of(out, NOBODY).named] == []
    assert descent_of(out, NOBODY).unnamed == 1
    assert [line.team for line in descent_of(out, scope_of(owner)).named] == [taken.team.name]
    describe_takeover(
        actor=taken.project.created_by,
        takeover=taken,
        changes_text="Au lycée plutôt qu’au collège.",
        shown_publicly=True,
    )
    (line,) = descent_of(out, NOBODY).named
    assert (line.team, line.changes) == (taken.team.name, "Au lycée plutôt qu’au collège.")


def test_a_takeover_of_a_takeover_shows_the_whole_chain(
    taken: Takeover, out: ExperienceSheet, stranger: Person
) -> None:
    second = published_sheet(taken.project, actor=stranger, title="Deuxième maillon")
    third_team = TeamFactory(name="MSP du Troisième")
    third_person = PersonFactory(account=True, member_of=third_team)
    third = take_over_project(
        actor=third_person, sheet=second, choice=choice(third_team, shown_publicly=True)
    )
    chain = ancestors_of(third.project_id)
    assert [(step.title, step.team) for step in chain] == [
        ("Deuxième maillon", "MSP des Dunes"),
        (out.title, "MSP du Canal"),
    ]
    below = descent_of(out, NOBODY)
    assert below.total == 2
    assert [(line.team, line.step) for line in below.named] == [("MSP du Troisième", 2)]
    assert [step["title"] for step in second.snapshot.data["lineage"]] == [out.title]


def test_a_link_of_the_chain_taken_back_keeps_its_place_not_its_name(
    taken: Takeover, out: ExperienceSheet, owner: Person
) -> None:
    withdraw_sheet(actor=owner, sheet=out)
    (step,) = ancestors_of(taken.project_id)
    assert (step.title, step.team, step.slug) == ("une fiche retirée depuis", "", "")


def test_the_new_project_belongs_to_the_taking_team_alone(taken: Takeover) -> None:
    teams = ProjectTeam.unscoped.filter(project=taken.project).values_list("team_id", flat=True)
    assert list(teams) == [taken.team_id]
