"""Drafts NON déposés and reports due reach who is responsible, or who steers when nobody is."""

from datetime import timedelta

import pytest

from coordination.models import Person
from funding.models import Application, Grant, ReportDue
from msp_portal.kit import clock
from msp_portal.kit.today import Part
from projects.models import Project
from tests.factories import ApplicationFactory, CallFactory, FunderFactory
from tests.today.support import lines_of

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def draft(project: Project, in_days: int, responsible: Person | None = None) -> Application:
    call = CallFactory(closes_at=clock.now() + in_days * DAY)
    return ApplicationFactory(project=project, call=call, responsible=responsible)


def test_hers_is_an_action_and_a_date_for_the_team(
    owner: Person, teammate: Person, stranger: Person, project: Project
) -> None:
    made = draft(project, 10, responsible=teammate)
    (line,) = lines_of(teammate, Part.ACTION)
    assert line.text.startswith("Dossier NON déposé")
    assert line.url == f"/dossiers/{made.pk}/"
    assert [each.part for each in lines_of(owner)] == [Part.DATE]
    assert lines_of(stranger) == []


def test_nobodys_is_for_who_steers(owner: Person, teammate: Person, project: Project) -> None:
    draft(project, 10)
    assert [each.part for each in lines_of(owner)] == [Part.ACTION]
    assert [each.part for each in lines_of(teammate)] == [Part.DATE]


@pytest.mark.parametrize("in_days", [-1, 31])
def test_neither_closed_nor_far_away(owner: Person, project: Project, in_days: int) -> None:
    draft(project, in_days, responsible=owner)
    assert lines_of(owner) == []


def test_a_draft_given_up_is_told_no_more(owner: Person, project: Project) -> None:
    made = draft(project, 10, responsible=owner)
    made.state, made.abandon_reason = Application.State.ABANDONED, "Trop court"
    made.save()
    assert lines_of(owner) == []


def report(project: Project, in_days: int, responsible: Person | None) -> ReportDue:
    today = clock.today()
    grant = Grant.objects.create(
        project=project, funder=FunderFactory(), amount=1000, granted_on=today - 400 * DAY,
        period_start=today - 400 * DAY, period_end=today - 30 * DAY,
    )  # fmt: skip
    made: ReportDue = ReportDue.objects.create(
        project=project, grant=grant, period_start=grant.period_start, period_end=grant.period_end,
        due_on=today + in_days * DAY, responsible=responsible, updated_at=clock.now(),
    )  # fmt: skip
    return made


def test_a_report_is_told_a_month_before_and_as_long_as_it_is_late(
    owner: Person, teammate: Person, project: Project
) -> None:
    made = report(project, 25, owner)
    (line,) = lines_of(owner, Part.ACTION)
    assert line.url == f"/comptes-rendus/{made.pk}/"
    assert lines_of(teammate) == []
    ReportDue.unscoped.update(due_on=clock.today() - 20 * DAY)
    assert len(lines_of(owner, Part.ACTION)) == 1
    ReportDue.unscoped.update(due_on=clock.today() + 31 * DAY)
    assert lines_of(owner) == []


def test_a_report_of_nobody_is_for_who_steers_only(
    owner: Person, teammate: Person, stranger: Person, project: Project
) -> None:
    report(project, 10, None)
    assert len(lines_of(owner, Part.ACTION)) == 1
    assert lines_of(teammate) == lines_of(stranger) == []
