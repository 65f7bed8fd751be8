"""The sheet and its federation: sent, taken back in hand, sent back, validated.

    BROUILLON ──► RELECTURE ──► VALIDEE ──► (publication)
                   │    ▲
                   ▼    │
                 CORRECTIONS

A sheet withdrawn from the library may be sent again.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from capitalisation.models import ExperienceSheet, SheetReview, SheetReviewAnswer, SheetSection
from capitalisation.services.news import SENT_BACK, SUBMITTED, VALIDATED, tell_federation, tell_team
from coordination.models import Organisation, Person
from msp_portal.kit import clock
from msp_portal.reference.models import EvidenceLevel
from projects.services.project_activity import record_project_event

State = ExperienceSheet.State

NO_FEDERATION = (
    "Votre équipe n’est rattachée à aucune fédération : demandez à l’équipe du portail de la "
    "rattacher, la relecture pourra alors commencer."
)
NOTHING_TOLD = "La fiche ne raconte encore rien : écrivez au moins une partie avant de l’envoyer."
NO_SUMMARY = "Ajoutez un résumé : c’est lui qu’on lira d’abord dans la bibliothèque."
WRONG_STATE = "Cela n’est pas possible : la fiche est « {state} »."
NOT_THE_REVIEWER = "Cette fiche n’a pas été envoyée à votre fédération."
SAY_WHAT = "Dites à l’équipe ce qu’il faut reprendre."
GRID_INCOMPLETE = "Répondez aux quatre groupes de critères, « nr » compris."
SAY_WHY_NO = "Dites en une phrase ce qui manque pour chaque « non »."
NO_EVIDENCE = "Choisissez un niveau de preuve, « Non évalué » compris."


@dataclass(frozen=True, slots=True)
class GroupAnswer:
    """What a reviewer says of one group of criteria."""

    answer: str
    comment: str = ""


Grid = Mapping[str, GroupAnswer]


@transaction.atomic
def submit_sheet(
    *, actor: Person, sheet: ExperienceSheet, now: datetime | None = None
) -> ExperienceSheet:
    """Send it to the team's federation, which reads it from now on. Raises ``ValidationError``."""
    moment = now or clock.now()
    locked = locked_sheet(sheet)
    require(locked, State.DRAFT, State.TO_CORRECT, State.WITHDRAWN)
    federation = locked.team.federation
    if federation is None:
        raise ValidationError(NO_FEDERATION)
    _check_told(locked)
    move(
        actor,
        locked,
        "sheet.submitted",
        moment,
        state=State.IN_REVIEW,
        reviewer_organisation=federation,
        submitted_at=moment,
        validated_at=None,
    )
    tell_federation(SUBMITTED, actor=actor, sheet=locked, now=moment)
    return locked


@transaction.atomic
def reopen_sheet(
    *, actor: Person, sheet: ExperienceSheet, now: datetime | None = None
) -> ExperienceSheet:
    """The team takes its sheet back in hand: the federation reads it no more until sent again."""
    moment = now or clock.now()
    locked = locked_sheet(sheet)
    require(locked, State.IN_REVIEW, State.VALIDATED)
    reviewed = SheetReview.unscoped.filter(sheet=locked).exists()  # unscoped: the caller's sheet
    changes: dict[str, Any] = {"validated_at": None}
    if reviewed:
        changes["state"] = State.TO_CORRECT
    else:
        changes |= {"state": State.DRAFT, "submitted_at": None}
    return move(actor, locked, "sheet.reopened", moment, **changes)


@transaction.atomic
def send_back_sheet(
    *,
    actor: Person,
    sheet: ExperienceSheet,
    organisation: Organisation,
    comment: str,
    grid: Grid,
    now: datetime | None = None,
) -> SheetReview:
    """Ask the team for corrections, saying which. Groups not read yet may be left out."""
    moment = now or clock.now()
    locked = _in_review(sheet, organisation)
    if not comment.strip():
        raise ValidationError({"comment": SAY_WHAT})
    _check_refusals(grid)
    review = _write_review(
        actor=actor,
        sheet=locked,
        verdict=SheetReview.Verdict.TO_CORRECT,
        comment=comment,
        grid=grid,
        now=moment,
    )
    move(actor, locked, "sheet.sent_back", moment, state=State.TO_CORRECT)
    tell_team(SENT_BACK, actor=actor, sheet=locked, now=moment)
    return review


@transaction.atomic
def validate_sheet(
    *,
    actor: Person,
    sheet: ExperienceSheet,
    organisation: Organisation,
    grid: Grid,
    evidence_level: EvidenceLevel | None,
    comment: str = "",
    now: datetime | None = None,
) -> SheetReview:
    """Validate it, the four groups answered, with the level of evidence of the intervention.

    The intervention is rated, the team never. Publishing stays the team's own act.
    """
    moment = now or clock.now()
    locked = _in_review(sheet, organisation)
    if set(grid) != set(SheetReviewAnswer.Group.values):
        raise ValidationError({"grid": GRID_INCOMPLETE})
    _check_refusals(grid)
    if evidence_level is None:
        raise ValidationError({"evidence_level": NO_EVIDENCE})
    review = _write_review(
        actor=actor,
        sheet=locked,
        verdict=SheetReview.Verdict.VALIDATED,
        comment=comment,
        grid=grid,
        now=moment,
    )
    move(
        actor,
        locked,
        "sheet.validated",
        moment,
        state=State.VALIDATED,
        validated_at=moment,
        evidence_level=evidence_level,
    )
    tell_team(VALIDATED, actor=actor, sheet=locked, now=moment)
    return review


def locked_sheet(sheet: ExperienceSheet) -> ExperienceSheet:
    """The sheet as it is now, held until the end of the transaction."""
    locked: ExperienceSheet = (
        ExperienceSheet.unscoped.select_for_update(of=("self",))  # unscoped: the caller holds it
        .select_related(
            "project",
            "team__federation",
            "team__department__region",
            "reviewer_organisation",
            "evidence_level",
            "snapshot",
        )
        .get(pk=sheet.pk)
    )
    return locked


def require(sheet: ExperienceSheet, *states: str) -> None:
    """Refuse what the present state does not allow."""
    if sheet.state not in states:
        words = sheet.get_state_display().lower()
        raise ValidationError(WRONG_STATE.format(state=words), code="state")


def move(
    actor: Person, sheet: ExperienceSheet, verb: str, now: datetime, **changes: Any
) -> ExperienceSheet:
    """Write a change of state and its event. ``version`` grows: an open page becomes stale."""
    old = sheet.state
    for name, value in changes.items():
        setattr(sheet, name, value)
    sheet.version += 1
    sheet.save(update_fields=[*changes, "version"])
    record_project_event(
        actor=actor,
        project=sheet.project,
        verb=verb,
        subject=sheet,
        changes={"state": [old, sheet.state]},
        now=now,
    )
    return sheet


def _check_told(sheet: ExperienceSheet) -> None:
    written = SheetSection.unscoped.filter(sheet=sheet).exclude(text="")  # unscoped: caller's
    if not written.exists():
        raise ValidationError(NOTHING_TOLD)
    if not sheet.summary.strip():
        raise ValidationError(NO_SUMMARY)


def _in_review(sheet: ExperienceSheet, organisation: Organisation) -> ExperienceSheet:
    locked = locked_sheet(sheet)
    if locked.reviewer_organisation_id != organisation.pk:
        raise ValidationError(NOT_THE_REVIEWER)
    require(locked, State.IN_REVIEW)
    return locked


def _check_refusals(grid: Grid) -> None:
    silent = [
        group
        for group, said in grid.items()
        if said.answer == SheetReviewAnswer.Answer.NO and not said.comment.strip()
    ]
    if silent:
        raise ValidationError({"grid": SAY_WHY_NO})


def _write_review(
    *,
    actor: Person,
    sheet: ExperienceSheet,
    verdict: str,
    comment: str,
    grid: Grid,
    now: datetime,
) -> SheetReview:
    review: SheetReview = SheetReview.objects.create(
        sheet=sheet,
        organisation=sheet.reviewer_organisation,
        reviewer=actor,
        verdict=verdict,
        comment=comment.strip(),
        reviewed_at=now,
    )
    SheetReviewAnswer.objects.bulk_create(
        SheetReviewAnswer(
            review=review, group=group, answer=said.answer, comment=said.comment.strip()
        )
        for group, said in sorted(grid.items())
    )
    return review
