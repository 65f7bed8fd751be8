"""Loading: into an empty database of a demo only, whole or not at all."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from coordination.models import Person
from funding.models import Call
from msp_portal.demo.loading import load_demo
from msp_portal.kit.scoping import NOBODY
from msp_portal.reference.models import Commune
from projects.models import Project
from tests.demo.rows import everything
from tests.factories import OrganisationFactory, PersonFactory, ProjectFactory, TeamFactory

pytestmark = pytest.mark.django_db


def test_it_refuses_outside_the_demo(settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="portail de démonstration"):
        call_command("load_demo")
    assert not Person.objects.exists()


@pytest.mark.parametrize(
    ("make", "named"),
    [
        (PersonFactory, "1.personne"),
        (TeamFactory, "1.équipe"),
        (ProjectFactory, "1.projet"),
        (OrganisationFactory, "1.organisation"),
    ],
)
def test_it_refuses_a_database_that_holds_anything_else(settings, make, named):
    settings.DEMO = True
    make()
    before = everything()
    with pytest.raises(CommandError, match=named):
        call_command("load_demo")
    assert everything() == before


def test_without_reference_lists_it_says_what_to_do(settings):
    settings.DEMO = True
    Commune.objects.filter(pk="56091").delete()
    with pytest.raises(CommandError, match="load_reference"):
        call_command("load_demo")
    assert not Person.objects.exists()


@pytest.mark.parametrize("today", [date(2026, 1, 1), date(2028, 2, 29), date(2027, 7, 14)])
def test_it_loads_on_any_day_and_keeps_its_promises(settings, today):
    settings.DEMO = True
    load_demo(today=today)
    draft = Call.objects.for_scope(NOBODY).get(closes_at__date__gt=today, amount_max=3000)
    assert (draft.closes_at.date() - today).days == 15
    counted = Project.unscoped.get(title="Ma ville en rose").facts.all()
    assert {fact.date.year for fact in counted} == {today.year - 1}
