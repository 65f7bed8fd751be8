"""Coming back to the first day: whole, and only a demo."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from coordination.models import Person
from msp_portal.demo.state import State, look
from msp_portal.kit.models import Event
from msp_portal.reference.models import Theme
from projects.models import Project
from tests.factories import PersonFactory


def reset(**options: object) -> str:
    out = StringIO()
    call_command("reset_demo", stdout=out, **options)
    return out.getvalue()


def test_what_was_tried_is_gone_and_the_lists_stay(demo):
    shown = Project.unscoped.get(title="Ma ville en rose")
    Project.unscoped.filter(pk=shown.pk).update(title="Autre titre")
    themes, events = Theme.objects.count(), Event.unscoped.count()
    assert "premier jour" in reset(today=demo)
    assert Project.unscoped.filter(title="Ma ville en rose").count() == 1
    assert not Project.unscoped.filter(title="Autre titre").exists()
    assert (Theme.objects.count(), Event.unscoped.count()) == (themes, events)


def test_persons_added_since_are_not_erased_without_saying_so(demo):
    PersonFactory(email="ajoutee@example.org")
    with pytest.raises(CommandError, match=r"1.personne"):
        reset()
    assert Person.objects.filter(email="ajoutee@example.org").exists()
    reset(tout=True, today=demo)
    assert look().state is State.LOADED
    assert not Person.objects.filter(email="ajoutee@example.org").exists()


def test_it_refuses_outside_the_demo(demo, settings):
    settings.DEMO = False
    with pytest.raises(CommandError, match="démonstration"):
        reset()
    assert look().state is State.LOADED
