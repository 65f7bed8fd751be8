"""Names of the databases of the measures, and what may be dropped."""

import pytest
from django.db import connection

from msp_portal.bench.serving import database_url
from msp_portal.bench.throwaway import drop, name_for, using


@pytest.mark.django_db
def test_a_database_of_the_measures_is_named_after_the_one_in_use_its_size_and_seed() -> None:
    name = name_for(3_000, 2)
    assert name == f"{connection.settings_dict['NAME']}_bench_3000_2"


def test_standing_in_a_database_of_the_measures_gives_the_same_names(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setitem(connection.settings_dict, "NAME", "msp_portal_bench_300_1")
    assert name_for(3_000, 1) == "msp_portal_bench_3000_1"


def test_no_other_database_is_ever_dropped() -> None:
    with pytest.raises(ValueError, match="no database of the measures"):
        drop("msp_portal")


def test_one_comes_back_to_the_database_in_use_even_after_a_failure() -> None:
    before = connection.settings_dict["NAME"]
    with pytest.raises(LookupError):
        _fail_elsewhere()
    assert connection.settings_dict["NAME"] == before


def _fail_elsewhere() -> None:
    with using("elsewhere"):
        assert connection.settings_dict["NAME"] == "elsewhere"
        raise LookupError


@pytest.mark.parametrize(
    ("known", "expected"),
    [
        ("postgresql://me:pw@db:5432/portal", "postgresql://me:pw@db:5432/other"),
        ("postgresql://me@/portal?host=/run/pg", "postgresql://me@/other?host=/run/pg"),
    ],
)
def test_only_the_name_changes_in_the_address(
    known: str, expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", known)
    assert database_url("other") == expected
