"""The sheet and its federation: each step from the state it belongs to, and from no other."""

from collections.abc import Callable

import pytest
from django.core.exceptions import ValidationError

from capitalisation.models import ExperienceSheet, SheetReview, SheetReviewAnswer, SheetSection
from capitalisation.services.publication import publish_sheet, withdraw_sheet
from capitalisation.services.review import (
    GroupAnswer,
    reopen_sheet,
    send_back_sheet,
    submit_sheet,
    validate_sheet,
)
from capitalisation.services.sheets import save_section
from coordination.models import Person
from msp_portal.kit.models import Event, Reminder
from projects.models import Project
from tests.factories import (
    EvidenceLevelFactory,
    OrganisationFactory,
    ProjectFactory,
    TeamFactory,
    published_sheet,
    sheet_of,
    validated_sheet,
)

State = ExperienceSheet.State
YES = {group: GroupAnswer("OUI") for group in SheetReviewAnswer.Group.values}


@pytest.fixture
def draft(project: Project, owner: Person) -> ExperienceSheet:
    return sheet_of(project, actor=owner)


def fresh(sheet: ExperienceSheet) -> ExperienceSheet:
    return ExperienceSheet.unscoped.get(pk=sheet.pk)


def validate(sheet: ExperienceSheet, officer: Person, **changes: object) -> SheetReview:
    asked = {
        "actor": officer,
        "sheet": sheet,
        "organisation": sheet.team.federation,
        "grid": YES,
        "evidence_level": EvidenceLevelFactory(),
        **changes,
    }
    return validate_sheet(**asked)  # type: ignore[arg-type]


def send_back(sheet: ExperienceSheet, officer: Person, **changes: object) -> SheetReview:
    asked = {
        "actor": officer,
        "sheet": sheet,
        "organisation": sheet.team.federation,
        "comment": "Racontez aussi ce qui a freiné.",
        "grid": {},
        **changes,
    }
    return send_back_sheet(**asked)  # type: ignore[arg-type]


def test_the_whole_way_from_draft_to_library_and_back(
    draft: ExperienceSheet, owner: Person, officer: Person
) -> None:
    assert submit_sheet(actor=owner, sheet=draft).state == State.IN_REVIEW
    send_back(draft, officer)
    assert fresh(draft).state == State.TO_CORRECT
    submit_sheet(actor=owner, sheet=draft)
    validate(draft, officer)
    assert fresh(draft).state == State.VALIDATED
    publish_sheet(actor=owner, sheet=draft)
    assert fresh(draft).state == State.PUBLISHED
    withdraw_sheet(actor=owner, sheet=draft)
    assert fresh(draft).state == State.WITHDRAWN
    assert submit_sheet(actor=owner, sheet=draft).state == State.IN_REVIEW
    told = Event.unscoped.filter(verb__startswith="sheet.").order_by("pk")
    assert list(told.values_list("verb", flat=True)) == [
        "sheet.created",
        "sheet.submitted",
        "sheet.sent_back",
        "sheet.submitted",
        "sheet.validated",
        "sheet.published",
        "sheet.withdrawn",
        "sheet.submitted",
    ]


ACTS: dict[str, Callable[[ExperienceSheet, Person, Person], object]] = {
    "submit": lambda sheet, owner, _officer: submit_sheet(actor=owner, sheet=sheet),
    "reopen": lambda sheet, owner, _officer: reopen_sheet(actor=owner, sheet=sheet),
    "send_back": lambda sheet, _owner, officer: send_back(sheet, officer),
    "validate": lambda sheet, _owner, officer: validate(sheet, officer),
    "publish": lambda sheet, owner, _officer: publish_sheet(actor=owner, sheet=sheet),
    "withdraw": lambda sheet, owner, _officer: withdraw_sheet(actor=owner, sheet=sheet),
}
ALLOWED = {
    State.DRAFT: {"submit"},
    State.IN_REVIEW: {"reopen", "send_back", "validate"},
    State.TO_CORRECT: {"submit"},
    State.VALIDATED: {"reopen", "publish"},
    State.PUBLISHED: {"withdraw"},  # publishing again needs a correction: see test_publication
    State.WITHDRAWN: {"submit"},
}


def in_state(state: str, project: Project, owner: Person, officer: Person) -> ExperienceSheet:
    if state == State.DRAFT:
        return sheet_of(project, actor=owner)
    if state in {State.IN_REVIEW, State.TO_CORRECT}:
        sheet = submit_sheet(actor=owner, sheet=sheet_of(project, actor=owner))
        if state == State.TO_CORRECT:
            send_back(sheet, officer)
        return fresh(sheet)
    if state == State.VALIDATED:
        return validated_sheet(project, actor=owner)
    sheet = published_sheet(project, actor=owner)
    return withdraw_sheet(actor=owner, sheet=sheet) if state == State.WITHDRAWN else sheet


@pytest.mark.parametrize("state", list(ALLOWED))
@pytest.mark.parametrize("act", list(ACTS))
def test_each_act_is_refused_outside_its_states(
    state: str, act: str, project: Project, owner: Person, officer: Person
) -> None:
    sheet = in_state(state, project, owner, officer)
    assert sheet.state == state
    if act in ALLOWED[state]:
        ACTS[act](sheet, owner, officer)
        assert fresh(sheet).state != state
    else:
        events = Event.unscoped.count()
        with pytest.raises(ValidationError):
            ACTS[act](sheet, owner, officer)
        assert fresh(sheet).state == state
        assert Event.unscoped.count() == events


def test_a_sheet_that_tells_nothing_is_not_sent(project: Project, owner: Person) -> None:
    sheet = sheet_of(project, actor=owner)
    SheetSection.unscoped.filter(sheet=sheet).update(text="")
    with pytest.raises(ValidationError, match="ne raconte encore rien"):
        submit_sheet(actor=owner, sheet=sheet)


def test_a_sheet_without_summary_is_not_sent(project: Project, owner: Person) -> None:
    with pytest.raises(ValidationError, match="résumé"):
        submit_sheet(actor=owner, sheet=sheet_of(project, actor=owner, summary=" "))


def test_a_team_without_federation_is_told_what_to_do(owner: Person) -> None:
    alone = TeamFactory(federation=None)
    sheet = sheet_of(ProjectFactory(team=alone), actor=owner)
    with pytest.raises(ValidationError, match="aucune fédération"):
        submit_sheet(actor=owner, sheet=sheet)


def test_only_the_federation_it_was_sent_to_may_answer(
    draft: ExperienceSheet, owner: Person, officer: Person
) -> None:
    submit_sheet(actor=owner, sheet=draft)
    other = OrganisationFactory(name="Une autre fédération")
    for act in (validate, send_back):
        with pytest.raises(ValidationError, match="pas été envoyée à votre fédération"):
            act(draft, officer, organisation=other)
    assert not SheetReview.unscoped.exists()


def test_validating_needs_the_four_groups_a_level_and_a_word_for_each_no(
    draft: ExperienceSheet, owner: Person, officer: Person
) -> None:
    submit_sheet(actor=owner, sheet=draft)
    three = dict(list(YES.items())[:3])
    for faulty, words in (
        ({"grid": three}, "quatre groupes"),
        ({"grid": {**YES, "4": GroupAnswer("NON")}}, "chaque « non »"),
        ({"evidence_level": None}, "niveau de preuve"),
    ):
        with pytest.raises(ValidationError, match=words):
            validate(draft, officer, **faulty)
    assert fresh(draft).state == State.IN_REVIEW
    review = validate(draft, officer, grid={**YES, "4": GroupAnswer("NON", "À préciser.")})
    assert review.answers.get(group="4").comment == "À préciser."


def test_sending_back_says_what_to_do(
    draft: ExperienceSheet, owner: Person, officer: Person
) -> None:
    submit_sheet(actor=owner, sheet=draft)
    with pytest.raises(ValidationError, match="ce qu’il faut reprendre"):
        send_back(draft, officer, comment="  ")


def test_the_level_of_evidence_is_given_by_the_federation_alone(
    draft: ExperienceSheet, owner: Person, officer: Person
) -> None:
    submit_sheet(actor=owner, sheet=draft)
    assert fresh(draft).evidence_level is None
    validate(draft, officer, evidence_level=EvidenceLevelFactory(code="PROMETTEUR"))
    assert fresh(draft).evidence_level_id == "PROMETTEUR"


def test_words_do_not_move_while_the_federation_reads(
    draft: ExperienceSheet, owner: Person
) -> None:
    submit_sheet(actor=owner, sheet=draft)
    section = SheetSection.unscoped.get(sheet=draft, key="FREINS")
    with pytest.raises(ValidationError, match="reprenez-la d’abord en main"):
        save_section(
            actor=owner, section=section, expected_version=1, changes={"text": "Autre chose."}
        )


def test_taken_back_in_hand_before_any_reading_the_federation_sees_it_no_more(
    draft: ExperienceSheet, owner: Person, officer: Person, scope_of: Callable
) -> None:
    submit_sheet(actor=owner, sheet=draft)
    seen = ExperienceSheet.objects.for_scope(scope_of(officer))
    assert seen.filter(pk=draft.pk).exists()
    reopen_sheet(actor=owner, sheet=draft)
    assert fresh(draft).state == State.DRAFT
    assert not seen.filter(pk=draft.pk).exists()


def test_what_is_being_rewritten_is_not_read_by_the_federation(
    draft: ExperienceSheet, owner: Person, officer: Person, scope_of: Callable
) -> None:
    words = SheetSection.objects.for_scope(scope_of(officer)).filter(sheet=draft)
    assert not words.exists()
    submit_sheet(actor=owner, sheet=draft)
    assert words.count() == 9
    send_back(draft, officer)
    assert not words.exists()


def test_who_must_act_is_told_once_and_never_of_her_own_act(
    draft: ExperienceSheet, owner: Person, officer: Person
) -> None:
    submit_sheet(actor=owner, sheet=draft)
    assert list(Reminder.objects.values_list("kind", "recipient_id")) == [
        ("fiche-a-relire", officer.pk)
    ]
    send_back(draft, officer)
    assert list(
        Reminder.objects.filter(kind="fiche-a-reprendre").values_list("recipient_id", flat=True)
    ) == [owner.pk]
