"""Programmes: what they pay is computed, the adhesion is counted from each one's yes."""

from datetime import date

import pytest

from projects.models import ProgrammeIndemnity, ProgrammePhase
from projects.queries.programmes import (
    buy_in,
    indemnity_words,
    programme_view,
    programmes_published,
    published,
)
from projects.services.engagement import ask_for_engagement, record_engagement
from tests.factories import PersonFactory, ProgrammeAdoptionFactory, ProgrammeFactory

pytestmark = pytest.mark.django_db
Per = ProgrammeIndemnity.Per


def test_the_total_is_computed_from_the_schedule(owner, scope_of):
    programme = ProgrammeFactory()
    monthly = ProgrammeIndemnity.objects.create(
        programme=programme, amount=100, per=Per.MONTH, months=18
    )
    ProgrammeIndemnity.objects.create(programme=programme, amount=500, per=Per.TOTAL)
    view = programme_view(scope_of(owner), programme)
    assert (view.total, view.paid_by_session) == (2300, False)
    assert indemnity_words(monthly) == (
        "100\u00a0€ par mois pendant 18 mois, soit 1\u00a0800\u00a0€"
    )


def test_the_present_phase_is_the_last_begun(owner, scope_of):
    programme = ProgrammeFactory()
    for place, (name, start, end) in enumerate(
        [("Écriture", 1, 6), ("Inclusion", 5, 9), ("Évaluation", 10, 12)]
    ):
        ProgrammePhase.objects.create(
            programme=programme, name=name, position=place,
            starts_on=date(2026, start, 1), ends_on=date(2026, end, 28),
        )  # fmt: skip
    view = programme_view(scope_of(owner), programme)
    assert view.present_phase(date(2026, 6, 1)).name == "Inclusion"
    assert view.present_phase(date(2027, 6, 1)) is None


def test_an_unpublished_programme_is_not_found():
    programme = ProgrammeFactory(published_at=None)
    assert published(programme.key) is None


def test_the_adhesion_counts_each_one_s_yes(owner, team, project, scope_of):
    adoption = ProgrammeAdoptionFactory(project=project)
    before = buy_in(scope_of(owner), adoption)
    assert (before.round, before.volunteers, before.missing, before.reached) == (None, 0, 4, False)
    persons = [PersonFactory(member_of=team) for _ in range(6)]
    asked = ask_for_engagement(actor=owner, project=project, team=team, persons=persons)
    for person, level in zip(persons, (4, 3, 1, 0, 2), strict=False):
        record_engagement(actor=person, engagement_round=asked, person=person, level=level)
    after = buy_in(scope_of(owner), adoption)
    assert (after.asked, after.answered, after.volunteers) == (6, 5, 4)
    assert after.reached is True
    assert [done for _label, done in after.steps] == [False, True, True, False]


def test_without_a_minimum_nothing_is_said_to_be_reached(owner, project, scope_of):
    adoption = ProgrammeAdoptionFactory(
        project=project, programme=ProgrammeFactory(minimum_volunteers=None)
    )
    assert buy_in(scope_of(owner), adoption).reached is None


def test_volunteers_today_are_those_of_the_launch_less_those_who_left(owner, project, scope_of):
    adoption = ProgrammeAdoptionFactory(project=project, volunteers_at_launch=11, dropouts=2)
    assert buy_in(scope_of(owner), adoption).active_today == 9


def test_another_team_s_adhesion_is_not_shown(stranger, owner, project, scope_of):
    adoption = ProgrammeAdoptionFactory(project=project)
    assert programme_view(scope_of(owner), adoption.programme).adoptions == [adoption]
    assert programme_view(scope_of(stranger), adoption.programme).adoptions == []


@pytest.mark.parametrize("size", [1, 5])
def test_the_list_costs_four_queries_whatever_its_length(
    owner, scope_of, size, django_assert_num_queries
):
    for _ in range(size):
        programme = ProgrammeFactory()
        ProgrammePhase.objects.create(programme=programme, name="Écriture")
    scope = scope_of(owner)
    with django_assert_num_queries(4):
        assert len(programmes_published(scope)) == size
