"""Opening an application, writing it, choosing its terms, signing it, giving it up.

Public names::

    open_application(*, actor, call, project, team, with_plan=True, now=None) -> Application
    write_answer(*, actor, application, question, text, expected_version, base=None, now=None)
    settle_application(*, actor, application, expected_version, changes, base=None, now=None)
    sign_application(*, actor, application, signed_on, now=None)
    abandon_application(*, actor, application, reason, now=None)
    resume_application(*, actor, application, now=None)

Who may do so is ``funding.permissions``; the caller asks it first. Refusals are
``ValidationError`` with a sentence for the screen.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from coordination.models import BearingStructure, Person, Team
from funding.models import Application, ApplicationAnswer, Call, CallQuestion
from funding.services.calls import add_standard_questions
from funding.services.drafts import locked_application, locked_draft, tell_application
from funding.services.planning import close_plan, mark_step_done, plan_application
from msp_portal.kit import clock
from msp_portal.kit.events import row_diff
from msp_portal.kit.locking import save_if_current
from msp_portal.kit.scoping import Scope
from projects.models import Budget, Project

ALREADY = "Votre équipe répond déjà à cet appel avec ce projet."


@transaction.atomic
def open_application(
    *,
    actor: Person,
    call: Call,
    project: Project,
    team: Team,
    with_plan: bool = True,
    now: datetime | None = None,
) -> Application:
    """« Répondre avec ce projet »: the draft, its questions, its dated steps.

    Who opens it is responsible for it until she chooses otherwise. A call whose form is not known
    receives the usual questions. Raises ``ValidationError`` when this team already answers it with
    this project.
    """
    moment = now or clock.now()
    scope = Scope.of(team_ids=[team.pk])
    add_standard_questions(actor=actor, call=call, now=moment)
    budget = Budget.objects.for_scope(scope).filter(project=project).order_by("-year").first()
    structures = list(BearingStructure.objects.for_scope(scope).filter(team=team)[:2])
    try:
        with transaction.atomic():
            application: Application = Application.objects.create(
                project=project,
                call=call,
                team=team,
                budget=budget,
                bearing_structure=structures[0] if len(structures) == 1 else None,
                amount_requested=_asked_from(budget, call),
                responsible=actor,
                created_at=moment,
                created_by=actor,
            )
    except IntegrityError as error:
        raise ValidationError(ALREADY) from error
    tell_application(actor, "application.opened", application, {}, moment)
    if with_plan:
        plan_application(actor=actor, application=application, now=moment)
    return application


def _asked_from(budget: Budget | None, call: Call) -> int | None:
    """The amount the budget already expects from this funder, when it names it."""
    if budget is None:
        return None
    lines = budget.lines.filter(funder=call.funder_id).exclude(funding_status="REFUSE")
    amounts = [line.amount for line in lines if line.amount]
    return sum(amounts) or None


@transaction.atomic
def write_answer(
    *,
    actor: Person,
    application: Application,
    question: CallQuestion,
    text: str,
    expected_version: int,
    base: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> ApplicationAnswer:
    """The team's own text for one question; empty, the answer is the project's words again.

    Raises ``StaleSave`` when somebody wrote the same answer meanwhile, ``ValidationError`` once
    the application is not a draft any more. The same text twice writes nothing.
    """
    moment = now or clock.now()
    current = locked_draft(application)
    if question.call_id != current.call_id:
        raise ValidationError("Cette question n’est pas de cet appel.")
    answer, _new = ApplicationAnswer.unscoped.get_or_create(  # unscoped: of the draft held here
        application=current,
        question=question,
        defaults={"updated_at": moment, "updated_by": actor},
    )
    untouched = base is not None and text == base.get("text")
    if answer.text == text or untouched:
        return answer
    saved = save_if_current(
        answer,
        expected_version=expected_version,
        changes={"text": text, "updated_at": moment, "updated_by": actor},
        base={**base, "updated_at": answer.updated_at, "updated_by": answer.updated_by}
        if base is not None
        else None,
    )
    told = {"question": [None, question.label]}
    tell_application(actor, "application.answered", current, told, moment)
    return saved


@transaction.atomic
def settle_application(
    *,
    actor: Person,
    application: Application,
    expected_version: int,
    changes: Mapping[str, Any],
    base: Mapping[str, Any] | None = None,
    now: datetime | None = None,
) -> Application:
    """Who signs, which budget, how much, who files. Raises ``StaleSave`` and ``ValidationError``."""
    current = locked_draft(application)
    structure, budget = changes.get("bearing_structure"), changes.get("budget")
    if structure is not None and structure.team_id != current.team_id:
        raise ValidationError({"bearing_structure": "Cette structure n’est pas celle de l’équipe."})
    if budget is not None and budget.project_id != current.project_id:
        raise ValidationError({"budget": "Ce budget est celui d’un autre projet."})
    told = row_diff(current, changes)
    if not told:
        return current
    saved = save_if_current(current, expected_version=expected_version, changes=changes, base=base)
    tell_application(actor, "application.settled", saved, told, now or clock.now())
    return saved


@transaction.atomic
def sign_application(
    *,
    actor: Person,
    application: Application,
    signed_on: date | None,
    now: datetime | None = None,
) -> Application:
    """Note that the legal representative signed (None: not signed after all)."""
    moment = now or clock.now()
    current = locked_draft(application)
    if signed_on and signed_on > timezone.localtime(moment).date():
        raise ValidationError({"signed_on": "Cette date est à venir."})
    saved = save_if_current(
        current, expected_version=current.version, changes={"signed_on": signed_on}
    )
    if signed_on:
        mark_step_done(actor=actor, application=saved, key="signature", now=moment)
    told = {"signed_on": [None, signed_on]}
    tell_application(actor, "application.signed", saved, told, moment)
    return saved


@transaction.atomic
def abandon_application(
    *, actor: Person, application: Application, reason: str, now: datetime | None = None
) -> Application:
    """Give up a draft, saying why: the steps left are taken away, nobody is reminded any more."""
    moment = now or clock.now()
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": "Dites en quelques mots pourquoi."})
    current = locked_draft(application)
    saved = save_if_current(
        current,
        expected_version=current.version,
        changes={"state": Application.State.ABANDONED, "abandon_reason": reason},
    )
    close_plan(actor=actor, application=saved, now=moment)
    tell_application(actor, "application.abandoned", saved, {"reason": [None, reason]}, moment)
    return saved


@transaction.atomic
def resume_application(
    *, actor: Person, application: Application, now: datetime | None = None
) -> Application:
    """Take a draft up again. Raises ``ValidationError`` when another one was opened meanwhile."""
    moment = now or clock.now()
    current = locked_application(application)
    if current.state != Application.State.ABANDONED:
        return current
    try:
        with transaction.atomic():
            saved = save_if_current(
                current,
                expected_version=current.version,
                changes={"state": Application.State.DRAFT, "abandon_reason": ""},
            )
    except IntegrityError as error:
        raise ValidationError(ALREADY) from error
    plan_application(actor=actor, application=saved, now=moment)
    tell_application(actor, "application.resumed", saved, {}, moment)
    return saved
