"""The commands on a database where the demo is not."""

import pytest
from django.core.management import CommandError, call_command

from coordination.models import Person
from tests.factories import PersonFactory

pytestmark = pytest.mark.django_db


def test_the_accounts_say_what_to_do(settings):
    settings.DEMO = True
    with pytest.raises(CommandError, match="load_demo"):
        call_command("demo_accounts")


def test_the_work_of_others_is_not_erased(settings):
    settings.DEMO = True
    somebody = PersonFactory()
    with pytest.raises(CommandError, match="n’est pas dans cette base"):
        call_command("reset_demo", tout=True)
    assert Person.objects.filter(pk=somebody.pk).exists()
