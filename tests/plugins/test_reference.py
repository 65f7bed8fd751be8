"""A test that empties the tables gives the reference lists back to the next ones."""

import pytest
from django.core.management import call_command

from msp_portal.reference.models import Commune, Region
from tests.plugins import reference


@pytest.mark.django_db(transaction=True)
def test_the_lists_are_put_back_once_the_tables_were_emptied(request):
    teardown = reference.pytest_runtest_teardown(request.node)
    next(teardown)
    call_command("flush", interactive=False, verbosity=0)
    assert not Region.objects.exists()
    with pytest.raises(StopIteration):
        next(teardown)
    assert Region.objects.count() == 18
    assert Commune.objects.filter(department_id="35").exists()


@pytest.mark.django_db
def test_only_tests_that_empty_tables_are_concerned(request):
    assert not reference._flushes(request.node)


def test_every_database_test_finds_the_lists_and_the_communes_of_bretagne(reference_data):
    assert Region.objects.count() == 18
    assert set(Commune.objects.values_list("department_id", flat=True)) == set(reference.BRETAGNE)
