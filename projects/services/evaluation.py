"""The evaluation of a project: opening a period, writing, validating, reopening."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from coordination.models import Person
from msp_portal.kit import clock
from msp_portal.kit.events import row_diff
from msp_portal.kit.french import short_date
from msp_portal.kit.locking import save_if_current
from projects.models import Evaluation, Project
from projects.services.project_activity import record_project_event

LOCKED = "Ce bilan est validé. Rouvrez-le pour le modifier."
BACKWARDS = "La période finit avant de commencer."
States = Project.EvaluationState


@transaction.atomic
def open_evaluation(
    *,
    actor: Person,
    project: Project,
    period_start: date,
    period_end: date,
    now: datetime | None = None,
) -> Evaluation:
    """The evaluation of a period; the one that exists when it was begun already. Raises
    ``ValidationError`` when the period ends before it begins."""
    if period_end < period_start:
        raise ValidationError({"end": BACKWARDS})
    moment = now or clock.now()
    evaluation, created = Evaluation.unscoped.get_or_create(  # unscoped: the caller's project
        project=project,
        period_start=period_start,
        period_end=period_end,
        defaults={"updated_at": moment},
    )
    if created:
        _set_state(project, States.ONGOING)
        _tell(actor, evaluation, "evaluation.opened", {}, moment)
    opened: Evaluation = evaluation
    return opened


@transaction.atomic
def save_evaluation(
    *,
    actor: Person,
    evaluation: Evaluation,
    expected_version: int,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> Evaluation:
    """Write what was typed, autosave included; the arguments are those of ``save_if_current``.

    Raises ``StaleSave`` when somebody wrote the same part meanwhile, and ``ValidationError`` when
    the evaluation is validated.
    """
    moment = now or clock.now()
    current = _locked(evaluation)
    told = row_diff(current, changes)
    if not told:
        return current
    if current.validated_at is not None:
        raise ValidationError(LOCKED)
    saved = save_if_current(
        current,
        expected_version=expected_version,
        changes={**{name: changes[name] for name in told}, "updated_at": moment},
        base={**base, "updated_at": current.updated_at} if base is not None else None,
    )
    _tell(actor, saved, "evaluation.edited", told, moment)
    return saved


@transaction.atomic
def validate_evaluation(
    *, actor: Person, evaluation: Evaluation, now: datetime | None = None
) -> Evaluation:
    """The team says that this evaluation is its own. Twice is once. An evaluation without any
    measure may be validated: « non mesuré » is a result."""
    moment = now or clock.now()
    current = _locked(evaluation)
    if current.validated_at is not None:
        return current
    changes = {"validated_at": moment, "validated_by": actor, "updated_at": moment}
    saved = save_if_current(current, expected_version=current.version, changes=changes)
    _set_state(saved.project, States.DONE)
    _tell(actor, saved, "evaluation.validated", {}, moment)
    return saved


@transaction.atomic
def reopen_evaluation(
    *, actor: Person, evaluation: Evaluation, now: datetime | None = None
) -> Evaluation:
    """Work on it again. What was sent meanwhile stays as it was sent."""
    moment = now or clock.now()
    current = _locked(evaluation)
    if current.validated_at is None:
        return current
    changes = {"validated_at": None, "validated_by": None, "updated_at": moment}
    saved = save_if_current(current, expected_version=current.version, changes=changes)
    others = Evaluation.unscoped.filter(  # unscoped: the caller holds the project
        project=saved.project, validated_at__isnull=False
    )
    if not others.exists():
        _set_state(saved.project, States.ONGOING)
    _tell(actor, saved, "evaluation.reopened", {}, moment)
    return saved


def _set_state(project: Project, state: str) -> None:
    Project.unscoped.filter(pk=project.pk).update(  # unscoped: the caller holds the project
        evaluation_state=state
    )
    project.evaluation_state = state


def _locked(evaluation: Evaluation) -> Evaluation:
    locked: Evaluation = (
        Evaluation.unscoped.select_for_update(of=("self",))  # unscoped: the caller holds it
        .select_related("project")
        .get(pk=evaluation.pk)
    )
    return locked


def _tell(
    actor: Person, evaluation: Evaluation, verb: str, changes: dict[str, Any], moment: datetime
) -> None:
    period = f"{short_date(evaluation.period_start)} – {short_date(evaluation.period_end)}"
    record_project_event(
        actor=actor,
        project=evaluation.project,
        verb=verb,
        subject=evaluation,
        changes={**changes, "period": [None, period]},
        now=moment,
    )
