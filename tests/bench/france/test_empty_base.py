"""The generator on an empty database, and what it refuses."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from coordination.models import Person
from funding.models import Application
from msp_portal.bench.france import NotEmptyError, Sizes, generate
from projects.models import Fact, Project
from tests.bench.conftest import NOW, SMALL
from tests.factories import PersonFactory, TeamFactory


def fingerprint() -> dict[str, list[tuple[object, ...]]]:
    """Enough of the rows to tell two runs apart."""
    return {
        "projects": list(Project.unscoped.order_by("pk").values_list("pk", "title", "start_date")),
        "people": list(Person.objects.order_by("pk").values_list("first_name", "last_name")),
        "facts": list(Fact.unscoped.order_by("pk").values_list("value", "date", "client_uuid")),
        "money": list(Application.unscoped.order_by("pk").values_list("amount_requested", "state")),
    }


def test_the_same_seed_writes_the_same_rows_and_another_seed_others(db: None) -> None:
    def one(seed: int) -> dict[str, list[tuple[object, ...]]]:
        try:
            with transaction.atomic():
                generate(SMALL, seed=seed, now=NOW)
                raise _Enough(fingerprint())
        except _Enough as enough:
            return enough.found

    first = one(7)
    assert len(first["projects"]) == SMALL.projects
    again, other = one(7), one(8)
    for name, rows in first.items():
        assert again[name] == rows, name
        assert other[name] != rows, name


class _Enough(Exception):  # noqa: N818  (undoes the transaction)
    def __init__(self, found: dict[str, list[tuple[object, ...]]]) -> None:
        super().__init__()
        self.found = found


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [PersonFactory, TeamFactory])
def test_a_base_that_holds_anything_is_left_alone(factory: type) -> None:
    factory()
    with pytest.raises(NotEmptyError, match="Cette base contient"):
        generate(SMALL, seed=1, now=NOW)
    assert Project.unscoped.count() == 0


@pytest.mark.django_db
def test_generating_twice_is_refused_in_plain_words() -> None:
    call_command("generate_france", "--projects", "20", stdout=StringIO())
    with pytest.raises(CommandError, match="rien n’a été ajouté"):
        call_command("generate_france", "--projects", "20", stdout=StringIO())
    assert Project.unscoped.count() == 20


@pytest.mark.parametrize("projects", [19, 60_001])
def test_a_size_out_of_reach_is_refused(projects: int) -> None:
    with pytest.raises(ValueError, match="Entre 20 et"):
        Sizes.of(projects)


def test_thirty_thousand_projects_make_the_design_size() -> None:
    sizes = Sizes.of(30_000)
    assert (sizes.teams, sizes.applications, sizes.sheets) == (2_750, 20_000, 6_000)
