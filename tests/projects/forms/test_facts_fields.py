"""Numbers as people type them; what is not one is refused with a sentence."""

from decimal import Decimal

import pytest
from django.core.exceptions import ValidationError

from projects.forms.budget_lines import WholeEuros
from projects.forms.facts_fields import FrenchNumberField, read_number


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        ("80", "80"), ("12,5", "12.5"), ("12.5", "12.5"), ("1 200", "1200"),
        ("1\u00a0234\u00a0567,25", "1234567.25"), ("1\u202f200", "1200"), ("0", "0"), (" 7 ", "7"),
        ("1'200", "1200"), ("007", "7"),
    ],
)  # fmt: skip
def test_a_number_is_read(typed, value):
    assert read_number(typed) == Decimal(value)


@pytest.mark.parametrize(
    ("typed", "match"),
    [
        ("voir description", "n’est pas un nombre"),
        ("environ 80", "n’est pas un nombre"),
        ("80 personnes", "n’est pas un nombre"),
        ("12 34", "n’est pas un nombre"),
        ("1e3", "n’est pas un nombre"),
        ("٣", "n’est pas un nombre"),
        ("-3", "négatif"),
        ("−3", "négatif"),
        ("1.200", "deux façons"),
        ("1,234", "Deux chiffres"),
        ("99999999999", "trop grand"),
    ],
)
def test_anything_else_is_refused_with_what_to_do(typed, match):
    with pytest.raises(ValidationError, match=match):
        read_number(typed)


def test_people_are_counted_in_whole_numbers():
    with pytest.raises(ValidationError, match="entier"):
        FrenchNumberField(whole=True).clean("12,5")


def test_the_keypad_of_the_phone_is_a_numeric_one():
    assert FrenchNumberField(whole=True).widget.attrs["inputmode"] == "numeric"
    assert FrenchNumberField().widget.attrs["inputmode"] == "decimal"


@pytest.mark.parametrize(
    ("typed", "euros"),
    [("1 250", 1250), ("1250 €", 1250), ("1\u00a0250,00", 1250), ("", None), ("0", 0)],
)
def test_whole_euros_are_read(typed, euros):
    assert WholeEuros().clean(typed) == euros


@pytest.mark.parametrize("typed", ["12,50", "-4", "douze", "99999999"])
def test_cents_and_words_are_refused(typed):
    with pytest.raises(ValidationError, match="euros entiers"):
        WholeEuros().clean(typed)
