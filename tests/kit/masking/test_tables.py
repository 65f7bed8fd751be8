"""No reader works out a masked number: proved by showing him other tables he cannot tell apart."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from msp_portal.kit.masking import (
    SECONDARY,
    TOTAL,
    Audience,
    Count,
    Table,
    mask_periods,
    mask_table,
    primary_status,
    recoverable_cells,
)
from msp_portal.kit.masking.circulation import UNBOUNDED, Circulation, Edge
from msp_portal.kit.masking.tables import _ends

MANY = frozenset({1, 2, 3})
PROPERTY = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def table(*lines, teams=MANY):
    """A table written as lists of numbers, made by three teams unless said otherwise."""
    rows, columns = range(len(lines)), range(len(lines[0]))
    cells = {(row, column): Count(lines[row][column], teams) for row in rows for column in columns}
    return Table(tuple(rows), tuple(columns), cells)


def shown(masked):
    return [
        [masked[row, column].value for column in (*masked.columns, TOTAL)]
        for row in (*masked.rows, TOTAL)
    ]


def test_a_table_of_large_numbers_is_shown_whole_with_its_totals():
    masked = mask_table(table([20, 30], [40, 50]), Audience.OUTSIDE)
    assert shown(masked) == [[20, 30, 50], [40, 50, 90], [60, 80, 140]]


def test_one_small_number_takes_others_with_it():
    masked = mask_table(table([3, 30, 40], [50, 60, 70], [80, 90, 95]), Audience.OUTSIDE)
    assert masked[0, 0].status == "< 11"
    assert {p for p, v in masked.values.items() if v.status == SECONDARY} == {
        (0, 1),
        (1, 0),
        (1, 1),
    }
    assert masked[TOTAL, TOTAL].value == 518


def test_the_only_small_number_of_a_column_of_zeros_takes_its_total():
    masked = mask_table(table([3, 30, 40], [0, 60, 70], [0, 90, 95]), Audience.OUTSIDE)
    assert masked[TOTAL, 0].value is None
    assert masked[1, 0].value == 0
    assert recoverable_cells(masked) == {}


def test_ten_ones_are_not_given_away_by_a_total_said_to_be_under_eleven():
    masked = mask_table(table([1] * 10), Audience.OUTSIDE)
    assert masked[0, TOTAL].status == SECONDARY
    assert recoverable_cells(masked) == {}


def test_the_auditor_finds_a_number_left_alone_in_its_row():
    masked = mask_table(table([30, 40], [50, 60]), Audience.OUTSIDE)
    careless = dict(masked.values)
    careless[0, 0] = type(masked[0, 0])(None, "< 11")
    leaking = type(masked)(masked.rows, masked.columns, masked.audience, careless)
    assert recoverable_cells(leaking) == {(None, (0, 0)): 30}


def test_the_auditor_finds_ones_pinned_by_the_bounds_alone():
    masked = mask_table(table([1] * 10), Audience.OUTSIDE)
    careless = {p: type(v)(None, "< 11") if v.is_masked else v for p, v in masked.values.items()}
    leaking = type(masked)(masked.rows, masked.columns, masked.audience, careless)
    assert recoverable_cells(leaking)[None, (0, 4)] == 1


def test_a_cell_of_two_teams_is_masked_even_when_large():
    two = table([200, 300], [400, 500], teams=frozenset({1, 2}))
    masked = mask_table(two, Audience.OUTSIDE)
    assert masked[0, 0].status == "moins de 3 équipes"
    assert masked[TOTAL, TOTAL].value is None


def test_the_year_does_not_give_away_what_a_semester_hides():
    first, second = table([3, 30], [40, 50]), table([20, 30], [40, 50])
    alone = mask_table(second, Audience.OUTSIDE)
    (masked_first, masked_second), year = mask_periods([first, second], Audience.OUTSIDE)
    assert alone[0, 0].value == 20
    assert masked_first[0, 0].status == "< 11"
    assert masked_second[0, 0].status == SECONDARY
    assert recoverable_cells(year, [masked_first, masked_second]) == {}


def test_a_team_reads_its_own_figures_whole():
    masked = mask_table(table([1, 2], [3, 4], teams=frozenset({1})), Audience.TEAM)
    assert shown(masked) == [[1, 2, 3], [3, 4, 7], [4, 6, 10]]


@st.composite
def tables(draw, rows=None, columns=None):
    rows = rows or draw(st.integers(1, 4))
    columns = columns or draw(st.integers(1, 4))
    people = st.one_of(st.integers(0, 13), st.just(0), st.integers(0, 400))
    made_by = st.frozensets(st.integers(1, 5), min_size=1, max_size=4)
    counts = st.builds(Count, people, made_by)
    cells = {(row, column): draw(counts) for row in range(rows) for column in range(columns)}
    return Table(tuple(range(rows)), tuple(range(columns)), cells)


audiences = st.sampled_from([Audience.OUTSIDE, Audience.FEDERATION])


def bounds(masked, position, *, is_sum):
    """What a well-informed reader believes of a hidden number."""
    status, audience = masked[position].status, masked.audience
    if status == audience.people_status:
        return 1, audience.least_people - 1
    if status == SECONDARY and (is_sum or TOTAL in position):
        return 1, UNBOUNDED
    return audience.least_people, UNBOUNDED


def another(truth, masked, position, whole_truth, whole, *, upwards, limit):
    """Move one hidden number in its table and the whole alike; the two tables it makes."""
    linked = whole is not masked
    edges = []
    for other in truth:
        if masked[other].value is not None:
            continue
        rooms = []
        for numbers, grid, is_sum in ((truth, masked, False), (whole_truth, whole, linked)):
            low, high = bounds(grid, other, is_sum=is_sum)
            assert low <= numbers[other].people <= high, "the status itself is untrue"
            rooms.append((high - numbers[other].people, numbers[other].people - low))
        up, down = (min(room) for room in zip(*rooms, strict=True))
        edges.append(Edge(other, *_ends(other), up, down, 1, hidden=True))
    graph = Circulation(edges)
    graph.move(position, upwards=upwards, limit=limit)
    flows = {other: graph.edges[other].flow if other in graph.edges else 0 for other in truth}
    return (
        {other: count.people + flows[other] for other, count in truth.items()},
        {other: count.people + flows[other] for other, count in whole_truth.items()},
    )


def assert_fits(numbers, masked, *, is_sum):
    """``numbers`` is a true table that a reader of ``masked`` cannot exclude."""
    for row in (*masked.rows, TOTAL):
        assert numbers[row, TOTAL] == sum(numbers[row, column] for column in masked.columns)
    for column in (*masked.columns, TOTAL):
        assert numbers[TOTAL, column] == sum(numbers[row, column] for row in masked.rows)
    for position, number in numbers.items():
        if masked[position].value is not None:
            assert number == masked[position].value
        else:
            low, high = bounds(masked, position, is_sum=is_sum)
            assert low <= number <= high


def assert_protected(source, masked, whole_source, whole):
    truth, whole_truth = source.counts(), whole_source.counts()
    audience, linked = masked.audience, whole is not masked
    for position, count in truth.items():
        status = primary_status(count, audience)
        if not status:
            continue
        assert masked[position].value is None
        wide = audience.least_people // 2
        if status == audience.teams_status:
            wide = max(wide, -(-count.people // 10))
        reached = []
        for upwards in (True, False):
            part, total = another(
                truth, masked, position, whole_truth, whole, upwards=upwards, limit=wide
            )
            assert_fits(part, masked, is_sum=False)
            assert_fits(total, whole, is_sum=linked)
            reached.append(part[position])
        assert max(reached) - min(reached) >= wide


def recovered_small_numbers(source, masked, recovered, index):
    """What an auditor, who only reads what is shown, worked out of the numbers to protect."""
    counts = source.counts()
    return {
        position
        for (table_index, position) in recovered
        if table_index == index and primary_status(counts[position], masked.audience)
    }


@PROPERTY
@given(tables(), audiences)
def test_every_masked_number_could_be_several_others_for_all_the_reader_knows(source, audience):
    masked = mask_table(source, audience)
    assert_protected(source, masked, source, masked)
    assert not recovered_small_numbers(source, masked, recoverable_cells(masked), None)


@PROPERTY
@given(st.data(), audiences)
def test_periods_and_their_sum_do_not_give_each_other_away(data, audience):
    rows, columns = data.draw(st.integers(1, 3)), data.draw(st.integers(1, 3))
    sources = [data.draw(tables(rows, columns)) for _ in range(data.draw(st.integers(2, 3)))]
    parts, year = mask_periods(sources, audience)
    whole_source = sources[0]
    for source in sources[1:]:
        whole_source = whole_source.with_cells_of(source)
    recovered = recoverable_cells(year, parts)
    assert not recovered_small_numbers(whole_source, year, recovered, None)
    for index, (source, part) in enumerate(zip(sources, parts, strict=True)):
        assert_protected(source, part, whole_source, year)
        assert not recovered_small_numbers(source, part, recovered, index)


@PROPERTY
@given(tables(), audiences)
def test_what_is_shown_is_true_and_the_same_twice(source, audience):
    masked = mask_table(source, audience)
    counts = source.counts()
    assert all(v.value in (None, counts[p].people) for p, v in masked.values.items())
    assert masked == mask_table(source, audience)
