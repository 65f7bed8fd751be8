"""Actions: planned, held, cancelled with a reason."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from coordination.models import Person
from msp_portal.kit.events import events_about, journal_line
from msp_portal.kit.locking import StaleSave
from projects.models import Action, Project
from projects.services.plan_actions import save_action, set_action_state
from tests.factories import ActionFactory

pytestmark = pytest.mark.django_db


def test_an_action_that_ends_before_it_begins_is_refused(project: Project, owner: Person) -> None:
    changes = {"label": "Stand", "date": date(2027, 3, 2), "end_date": date(2027, 3, 1)}
    with pytest.raises(ValidationError):
        save_action(actor=owner, project=project, changes=changes)
    assert not Action.unscoped.filter(project=project).exists()


def test_a_cancellation_says_why_and_the_journal_tells_it(project: Project, owner: Person) -> None:
    action = ActionFactory(project=project, label="Stand")
    with pytest.raises(ValidationError):
        set_action_state(actor=owner, action=action, state="ANNULEE", reason=" ")
    saved = set_action_state(actor=owner, action=action, state="ANNULEE", reason="Tempête.")
    assert (saved.state, saved.state_reason) == ("ANNULEE", "Tempête.")
    assert "« Stand » : Tempête." in journal_line(events_about(saved).first()).what


def test_held_twice_is_held_once(project: Project, owner: Person) -> None:
    action = ActionFactory(project=project)
    set_action_state(actor=owner, action=action, state="FAITE")
    set_action_state(actor=owner, action=action, state="FAITE")
    assert events_about(action).filter(verb="action.held").count() == 1


def test_planned_again_it_has_no_reason_any_more(project: Project, owner: Person) -> None:
    action = ActionFactory(project=project, state="ANNULEE", state_reason="Tempête.")
    saved = set_action_state(actor=owner, action=action, state="PREVUE")
    assert (saved.state, saved.state_reason) == ("PREVUE", "")


def test_a_stale_correction_overwrites_nothing(project: Project, owner: Person) -> None:
    action = ActionFactory(project=project, version=3)
    with pytest.raises(StaleSave):
        save_action(
            actor=owner,
            project=project,
            action=action,
            expected_version=2,
            changes={"label": "Autre"},
        )
