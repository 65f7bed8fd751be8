"""Facts: noted once, corrected with a reason, withdrawn and put back; never overwritten."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError

from msp_portal.kit import clock
from msp_portal.kit.models import Event
from projects.models import Fact
from projects.queries.figures import totals
from projects.services.facts import Said, correct_fact, record_fact, restore_fact, withdraw_fact
from tests.factories import IndicatorFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def indicator(project):
    return IndicatorFactory(project=project, name="Participants", unit="passages")


def said(value=80, **more):
    day = more.pop("day", date(2026, 3, 12))
    return Said(date=day, value=None if value is None else Decimal(value), **more)


def record(actor, indicator, what=None, uuid=None):
    return record_fact(
        actor=actor, indicator=indicator, said=what or said(), client_uuid=uuid or uuid4()
    )


def verbs():
    return list(Event.unscoped.order_by("pk").values_list("verb", flat=True))


def test_a_fact_keeps_what_was_said_and_who_said_it(owner, indicator, project):
    fact = record(owner, indicator, said(label=" Théâtre-forum ", source="Comptage à l’entrée"))
    fact.refresh_from_db()
    assert (fact.value, fact.label, fact.source) == (80, "Théâtre-forum", "Comptage à l’entrée")
    assert (fact.recorded_by, fact.project) == (owner, project)
    assert verbs() == ["fact.noted"]


def test_the_same_form_twice_notes_one_fact_and_one_event(owner, indicator):
    uuid = uuid4()
    first = record(owner, indicator, uuid=uuid)
    again = record(owner, indicator, said(90), uuid=uuid)
    assert again.pk == first.pk
    assert again.value == 80
    assert (Fact.unscoped.count(), verbs()) == (1, ["fact.noted"])


def test_an_identifier_that_served_elsewhere_is_refused(owner, indicator):
    uuid = uuid4()
    record(owner, IndicatorFactory(), uuid=uuid)
    with pytest.raises(ValidationError, match="autre projet"):
        record(owner, indicator, uuid=uuid)


def test_not_measured_has_no_value(owner, indicator):
    fact = record(owner, indicator, said(None))
    assert (fact.value, fact.not_measured) == (None, True)


@pytest.mark.parametrize(
    ("what", "match"),
    [
        (said(-1), "négatif"),
        (said(1, day=clock.today() + timedelta(days=1)), "pas encore venue"),
    ],
)
def test_what_cannot_be_is_refused(owner, indicator, what, match):
    with pytest.raises(ValidationError, match=match):
        record(owner, indicator, what)
    assert not Fact.unscoped.exists()


def test_a_correction_is_a_new_row_and_the_old_one_stays(owner, teammate, indicator, project):
    old = record(owner, indicator, said(800))
    new = correct_fact(
        actor=teammate, fact=old, said=said(80), reason="faute de frappe", client_uuid=uuid4()
    )
    old.refresh_from_db()
    assert (old.value, new.value, new.replaces, new.recorded_by) == (800, 80, old, teammate)
    assert totals(project).passages == 80
    assert verbs() == ["fact.noted", "fact.corrected"]
    assert Event.unscoped.latest("pk").changes["figure"] == [
        "Participants : 800\u00a0passages",
        "Participants : 80\u00a0passages",
    ]


def test_a_correction_says_why(owner, indicator):
    old = record(owner, indicator)
    with pytest.raises(ValidationError, match="pourquoi"):
        correct_fact(actor=owner, fact=old, said=said(8), reason=" ", client_uuid=uuid4())


def test_of_two_corrections_the_second_is_told(owner, indicator):
    old = record(owner, indicator)
    correct_fact(actor=owner, fact=old, said=said(8), reason="une", client_uuid=uuid4())
    with pytest.raises(ValidationError, match="déjà été corrigé"):
        correct_fact(actor=owner, fact=old, said=said(9), reason="deux", client_uuid=uuid4())


def test_the_same_correction_twice_is_one(owner, indicator):
    old, uuid = record(owner, indicator), uuid4()
    once = correct_fact(actor=owner, fact=old, said=said(8), reason="une", client_uuid=uuid)
    twice = correct_fact(actor=owner, fact=old, said=said(8), reason="une", client_uuid=uuid)
    assert once.pk == twice.pk


def test_withdrawn_then_put_back(owner, indicator, project):
    fact = record(owner, indicator)
    withdraw_fact(actor=owner, fact=fact)
    withdraw_fact(actor=owner, fact=fact)
    assert totals(project).passages is None
    with pytest.raises(ValidationError, match="Rétablissez"):
        correct_fact(actor=owner, fact=fact, said=said(8), reason="r", client_uuid=uuid4())
    restore_fact(actor=owner, fact=fact)
    assert totals(project).passages == 80
    assert verbs() == ["fact.noted", "fact.withdrawn", "fact.restored"]


def test_what_was_corrected_is_not_withdrawn_from_under_its_correction(owner, indicator):
    old = record(owner, indicator)
    correct_fact(actor=owner, fact=old, said=said(8), reason="une", client_uuid=uuid4())
    with pytest.raises(ValidationError, match="déjà été corrigé"):
        withdraw_fact(actor=owner, fact=old)


def test_noting_a_fact_is_a_sign_of_life(owner, indicator, project):
    before = project.last_activity_at
    record(owner, indicator)
    project.refresh_from_db()
    assert project.last_activity_at > before
