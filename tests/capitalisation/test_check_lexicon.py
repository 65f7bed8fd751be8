"""The command that reads the lexicon again for whoever corrects it."""

from io import StringIO
from unittest.mock import patch

import pytest
from django.core.management import CommandError, call_command

from capitalisation.words.lexicon import read_rows


def test_it_says_that_all_is_well() -> None:
    out = StringIO()
    call_command("check_lexicon", stdout=out)
    assert "Lexique sans faute" in out.getvalue()


def test_it_stops_on_a_fault_and_tells_it() -> None:
    rows = read_rows()
    broken = {**rows, "entrees": [*rows["entrees"], {"mot": "tabac"}]}
    where = "capitalisation.management.commands.check_lexicon.read_rows"
    with (
        patch(where, return_value=broken),
        pytest.raises(CommandError, match="« tabac » est deux fois le mot d’une entrée"),
    ):
        call_command("check_lexicon")
