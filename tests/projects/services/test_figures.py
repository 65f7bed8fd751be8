"""Figures asked by link, and the counter of a stand."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from coordination.models import Ask
from msp_portal.kit import clock
from msp_portal.kit.models import Event, Reminder
from projects.models import Fact, FigureRequest
from projects.queries.figures import totals
from projects.queries.figures_asked import awaited, last_known, requests_of
from projects.services.facts import Said, correct_fact, withdraw_fact
from projects.services.figures import (
    answer_figure,
    ask_figure,
    ask_more_people,
    close_request,
    count_taps,
    open_stand,
    reopen_stand,
)
from tests.factories import FactFactory, IndicatorFactory, PersonFactory

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 12)


@pytest.fixture
def indicator(project):
    return IndicatorFactory(project=project, name="Participants", unit="passages")


@pytest.fixture
def asked(owner, teammate, indicator, team):
    """The teammate was asked how many came; the request."""
    return ask_figure(
        actor=owner, indicator=indicator, team=team, persons=[teammate], date=DAY, label="Stand"
    )


def ask_of(request, person):
    return Ask.unscoped.get(kind=Ask.Kind.FIGURE, about_id=request.pk, person=person)


@pytest.fixture
def stand(owner, indicator):
    return open_stand(actor=owner, indicator=indicator, date=DAY, label="Marché")


def test_each_person_asked_has_one_ask_and_one_line_to_come(asked, teammate):
    ask = ask_of(asked, teammate)
    assert ask.waits
    assert Reminder.objects.filter(recipient=teammate, about_id=ask.pk).count() == 1


def test_nobody_chosen_is_refused(owner, indicator, team):
    with pytest.raises(ValidationError, match="au moins une personne"):
        ask_figure(actor=owner, indicator=indicator, team=team, persons=[], date=DAY)
    assert not FigureRequest.unscoped.exists()


def test_asking_others_does_not_write_again_to_the_first(owner, teammate, asked, team):
    other = PersonFactory(member_of=team)
    ask_more_people(actor=owner, request=asked, team=team, persons=[teammate, other])
    assert Reminder.objects.filter(recipient=teammate).count() == 1
    assert ask_of(asked, other).waits


def test_an_answer_is_a_fact_of_the_day_asked_with_who_gave_it(asked, teammate, project):
    fact = answer_figure(actor=teammate, ask=ask_of(asked, teammate), value=Decimal(42))
    assert (fact.date, fact.value, fact.label, fact.asked_of) == (DAY, 42, "Stand", teammate)
    assert teammate.full_name in fact.source
    assert not ask_of(asked, teammate).waits
    assert totals(project).passages == 42


def test_answering_twice_the_same_writes_nothing_more(asked, teammate):
    ask = ask_of(asked, teammate)
    answer_figure(actor=teammate, ask=ask, value=Decimal(42))
    answer_figure(actor=teammate, ask=ask, value=Decimal(42))
    assert Fact.unscoped.count() == 1


def test_another_number_corrects_the_first(asked, teammate, project):
    ask = ask_of(asked, teammate)
    answer_figure(actor=teammate, ask=ask, value=Decimal(42))
    answer_figure(actor=teammate, ask=ask, value=None)
    assert Fact.unscoped.count() == 2
    assert totals(project).passages is None
    assert asked.figure_given(teammate).not_measured


def test_after_thirty_days_one_asks_the_team(asked, teammate):
    ask = ask_of(asked, teammate)
    answer_figure(actor=teammate, ask=ask, value=Decimal(42))
    with pytest.raises(ValidationError, match="trente jours"):
        answer_figure(
            actor=teammate, ask=ask, value=Decimal(43), now=clock.now() + timedelta(days=31)
        )


def test_a_figure_said_aloud_names_who_gave_it_and_who_noted_it(owner, asked, teammate):
    fact = answer_figure(actor=owner, ask=ask_of(asked, teammate), value=Decimal(7))
    assert (fact.recorded_by, fact.asked_of) == (owner, teammate)


def test_received_and_not_yet(owner, asked, teammate, team, scope_of):
    other = PersonFactory(member_of=team)
    ask_more_people(actor=owner, request=asked, team=team, persons=[other])
    answer_figure(actor=teammate, ask=ask_of(asked, teammate), value=Decimal(42))
    rows = {row.ask.person: row.fact for row in awaited(scope_of(owner), asked, clock.now())}
    assert rows[teammate].value == 42
    assert rows[other] is None


def test_a_correction_by_the_coordinator_is_still_the_answer_received(
    owner, asked, teammate, scope_of
):
    given = answer_figure(actor=teammate, ask=ask_of(asked, teammate), value=Decimal(42))
    correct_fact(
        actor=owner, fact=given, said=Said(date=DAY, value=Decimal(24)), reason="inversés",
        client_uuid=uuid4(),
    )  # fmt: skip
    (row,) = awaited(scope_of(owner), asked, clock.now())
    assert row.fact.value == 24


def test_a_withdrawn_answer_may_be_given_again(owner, asked, teammate, project):
    given = answer_figure(actor=teammate, ask=ask_of(asked, teammate), value=Decimal(42))
    withdraw_fact(actor=owner, fact=given)
    answer_figure(actor=teammate, ask=ask_of(asked, teammate), value=Decimal(42))
    assert totals(project).passages == 42


def test_a_closed_request_takes_no_first_answer(owner, asked, teammate):
    close_request(actor=owner, request=asked)
    with pytest.raises(ValidationError, match="fermée"):
        answer_figure(actor=teammate, ask=ask_of(asked, teammate), value=Decimal(1))


def test_the_last_known_number_is_not_that_of_this_request(asked, teammate, indicator):
    answer_figure(actor=teammate, ask=ask_of(asked, teammate), value=Decimal(42))
    assert last_known(indicator, other_than=asked) is None
    before = FactFactory(indicator=indicator, value=12, date=date(2025, 1, 1))
    assert last_known(indicator, other_than=asked) == before


# ---- The stand --------------------------------------------------------------------------------


def test_each_tap_is_one_fact_of_one(stand, project):
    assert count_taps(stand=stand, taps=[uuid4(), uuid4()]) == 2
    assert totals(project).passages == 2
    assert set(Fact.unscoped.values_list("value", "label")) == {(Decimal(1), "Marché")}


def test_two_phones_offline_lose_nothing_and_double_nothing(stand):
    """200 taps on two phones, sent in batches, some of them twice."""
    phones = [[uuid4() for _ in range(100)] for _ in range(2)]
    for taps in phones:
        count_taps(stand=stand, taps=taps[:60])
        count_taps(stand=stand, taps=taps[30:])  # the answer to the first batch was lost
    assert stand.counted() == 200
    assert Fact.unscoped.count() == 200


def test_a_tap_taken_back_stays_back_when_it_is_replayed(stand):
    tap = uuid4()
    count_taps(stand=stand, taps=[tap, uuid4()])
    assert count_taps(stand=stand, taps=[], undone=[tap]) == 1
    assert count_taps(stand=stand, taps=[tap], undone=[tap]) == 1


def test_a_tap_of_another_stand_is_not_taken_back(owner, stand, indicator):
    other = open_stand(actor=owner, indicator=indicator, date=DAY, label="Gare")
    tap = uuid4()
    count_taps(stand=other, taps=[tap])
    count_taps(stand=stand, taps=[], undone=[tap])
    assert other.counted() == 1


def test_the_journal_tells_that_counting_began_not_each_tap(stand):
    for _ in range(5):
        count_taps(stand=stand, taps=[uuid4()])
    assert list(Event.unscoped.values_list("verb", flat=True)).count("stand.began") == 1


def test_a_closed_stand_counts_no_more_and_its_link_is_shut(owner, stand):
    link = stand.live_link(clock.now())
    assert link is not None
    close_request(actor=owner, request=stand)
    assert stand.live_link(clock.now()) is None
    with pytest.raises(ValidationError, match="fermée"):
        count_taps(stand=stand, taps=[uuid4()])
    reopen_stand(actor=owner, stand=stand)
    fresh = stand.live_link(clock.now())
    assert fresh is not None
    assert fresh.pk != link.pk


def test_requests_of_a_project_are_one_query(
    owner, asked, stand, project, scope_of, django_assert_num_queries
):
    count_taps(stand=stand, taps=[uuid4()])
    scope = scope_of(owner)
    with django_assert_num_queries(1):
        rows = {row.mode: row for row in requests_of(scope, project)}
    assert (rows["NOMBRE"].n_asked, rows["NOMBRE"].n_answered) == (1, 0)
    assert rows["STAND"].counted == 1
