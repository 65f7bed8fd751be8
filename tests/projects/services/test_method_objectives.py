"""Objectives and their indicators: one tree, one transaction, nothing overwritten."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from coordination.models import Person
from msp_portal.kit.locking import StaleSave
from projects.models import Indicator, Objective, Project
from projects.queries.objectives import objective_tree
from projects.services.indicators import (
    IndicatorSave,
    put_indicator_aside,
    take_indicator_back,
)
from projects.services.objectives import move_objective, save_objective
from tests.factories import IndicatorFactory, ObjectiveFactory

pytestmark = pytest.mark.django_db


def write(project: Project, actor: Person, **changes: object) -> Objective:
    values = {"level": "SPECIFIQUE", "text": "Les élèves sauront dire non.", **changes}
    return save_objective(actor=actor, project=project, changes=values)


def test_an_objective_and_its_indicators_are_written_together(
    project: Project, owner: Person
) -> None:
    saved = save_objective(
        actor=owner,
        project=project,
        changes={"level": "SPECIFIQUE", "text": "Les élèves sauront dire non."},
        indicators=[
            IndicatorSave({"name": "Ateliers tenus", "kind": "PROCESSUS", "target": Decimal(3)}),
            IndicatorSave({"name": "Élèves qui citent deux lieux", "kind": "RESULTAT"}),
        ],
    )
    assert list(saved.indicators.values_list("name", "target")) == [
        ("Ateliers tenus", Decimal(3)),
        ("Élèves qui citent deux lieux", None),
    ]


def test_a_stale_indicator_leaves_the_objective_unwritten_too(
    project: Project, owner: Person
) -> None:
    objective = ObjectiveFactory(project=project, level="SPECIFIQUE")
    indicator = IndicatorFactory(project=project, objective=objective, name="Un", version=2)
    with pytest.raises(StaleSave):
        save_objective(
            actor=owner,
            project=project,
            objective=objective,
            expected_version=1,
            changes={"text": "Autrement dit."},
            indicators=[IndicatorSave({"name": "Deux"}, indicator, expected_version=1)],
        )
    objective.refresh_from_db()
    assert objective.text != "Autrement dit."


@pytest.mark.parametrize(
    ("level", "parent_level"),
    [("GENERAL", "GENERAL"), ("SPECIFIQUE", "SPECIFIQUE"), ("SPECIFIQUE", "OPERATIONNEL")],
)
def test_an_objective_contributes_to_a_level_above(
    level: str, parent_level: str, project: Project, owner: Person
) -> None:
    parent = ObjectiveFactory(project=project, level=parent_level)
    with pytest.raises(ValidationError):
        write(project, owner, level=level, parent=parent)


def test_an_objective_of_another_project_is_no_parent(project: Project, owner: Person) -> None:
    with pytest.raises(ValidationError):
        write(project, owner, parent=ObjectiveFactory())


def test_an_objective_does_not_go_below_those_that_contribute_to_it(
    project: Project, owner: Person
) -> None:
    parent = ObjectiveFactory(project=project, level="SPECIFIQUE")
    ObjectiveFactory(project=project, level="OPERATIONNEL", parent=parent)
    with pytest.raises(ValidationError):
        save_objective(
            actor=owner,
            project=project,
            objective=parent,
            expected_version=1,
            changes={"level": "OPERATIONNEL"},
        )


def test_the_tree_puts_each_under_what_it_contributes_to(project: Project, owner: Person) -> None:
    top = write(project, owner, level="GENERAL", text="Moins de tabac.")
    first = write(project, owner, parent=top, text="Un")
    second = write(project, owner, parent=top, text="Deux")
    write(project, owner, level="OPERATIONNEL", parent=second, text="Trois ateliers")
    alone = write(project, owner, level="OPERATIONNEL", text="Seul")
    loose = IndicatorFactory(project=project)
    move_objective(actor=owner, objective=second, up=True)
    tree = objective_tree(_scope(project), project)
    assert [branch.objective.pk for branch in tree.roots] == [top.pk, alone.pk]
    below = tree.roots[0].children
    assert [branch.objective.pk for branch in below] == [second.pk, first.pk]
    assert (below[0].first, below[0].last, below[1].last) == (True, False, True)
    assert below[0].children[0].objective.text == "Trois ateliers"
    assert tree.loose == [loose]


def test_an_indicator_put_aside_keeps_its_place_and_comes_back(
    project: Project, owner: Person
) -> None:
    objective = ObjectiveFactory(project=project)
    indicator = IndicatorFactory(project=project, objective=objective)
    put_indicator_aside(actor=owner, indicator=indicator)
    tree = objective_tree(_scope(project), project)
    assert tree.roots[0].indicators == []
    assert tree.aside == [indicator]
    take_indicator_back(actor=owner, indicator=indicator)
    assert Indicator.unscoped.get(pk=indicator.pk).archived_at is None
    assert objective_tree(_scope(project), project).roots[0].indicators == [indicator]


def _scope(project: Project) -> object:
    from msp_portal.kit.scoping import Scope
    from projects.services.project_activity import team_ids_of

    return Scope.of(team_ids=team_ids_of(project))
