"""Numbers of structures, checked to their last digit."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordination.forms.teams import is_siret

REAL = ["73282932000074", "35600000000048", "13002526500013"]


@pytest.mark.parametrize("siret", REAL)
def test_real_numbers_pass(siret):
    assert is_siret(siret)


@given(st.sampled_from([REAL[0], REAL[2]]), st.integers(0, 13), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(siret, place, shift):
    wrong = (int(siret[place]) + shift) % 10
    assert not is_siret(f"{siret[:place]}{wrong}{siret[place + 1 :]}")


@pytest.mark.parametrize("text", ["", "7328293200007", "7328293200007A", "732829320000741"])
def test_what_is_not_fourteen_digits_is_refused(text):
    assert not is_siret(text)
