"""Rows written by COPY."""

from datetime import UTC, datetime

import pytest
from django.db import IntegrityError, transaction

from coordination.models import Organisation, Team
from msp_portal.bench.france.copying import copy_in, settle_sequences
from msp_portal.reference.models import Department

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 12, 9, 30, tzinfo=UTC)


def test_columns_left_out_take_the_default_of_their_field() -> None:
    written = copy_in(
        Team, ("id", "name", "department_id", "created_at"), [(41, "MSP d’essai", "35", NOW)]
    )
    team = Team.objects.get(pk=41)
    assert written == 1
    assert (team.kind, team.signed_aci, team.created_year) == (Team.Kind.MSP, False, None)


def test_a_column_without_default_must_be_given() -> None:
    with pytest.raises(ValueError, match=r"Team\.department_id has no default"):
        copy_in(Team, ("id", "name", "created_at"), [])


def test_rows_may_read_the_database_before_the_first_one() -> None:
    def rows() -> object:
        code = Department.objects.order_by("pk")[0].pk
        yield 41, "MSP d’essai", code, NOW

    assert copy_in(Team, ("id", "name", "department_id", "created_at"), rows()) == 1  # type: ignore[arg-type]


def test_a_row_that_breaks_a_rule_of_the_table_writes_nothing() -> None:
    fields = ("name", "department_id", "created_at", "colour")
    with pytest.raises(IntegrityError, match="team_colour_in_palette"), transaction.atomic():
        copy_in(Team, fields, [("Une", "35", NOW, 0), ("Deux", "35", NOW, 12)])
    assert Team.objects.count() == 0


def test_the_next_row_gets_the_next_key() -> None:
    copy_in(Organisation, ("id", "name", "kind"), [(900, "Appui", "SUPPORT")])
    settle_sequences([Organisation])
    assert Organisation.objects.create(name="Autre", kind="SUPPORT").pk == 901
