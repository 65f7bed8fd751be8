import pytest

from msp_portal.kit.masking import Audience, Count, MaskedValue, mask_count, percentage

THREE_TEAMS = frozenset({1, 2, 3})


@pytest.mark.parametrize(
    ("people", "teams", "audience", "expected"),
    [
        (10, THREE_TEAMS, Audience.OUTSIDE, MaskedValue(None, "< 11")),
        (11, THREE_TEAMS, Audience.OUTSIDE, MaskedValue(11)),
        (500, frozenset({1, 2}), Audience.OUTSIDE, MaskedValue(None, "moins de 3 équipes")),
        (10, frozenset({1}), Audience.OUTSIDE, MaskedValue(None, "< 11")),
        (0, frozenset(), Audience.OUTSIDE, MaskedValue(0)),
        (4, THREE_TEAMS, Audience.FEDERATION, MaskedValue(None, "< 5")),
        (5, frozenset({1}), Audience.FEDERATION, MaskedValue(5)),
        (1, frozenset({1}), Audience.TEAM, MaskedValue(1)),
    ],
)
def test_each_audience_sees_numbers_from_its_own_threshold(people, teams, audience, expected):
    assert mask_count(Count(people, teams), audience) == expected


def test_a_masked_number_is_never_a_zero_nor_a_text_in_the_number_column():
    masked = mask_count(Count(3, THREE_TEAMS), Audience.OUTSIDE)
    assert masked.value is None
    assert masked.is_masked


def test_a_team_counted_in_two_cells_counts_once_in_their_sum():
    total = Count(20, frozenset({1, 2})) + Count(30, frozenset({2}))
    assert mask_count(total, Audience.OUTSIDE).status == "moins de 3 équipes"


def test_a_negative_number_of_people_is_refused():
    with pytest.raises(ValueError, match="negative"):
        Count(-1)


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (MaskedValue(12), MaskedValue(48), 25),
        (MaskedValue(12), MaskedValue(19), None),
        (MaskedValue(None, "< 11"), MaskedValue(48), None),
        (MaskedValue(12), MaskedValue(None, "secret secondaire"), None),
    ],
)
def test_a_percentage_neither_unmasks_nor_stands_on_fewer_than_twenty(part, whole, expected):
    assert percentage(part, whole) == expected
