"""The page of a project tells when its drafts close and when its reports are due, to their team."""

from datetime import datetime, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from coordination.models import Person
from funding.models import Application, CallDate, Grant, ReportDue
from funding.queries.next_dates import funding_dates
from msp_portal.kit import clock
from msp_portal.kit.scoping import NOBODY, Scope
from projects.models import Project
from projects.services.project_activity import team_ids_of
from tests.factories import ApplicationFactory, CallFactory, FunderFactory

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


def own_scope(project: Project) -> Scope:
    return Scope.of(team_ids=team_ids_of(project))


def noon(in_days: int) -> datetime:
    day = timezone.localtime(clock.now() + in_days * DAY)
    return day.replace(hour=12, minute=30, second=0, microsecond=0)


def report(project: Project, in_days: int) -> ReportDue:
    today = clock.today()
    grant = Grant.objects.create(
        project=project, funder=FunderFactory(name="CPAM du Finistère"), amount=1000,
        granted_on=today - 400 * DAY, period_start=today - 400 * DAY, period_end=today - 30 * DAY,
    )  # fmt: skip
    made: ReportDue = ReportDue.objects.create(
        project=project, grant=grant, period_start=grant.period_start, period_end=grant.period_end,
        due_on=today + in_days * DAY, updated_at=clock.now(),
    )  # fmt: skip
    return made


def test_the_page_of_the_project_gives_the_hour_and_the_way_to_the_file(
    as_person, owner: Person, project: Project
) -> None:
    draft = ApplicationFactory(
        project=project, call=CallFactory(title="Mois sans tabac", closes_at=noon(9))
    )
    client: Client = as_person(owner)
    page = client.get(f"/projets/{project.pk}/").content.decode()
    assert f'<a href="/dossiers/{draft.pk}/">date limite du dossier' in page
    assert "12\u00a0h\u00a030" in page


def test_a_report_is_told_from_afar(project: Project) -> None:
    made = report(project, 170)
    (told,) = funding_dates(own_scope(project), project, clock.today())
    assert (told.day, told.url) == (made.due_on, f"/comptes-rendus/{made.pk}/")
    assert "CPAM du Finistère" in told.what


def test_what_is_over_or_given_up_is_told_no_more(project: Project) -> None:
    ApplicationFactory(project=project, call=CallFactory(closes_at=noon(-1)))
    ApplicationFactory(
        project=project,
        call=CallFactory(closes_at=noon(9)),
        state=Application.State.ABANDONED,
        abandon_reason="Trop court",
    )
    report(project, -3)
    assert funding_dates(own_scope(project), project, clock.today()) == []


def test_a_call_with_rounds_closes_at_the_end_of_the_next_one(project: Project) -> None:
    call = CallFactory(closes_at=None, filing="RELEVES")
    for in_days in (-10, 20, 80):
        day = clock.today() + in_days * DAY
        CallDate.objects.create(call=call, kind=CallDate.Kind.ROUND, date=day)
    ApplicationFactory(project=project, call=call)
    (told,) = funding_dates(own_scope(project), project, clock.today())
    assert told.day == clock.today() + 20 * DAY
    assert told.at is not None
    assert (told.at.hour, told.at.minute) == (23, 59)


def test_another_team_reads_none_of_it(project: Project) -> None:
    ApplicationFactory(project=project, call=CallFactory(closes_at=noon(9)))
    report(project, 20)
    assert funding_dates(NOBODY, project, clock.today()) == []
