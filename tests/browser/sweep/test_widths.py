"""Every row of the demo on a phone: long titles, full tables, large amounts stay on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from django.db.models import Model
from django.urls import reverse

from capitalisation.models import ExperienceSheet
from coordination.models import Organisation
from coordination.queries.scopes import standing_of
from funding.models import Application, Call, ReportDue
from msp_portal.kit import clock
from projects.models import Budget, Evaluation, Programme
from tests.browser.checks import cut_faults, sideways_faults
from tests.browser.sweep.looking import PHONE, Visitor
from tests.browser.sweep.persons import COORDINATOR, DIETITIAN, NURSE
from tests.browser.sweep.rows.base import person
from tests.browser.thread.portal import Portal

pytestmark = [
    pytest.mark.browser,
    pytest.mark.processes,
    pytest.mark.timeout(420),
    pytest.mark.xdist_group("sweep-1"),
]


def every_row(who: str) -> Iterator[str]:
    """The pages whose width depends on what was written, for all that this person may read."""
    scope = standing_of(person(who), clock.today()).scope

    def mine(model: type[Model]) -> Iterator[Model]:
        yield from model.objects.for_scope(scope)  # type: ignore[attr-defined]

    for budget in mine(Budget):
        yield reverse("projects:budget", args=[budget.project_id])
        yield reverse("projects:budget_edit", args=[budget.project_id, budget.pk])
        yield reverse("projects:budget_spent", args=[budget.project_id, budget.pk])
    for evaluation in mine(Evaluation):
        yield reverse("projects:evaluation_page", args=[evaluation.project_id, evaluation.pk])
    for name, model in (
        ("funding:application", Application),
        ("funding:report", ReportDue),
        ("funding:call", Call),
        ("capitalisation:sheet", ExperienceSheet),
    ):
        for row in mine(model):
            yield reverse(name, args=[row.pk])


def anybodys() -> Iterator[str]:
    """What is the same for all."""
    for programme in Programme.objects.all():
        yield reverse("projects:programme", args=[programme.key])
    for organisation in Organisation.objects.all():
        yield reverse("coordination:organisation", args=[organisation.pk])


@pytest.mark.parametrize("who", [COORDINATOR, DIETITIAN, NURSE])
def test_nothing_is_cut_on_a_phone(
    visitor: Callable[[str], Visitor], demo_portal: Portal, who: str
) -> None:
    page = visitor(who).page
    page.set_viewport_size({"width": PHONE, "height": 900})
    wrong: dict[str, list[str]] = {}
    paths = [*every_row(who), *(anybodys() if who == COORDINATOR else ())]
    for path in paths:
        answer = page.goto(path)
        faults = [] if answer and answer.ok else [f"answered {answer and answer.status}"]
        if faults := faults + sideways_faults(page) + cut_faults(page):
            wrong[path] = faults
    assert len(paths) > 3
    assert not wrong, "\n".join(f"{path}\n  " + "\n  ".join(one) for path, one in wrong.items())
