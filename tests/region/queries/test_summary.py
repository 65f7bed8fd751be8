"""The Synthèse: what is masked, and that nothing masked can be worked out from the workbook."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from coordination.models import Share
from msp_portal.kit.masking import SECONDARY, Audience
from msp_portal.region.queries.figures import Figure, cell_figure, project_figure
from tests.factories import DepartmentFactory, ProjectFactory, TeamFactory
from tests.region.region import Counts, ars, count, share, table, workbook_of

OUTSIDE = Audience.OUTSIDE


def figure(people):
    return project_figure(people, 0, OUTSIDE, closed=True)


def team(*ids):
    return frozenset(ids)


def test_three_teams_and_eleven_people_are_shown():
    told = cell_figure([(figure(20), team(1)), (figure(30), team(2, 3))], OUTSIDE, SECONDARY)
    assert (told.value, told.status) == (50, "mesuré")


def test_two_teams_are_too_few():
    told = cell_figure([(figure(20), team(1)), (figure(30), team(2))], OUTSIDE, SECONDARY)
    assert (told.value, told.status) == (None, "moins de 3 équipes")


def test_a_team_that_counted_nothing_does_not_help_to_reach_three():
    parts = [(figure(20), team(1)), (figure(30), team(2)), (figure(None), team(3))]
    assert cell_figure(parts, OUTSIDE, SECONDARY).status == "moins de 3 équipes"


def test_a_sum_with_a_masked_line_is_withheld_too():
    parts = [(figure(20), team(1)), (figure(30), team(2)), (figure(4), team(3))]
    assert cell_figure(parts, OUTSIDE, SECONDARY) == Figure(None, SECONDARY, 54)


lines = st.lists(
    st.tuples(
        st.none() | st.integers(0, 40), st.frozensets(st.integers(1, 6), min_size=1, max_size=3)
    ),
    max_size=6,
)


@given(lines)
@settings(max_examples=200)
def test_no_masked_line_can_be_found_by_subtraction(parts):
    """A reader holds every shown line and the shown sum: she must never hold an equation whose
    only unknowns are masked lines. Cells have no total, so this sum is the only one."""
    shown = [(figure(people), teams) for people, teams in parts]
    told = cell_figure(shown, OUTSIDE, SECONDARY)
    unknown = [each for each, _ in shown if each.is_masked]
    if unknown:
        assert told.value is None
    elif told.value is not None:
        assert told.value == sum(each.value or 0 for each, _ in shown)


@pytest.mark.django_db
def test_a_project_counts_once_in_the_department_of_the_team_that_carries_it():
    agency = ars()
    here, there = TeamFactory(), TeamFactory(department=DepartmentFactory(code="56"))
    third = TeamFactory(department=DepartmentFactory(code="22"))
    project = ProjectFactory(title="À trois", team=here, other_teams=[there, third])
    count(project, Counts.PASSAGES, 60)
    count(project, Counts.PEOPLE, 45)
    share(project, agency, Share.What.PROJECT)
    (cell,) = table(workbook_of(agency), "Synthèse")
    assert cell["département"].startswith("35")
    assert (cell["actions"], cell["équipes"]) == (1, 3)
    assert (cell["passages"], cell["personnes touchées"]) == (60, 45)


@pytest.mark.django_db
def test_counts_of_actions_teams_and_professionals_are_never_masked():
    agency = ars()
    project = ProjectFactory(title="Petit")
    count(project, Counts.PEOPLE, 2)
    share(project, agency)
    (cell,) = table(workbook_of(agency), "Synthèse")
    assert (cell["actions"], cell["équipes"], cell["professionnels"]) == (1, 1, 0)
    assert cell["personnes touchées"] is None


@pytest.mark.django_db
def test_a_project_that_ended_before_the_year_is_not_of_its_summary():
    agency = ars()
    project = ProjectFactory(start_date="2019-01-01", end_date="2021-04-30")
    share(project, agency)
    assert table(workbook_of(agency), "Synthèse") == []
    assert len(table(workbook_of(agency), "Actions")) == 1
