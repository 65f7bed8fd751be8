"""The list of calls: by deadline, filtered, measured, in a constant number of queries."""

from datetime import date, datetime, timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from coordination.models import Person, Team
from funding.models import Call, CallDate
from funding.queries.call_deadlines import window_days, with_deadlines, working_days_left
from funding.queries.call_feed import calls_feed
from funding.queries.calls import Filters, list_calls, read_filters
from msp_portal.kit import clock
from msp_portal.kit.scoping import NOBODY, Scope
from tests.factories import ApplicationFactory, CallFactory, DepartmentFactory, ThemeFactory

pytestmark = pytest.mark.django_db


def titles(filters: Filters, scope: Scope = NOBODY) -> list[str]:
    return [row.call.title for row in list_calls(scope, filters, clock.now()).rows]


def closing(days: int, **more: object) -> Call:
    return CallFactory(closes_at=clock.now() + timedelta(days=days), **more)


def test_open_calls_come_by_deadline_and_those_open_all_year_last() -> None:
    CallFactory(title="toute l’année", filing=Call.Filing.ROLLING, closes_at=None)
    closing(30, title="tard")
    closing(3, title="tôt")
    closing(-1, title="clos")
    assert titles(Filters()) == ["tôt", "tard", "toute l’année"]


def test_a_round_to_come_is_the_deadline_of_a_call_with_rounds() -> None:
    call = CallFactory(filing=Call.Filing.ROUNDS, closes_at=None)
    today = clock.today()
    for days in (-10, 20, 50):
        CallDate.objects.create(call=call, kind="RELEVE", date=today + timedelta(days=days))
    found = with_deadlines(Call.unscoped.all(), clock.now()).get()  # unscoped: tests
    assert timezone.localtime(found.deadline).date() == today + timedelta(days=20)
    assert timezone.localtime(found.deadline).hour == 23
    assert titles(Filters()) == [call.title]


def test_a_call_whose_last_round_is_past_is_closed() -> None:
    call = CallFactory(filing=Call.Filing.ROUNDS, closes_at=None)
    CallDate.objects.create(call=call, kind="RELEVE", date=clock.today() - timedelta(days=1))
    assert titles(Filters()) == []
    assert titles(Filters(state="clos")) == [call.title]


def test_a_yearly_call_without_its_next_date_is_awaited() -> None:
    CallFactory(title="tous les ans", closes_at=None, recurs_yearly=True)
    assert titles(Filters()) == []
    assert titles(Filters(state="attendus")) == ["tous les ans"]


def test_a_team_s_own_call_is_read_by_that_team_alone(team: Team, other_team: Team) -> None:
    closing(5, title="à nous", owner_team=team, federation=None)
    assert titles(Filters(), Scope.of(team_ids=[team.pk])) == ["à nous"]
    assert titles(Filters(), Scope.of(team_ids=[other_team.pk])) == []


def test_a_filter_keeps_what_takes_all_themes_and_all_departments() -> None:
    tobacco, morbihan = ThemeFactory(code="TABAC"), DepartmentFactory(code="56", name="Morbihan")
    closing(1, title="tabac").themes.add(tobacco)
    closing(2, title="alcool").themes.add(ThemeFactory(code="ALCOOL"))
    closing(3, title="tous")
    closing(4, title="morbihan").departments.add(morbihan)
    assert titles(Filters(theme="TABAC")) == ["tabac", "tous", "morbihan"]
    assert titles(Filters(department="56")) == ["tabac", "alcool", "tous", "morbihan"]
    assert titles(Filters(department="35")) == ["tabac", "alcool", "tous"]


def test_a_general_theme_keeps_the_themes_under_it() -> None:
    parent = ThemeFactory(code="ADDICTIONS")
    closing(1, title="dessous").themes.add(ThemeFactory(code="TABAC", parent=parent))
    closing(2, title="ailleurs").themes.add(ThemeFactory(code="NUTRITION"))
    assert titles(Filters(theme="ADDICTIONS")) == ["dessous"]


def test_accents_and_capitals_do_not_matter_in_a_search() -> None:
    closing(1, title="Dépistage des cancers")
    closing(2, title="Écrans")
    assert titles(read_filters({"q": "DEPISTAGE cancers"})) == ["Dépistage des cancers"]


def test_an_address_typed_by_hand_filters_nothing_it_does_not_know() -> None:
    filters = read_filters({"etat": "n’importe", "financeur": "abc", "page": "-3"})
    assert filters == Filters()


def test_working_days_leave_out_weekends_and_holidays() -> None:
    """From Friday 18 December 2026 to Monday 28: five working days (Christmas is a Friday)."""
    paris = timezone.get_default_timezone()
    now = datetime(2026, 12, 18, 9, tzinfo=paris)
    CallFactory(closes_at=datetime(2026, 12, 28, 12, tzinfo=paris))
    call = with_deadlines(Call.unscoped.all(), now).get()  # unscoped: tests
    assert working_days_left(call, now) == 5


def test_the_window_is_counted_from_publication_to_deadline() -> None:
    paris = timezone.get_default_timezone()
    call = CallFactory(
        published_on=date(2021, 6, 1), closes_at=datetime(2021, 6, 23, 0, 30, tzinfo=paris)
    )
    assert window_days(call) == 22


def test_the_median_window_is_told_over_the_closed_calls_that_the_filters_keep() -> None:
    paris = timezone.get_default_timezone()
    for days in (10, 22, 60):
        CallFactory(
            published_on=date(2021, 6, 1),
            closes_at=datetime(2021, 6, 1, 17, tzinfo=paris) + timedelta(days=days),
        )
    CallFactory(published_on=None, closes_at=datetime(2021, 6, 30, tzinfo=paris))
    listing = list_calls(NOBODY, Filters(state="clos"), clock.now())
    assert (listing.median_window, listing.windows) == (22, 3)


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_five_queries_whatever_its_rows(
    rows: int, owner: Person, team: Team, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for days in range(rows):
        call = closing(days + 1)
        call.themes.add(ThemeFactory(code="TABAC"))
        call.departments.add(DepartmentFactory())
        CallDate.objects.create(call=call, kind="JURY", date=clock.today() + timedelta(days=60))
        ApplicationFactory(call=call, project__team=team)
    scope = Scope.of(person_id=owner.pk, team_ids=[team.pk])
    with django_assert_num_queries(5):
        listing = list_calls(scope, Filters(), clock.now())
        assert len(listing.rows) == rows
        assert all(row.drafts and row.dates for row in listing.rows)


def test_the_feed_holds_public_open_calls_alone_at_their_hour(team: Team) -> None:
    closing(5, title="Ouvert à tous")
    closing(-5, title="Déjà clos")
    closing(5, title="À une équipe", owner_team=team, federation=None)
    text = calls_feed(Filters(), clock.now(), "https://portail.test/").decode()
    assert text.count("BEGIN:VEVENT") == 1
    assert "Ouvert à tous" in text.replace("\r\n ", "")
    assert "À une équipe" not in text
