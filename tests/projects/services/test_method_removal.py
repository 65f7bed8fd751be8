"""What is taken out of a project is put back whole, once, within thirty days."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from coordination.models import Person
from msp_portal.kit import clock
from projects.models import DiagnosticItem, Indicator, Objective, PartnerOpinion, Project, Task
from projects.services.partners import remove_partner
from projects.services.project_removal import remove_row, restore_removed
from projects.services.tasks import remove_task
from tests.factories import (
    DiagnosticItemFactory,
    IndicatorFactory,
    ObjectiveFactory,
    PartnerFactory,
    PartnerOpinionFactory,
    TaskFactory,
)

pytestmark = pytest.mark.django_db


def test_a_line_comes_back_as_it_was(project: Project, owner: Person) -> None:
    item = DiagnosticItemFactory(project=project, kind="DONNEE", source="Insee", year=2024)
    pk = item.pk
    event = remove_row(actor=owner, row=item, verb="diagnostic.removed")
    assert not DiagnosticItem.unscoped.filter(project=project).exists()
    restore_removed(actor=owner, project=project, event=event)
    back = DiagnosticItem.unscoped.get(project=project)
    assert (back.pk, back.text, back.source, back.year) == (pk, item.text, "Insee", 2024)


def test_an_objective_comes_back_with_what_hung_from_it(project: Project, owner: Person) -> None:
    top = ObjectiveFactory(project=project)
    middle = ObjectiveFactory(project=project, level="SPECIFIQUE", parent=top)
    low = ObjectiveFactory(project=project, level="OPERATIONNEL", parent=middle)
    indicator = IndicatorFactory(project=project, objective=low)
    event = remove_row(actor=owner, row=top, verb="objective.removed")
    assert not Objective.unscoped.filter(project=project).exists()
    assert Indicator.unscoped.get(pk=indicator.pk).objective is None
    restore_removed(actor=owner, project=project, event=event)
    assert Objective.unscoped.get(pk=low.pk).parent_id == middle.pk
    assert Indicator.unscoped.get(pk=indicator.pk).objective_id == low.pk


def test_an_indicator_given_to_another_objective_since_stays_there(
    project: Project, owner: Person
) -> None:
    first, second = ObjectiveFactory(project=project), ObjectiveFactory(project=project)
    indicator = IndicatorFactory(project=project, objective=first)
    event = remove_row(actor=owner, row=first, verb="objective.removed")
    Indicator.unscoped.filter(pk=indicator.pk).update(objective=second)
    restore_removed(actor=owner, project=project, event=event)
    assert Indicator.unscoped.get(pk=indicator.pk).objective_id == second.pk


def test_a_partner_comes_back_with_its_opinion(project: Project, owner: Person) -> None:
    given = PartnerOpinionFactory(partner=PartnerFactory(project=project))
    event = remove_partner(actor=owner, partner=given.partner)
    restore_removed(actor=owner, project=project, event=event)
    assert PartnerOpinion.unscoped.get(pk=given.pk).need == given.need


def test_what_came_after_a_task_comes_after_it_again(project: Project, owner: Person) -> None:
    before = TaskFactory(project=project)
    pk = before.pk
    following = TaskFactory(project=project, after=before)
    event = remove_task(actor=owner, task=before)
    assert Task.unscoped.get(pk=following.pk).after is None
    restore_removed(actor=owner, project=project, event=event)
    assert Task.unscoped.get(pk=following.pk).after_id == pk


def test_putting_back_twice_is_refused_and_doubles_nothing(project: Project, owner: Person) -> None:
    item = DiagnosticItemFactory(project=project)
    event = remove_row(actor=owner, row=item, verb="diagnostic.removed")
    restore_removed(actor=owner, project=project, event=event)
    with pytest.raises(ValidationError, match="déjà remis"):
        restore_removed(actor=owner, project=project, event=event)
    assert DiagnosticItem.unscoped.filter(project=project).count() == 1


def test_after_thirty_days_it_is_too_late(project: Project, owner: Person) -> None:
    event = remove_row(
        actor=owner, row=DiagnosticItemFactory(project=project), verb="diagnostic.removed"
    )
    late = clock.now() + timedelta(days=30, minutes=1)
    with pytest.raises(ValidationError, match="trop tard"):
        restore_removed(actor=owner, project=project, event=event, now=late)
    assert not DiagnosticItem.unscoped.filter(project=project).exists()
