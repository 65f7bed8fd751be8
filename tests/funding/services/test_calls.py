"""Noting and correcting calls, by several hands."""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from coordination.models import Organisation, Person, Team
from funding.models import Call, CallPiece, CallQuestion
from funding.queries.standard import standard_questions
from funding.services.applications import write_answer
from funding.services.call_parts import save_parts
from funding.services.calls import (
    FunderSaid,
    add_standard_questions,
    edit_call,
    note_call,
    remove_call,
)
from msp_portal.kit import clock
from msp_portal.kit.events import events_about
from msp_portal.kit.locking import StaleSave
from msp_portal.reference.models import CallKind
from tests.factories import (
    ApplicationFactory,
    CallFactory,
    CallPieceFactory,
    CallQuestionFactory,
    RegionFactory,
    ThemeFactory,
)

pytestmark = pytest.mark.django_db


def noted(owner: Person, funder: Organisation | FunderSaid, **who: object) -> Call:
    return note_call(
        actor=owner,
        title="Mois sans tabac",
        funder=funder,
        closes_at=clock.now() + timedelta(days=20),
        kind=CallKind.objects.get(pk="AAP"),
        **who,
    )


def test_a_call_is_one_team_s_or_everybody_s(
    owner: Person, funder: Organisation, team: Team
) -> None:
    assert noted(owner, funder, team=team).owner_team == team
    assert noted(owner, funder, federation=team.federation).is_public
    with pytest.raises(ValidationError):
        noted(owner, funder)
    with pytest.raises(ValidationError):
        noted(owner, funder, team=team, federation=team.federation)


def test_noting_a_call_is_told_in_the_journal_of_the_team(
    owner: Person, funder: Organisation, team: Team
) -> None:
    event = events_about(noted(owner, funder, team=team)).get()
    assert (event.verb, event.actor, event.team_ids) == ("call.noted", owner, [team.pk])


def test_a_single_date_needs_its_deadline(owner: Person, funder: Organisation, team: Team) -> None:
    with pytest.raises(ValidationError, match="date limite"):
        note_call(
            actor=owner,
            title="Sans date",
            funder=funder,
            closes_at=None,
            kind=CallKind.objects.get(pk="AAP"),
            team=team,
        )


def test_two_persons_changing_different_things_are_both_kept(
    owner: Person, teammate: Person
) -> None:
    call = CallFactory(context="Avant", contact="")
    edit_call(actor=owner, call=call, expected_version=1, changes={"contact": "01 02"})
    saved = edit_call(
        actor=teammate,
        call=call,
        expected_version=1,
        changes={"context": "Après"},
        base={"context": "Avant"},
    )
    assert (saved.contact, saved.context, saved.version) == ("01 02", "Après", 3)


def test_two_persons_changing_the_same_thing_see_both_versions(
    owner: Person, teammate: Person
) -> None:
    call = CallFactory(context="Avant")
    edit_call(actor=owner, call=call, expected_version=1, changes={"context": "Le sien"})
    with pytest.raises(StaleSave) as caught:
        edit_call(
            actor=teammate,
            call=call,
            expected_version=1,
            changes={"context": "Le mien"},
            base={"context": "Avant"},
        )
    assert caught.value.current.context == "Le sien"
    assert caught.value.attempted["context"] == "Le mien"
    call.refresh_from_db()
    assert call.context == "Le sien"


def test_themes_added_by_two_persons_are_all_kept(owner: Person, teammate: Person) -> None:
    call = CallFactory()
    tobacco, alcohol = ThemeFactory(code="TABAC"), ThemeFactory(code="ALCOOL")
    for actor, theme in ((owner, tobacco), (teammate, alcohol)):
        edit_call(
            actor=actor,
            call=call,
            expected_version=1,
            changes={"themes": [theme]},
            base={"themes": []},
        )
    assert set(call.themes.all()) == {tobacco, alcohol}


def test_the_usual_questions_are_given_once_to_a_call_without_any(owner: Person) -> None:
    call = CallFactory()
    assert add_standard_questions(actor=owner, call=call) == len(standard_questions())
    assert add_standard_questions(actor=owner, call=call) == 0
    assert call.questions.count() == len(standard_questions())


def test_the_usual_questions_name_known_parts_of_a_project() -> None:
    sources = {question.source for question in standard_questions()}
    assert sources <= set(CallQuestion.Source.values)
    assert len(sources) > 8


def test_the_parts_of_a_call_become_the_rows_that_were_typed(owner: Person) -> None:
    call = CallFactory()
    kept, gone = (
        CallPieceFactory(call=call, label="RIB"),
        CallPieceFactory(call=call, label="Vieux"),
    )
    saved = save_parts(
        actor=owner,
        call=call,
        part=CallPiece,
        expected_version=1,
        rows=[
            {"label": "Statuts", "required": False},
            {"id": kept.pk, "label": "RIB récent", "required": True},
        ],
    )
    assert [(p.label, p.required) for p in call.pieces.order_by("position")] == [
        ("Statuts", False),
        ("RIB récent", True),
    ]
    assert not CallPiece.objects.filter(pk=gone.pk).exists()
    assert saved.version == 2


def test_rows_typed_against_an_old_version_write_nothing(owner: Person) -> None:
    call = CallFactory()
    save_parts(actor=owner, call=call, part=CallPiece, expected_version=1, rows=[{"label": "RIB"}])
    with pytest.raises(StaleSave):
        save_parts(actor=owner, call=call, part=CallPiece, expected_version=1, rows=[])
    assert call.pieces.count() == 1


def test_a_question_that_was_answered_is_not_taken_away(owner: Person) -> None:
    call = CallFactory()
    question = CallQuestionFactory(call=call)
    application = ApplicationFactory(call=call)
    write_answer(
        actor=owner, application=application, question=question, text="Oui.", expected_version=1
    )
    with pytest.raises(ValidationError, match="a déjà servi"):
        save_parts(actor=owner, call=call, part=CallQuestion, expected_version=1, rows=[])
    assert call.questions.count() == 1


def test_a_call_that_served_is_not_removed(owner: Person) -> None:
    call = CallFactory()
    ApplicationFactory(call=call)
    with pytest.raises(ValidationError):
        remove_call(actor=owner, call=call)
    free = CallFactory()
    remove_call(actor=owner, call=free)
    assert not Call.unscoped.filter(pk=free.pk).exists()  # unscoped: tests


def test_a_funder_named_by_hand_is_written_down_once_and_told(owner: Person, team: Team) -> None:
    region = RegionFactory()
    first = noted(owner, FunderSaid("  Fondation  des Rives ", region), team=team).funder
    again = noted(owner, FunderSaid("fondation des rives", region), team=team).funder
    assert (first.name, again) == ("Fondation des Rives", first)
    (event,) = events_about(first)
    assert (event.actor, event.verb, event.team_ids) == (owner, "funder.noted", [team.pk])


def test_a_call_that_is_refused_leaves_no_funder_behind(owner: Person, team: Team) -> None:
    with pytest.raises(ValidationError):
        noted(owner, FunderSaid("Fondation des Rives", RegionFactory()))
    with pytest.raises(IntegrityError), transaction.atomic():
        noted(owner, FunderSaid("Fondation des Rives", None), team=team, rate_max=-1)
    assert not Organisation.objects.filter(name="Fondation des Rives").exists()
