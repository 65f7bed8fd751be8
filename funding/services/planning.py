"""The dated steps before a deadline: budget, pieces, agreement, signature, filing.

They are ordinary tasks of the project, under the plan key of the application, so that they are
done, moved and reminded like any other.
"""

from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from coordination.models import Person
from funding.models import Application
from funding.queries.applications import deadline_of
from funding.queries.standard import plan_steps
from funding.services.drafts import locked_draft, tell_application
from msp_portal.kit import clock
from projects.models import Task
from projects.services.plan_backward import PlanOutcome, apply_backward_plan
from projects.services.tasks import mark_task, remove_task

NO_DEADLINE = "Cet appel n’a pas de date limite connue : il n’y a rien à compter à rebours."


def plan_key(application: Application) -> str:
    """What the steps of this application are filed under."""
    return f"dossier-{application.pk}"


def plan_application(
    *, actor: Person, application: Application, now: datetime, strict: bool = False
) -> PlanOutcome:
    """Write the steps, or move them when the deadline moved. Inside the caller's transaction.

    Without deadline, or once it has passed, nothing is planned; ``strict`` then raises
    ``ValidationError``.
    """
    deadline = deadline_of(application, now)
    if deadline is None or deadline < now:
        if strict:
            raise ValidationError(NO_DEADLINE)
        return PlanOutcome()
    return apply_backward_plan(
        actor=actor,
        project=application.project,
        anchor=timezone.localtime(deadline).date(),
        steps=plan_steps(),
        plan_key_prefix=plan_key(application),
        now=now,
    )


@transaction.atomic
def plan_draft(
    *, actor: Person, application: Application, now: datetime | None = None
) -> PlanOutcome:
    """The same on demand. Raises ``ValidationError`` without a deadline ahead, or when it is not a
    draft any more."""
    moment = now or clock.now()
    current = locked_draft(application)
    outcome = plan_application(actor=actor, application=current, now=moment, strict=True)
    tell_application(actor, "application.planned", current, {}, moment)
    return outcome


def steps_of(application: Application) -> list[Task]:
    """The steps, in the order of their dates."""
    rows = Task.unscoped.filter(  # unscoped: of an application the caller holds
        project_id=application.project_id, plan_key__startswith=f"{plan_key(application)}:"
    )
    return list(rows.select_related("owner__profession").order_by("due_on", "pk"))


def mark_step_done(*, actor: Person, application: Application, key: str, now: datetime) -> None:
    """The act itself was noted: its step is done."""
    for task in steps_of(application):
        if task.plan_key.endswith(f":{key}") and not task.is_done:
            mark_task(actor=actor, task=task, state="done", now=now)


def finish_plan(*, actor: Person, application: Application, now: datetime) -> None:
    """Filed: there is nothing left to do of it."""
    for task in steps_of(application):
        if not task.is_done:
            mark_task(actor=actor, task=task, state="done", now=now)


def close_plan(*, actor: Person, application: Application, now: datetime) -> None:
    """Given up: the steps left are taken away."""
    for task in steps_of(application):
        if not task.is_done:
            remove_task(actor=actor, task=task, now=now)
