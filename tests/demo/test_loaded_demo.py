"""Loading again, or beside others, a demo that is already there."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from coordination.models import Person, Team
from msp_portal.demo.state import State, look
from msp_portal.kit.models import Mail
from tests.demo.rows import everything
from tests.factories import PersonFactory, ProjectFactory


def load() -> str:
    out = StringIO()
    call_command("load_demo", stdout=out)
    return out.getvalue()


def test_a_second_run_says_so_and_changes_nothing(demo):
    before = everything()
    assert before["projects.Project"] == 7
    assert "déjà là" in load()
    assert everything() == before


def test_what_was_tried_in_the_demo_does_not_make_it_foreign(demo):
    somebody = Person.objects.get(email="coordinatrice@msp-2012.example.org")
    ProjectFactory(team=Team.objects.get(name="MSP 2012"), created_by=somebody)
    assert look().state is State.LOADED


def test_it_refuses_when_somebody_else_came_beside_the_demo(demo):
    PersonFactory()
    with pytest.raises(CommandError, match=r"1.personne"):
        load()


def test_no_mail_of_the_past_is_left_to_send(demo):
    assert Mail.objects.count() == 0
