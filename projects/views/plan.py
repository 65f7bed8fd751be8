"""The backward plan, seen before it is written; and the actions."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from msp_portal.kit import clock
from msp_portal.kit.french import count
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.locking.forms import settled
from msp_portal.reference.calendar import school_calendar_known
from projects.forms.plan import ActionCancelForm, ActionForm, AnchorForm, StepsForm
from projects.models import Action
from projects.queries.tasks import members_of
from projects.services.plan_actions import save_action, set_action_state
from projects.services.plan_backward import (
    Effect,
    PlanOutcome,
    StepChange,
    plan_action_date,
    preview_backward_plan,
)
from projects.starters.plan import plan_steps_of
from projects.views.method_saving import INVALID, add_errors, stale_answer
from projects.views.project_page import ProjectPage, project_page

LIST = "projects:plan"
CONFIRM = "confirmer"
WORDS = {
    Effect.NEW: "",
    Effect.MOVES: "se déplace",
    Effect.SAME: "ne change pas",
    Effect.DONE: "déjà fait, reste en place",
    Effect.BY_HAND: "date choisie à la main, reste en place",
}


@login_required
def plan_backward(request: HttpRequest, pk: int) -> HttpResponse:
    """First the date; then the steps with their dates, to be picked; then one button."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    known = {"anchor": page.project.anchor_date, "label": page.project.anchor_label}
    if request.method == "POST":
        anchor_form = AnchorForm(request.POST)
    elif request.GET.get("anchor"):
        anchor_form = AnchorForm(request.GET)
    else:
        return _plan_page(request, page, AnchorForm(initial=known))
    if not anchor_form.is_valid():
        return _plan_page(request, page, anchor_form, status=INVALID)
    people = members_of(page.access.team_ids, clock.today())
    data = request.POST if CONFIRM in request.POST else None
    steps = plan_steps_of(page.project.starter_code)
    steps_form = StepsForm(data, steps=steps, people=people)
    if data is not None and steps_form.is_valid():
        outcome = _apply(page, anchor_form, steps_form)
        messages.success(request, _told(outcome))
        return redirect(LIST, pk=pk)
    status = INVALID if steps_form.errors else 200
    return _plan_page(request, page, anchor_form, steps_form, status=status)


def _apply(page: ProjectPage, anchor_form: AnchorForm, steps_form: StepsForm) -> PlanOutcome:
    typed = anchor_form.cleaned_data
    actor = page.person
    assert actor is not None  # noqa: S101
    return plan_action_date(
        actor=actor,
        project=page.project,
        anchor=typed["anchor"],
        label=typed["label"],
        steps=steps_form.kept(),
    )


def _told(outcome: PlanOutcome) -> str:
    said = []
    if outcome.created:
        said.append(f"{count(len(outcome.created), 'étape ajoutée', 'étapes ajoutées')}")
    if outcome.moved:
        said.append(f"{count(len(outcome.moved), 'étape déplacée', 'étapes déplacées')}")
    if outcome.kept:
        said.append(f"{count(len(outcome.kept), 'laissée', 'laissées')} en place")
    return f"Le plan est prêt : {', '.join(said)}." if said else "Le plan ne change rien."


def _plan_page(
    request: HttpRequest,
    page: ProjectPage,
    anchor_form: AnchorForm,
    steps_form: StepsForm | None = None,
    *,
    status: int = 200,
) -> HttpResponse:
    changes: list[dict[str, Any]] = []
    anchor: date | None = None
    if steps_form is not None:
        anchor = anchor_form.cleaned_data["anchor"]
        preview = preview_backward_plan(project=page.project, anchor=anchor, steps=steps_form.steps)
        replanning = any(change.task for change in preview)
        changes = [_line(change, steps_form, replanning=replanning) for change in preview]
    context = page.context(
        anchor_form=anchor_form,
        steps_form=steps_form,
        anchor=anchor,
        changes=changes,
        zone=page.access.lead_team.school_zone,
        calendar_known=anchor is None or school_calendar_known(anchor),
    )
    return render(request, "projects/plan_backward.html", context, status=status)


def _line(change: StepChange, form: StepsForm, *, replanning: bool) -> dict[str, Any]:
    fields = form.fields_of(change.step)
    if not form.is_bound and replanning:
        # A step the team did without is not added again on the sly.
        fields["keep"].initial = change.effect is not Effect.NEW
        form.initial[fields["keep"].name] = change.effect is not Effect.NEW
    return {
        "change": change,
        "fields": fields,
        "words": WORDS[change.effect],
        "is_new": change.effect is Effect.NEW,
        "moves": change.effect is Effect.MOVES,
    }


# ---- Actions -----------------------------------------------------------------------------------


@login_required
def plan_action_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Plan one action."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    form = ActionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in form.Meta.fields}
        try:
            save_action(actor=page.person, project=page.project, changes=changes)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "L’action est prévue.")
            return redirect(LIST, pk=pk)
    return _action_page(request, page, form, None)


@login_required
def plan_action(request: HttpRequest, pk: int, action: int) -> HttpResponse:
    """Correct one action."""
    page, row = _action_of(request, pk, action)
    data = settled(request.POST) if request.method == "POST" else None
    form = ActionForm(data, instance=row)
    if data is not None and form.is_valid():
        try:
            save_action(actor=page.person, project=page.project, action=row, **form.saving())
        except StaleSave as stale:
            return stale_answer(request, page, form, stale)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "L’action est corrigée.")
            return redirect(LIST, pk=pk)
    return _action_page(request, page, form, row)


@login_required
@require_POST
def plan_action_state(request: HttpRequest, pk: int, action: int) -> HttpResponse:
    """It took place; or it is planned again."""
    page, row = _action_of(request, pk, action)
    held = request.POST.get("etat") == "tenue"
    state = Action.State.DONE if held else Action.State.PLANNED
    set_action_state(actor=page.person, action=row, state=state)
    said = "a eu lieu. Pensez à noter ses chiffres" if held else "est de nouveau prévue"
    messages.success(request, f"« {row.label} » {said}.")
    return redirect(LIST, pk=pk)


@login_required
def plan_action_cancel(request: HttpRequest, pk: int, action: int) -> HttpResponse:
    """It will not take place: why, in one sentence."""
    page, row = _action_of(request, pk, action)
    form = ActionCancelForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        set_action_state(
            actor=page.person,
            action=row,
            state=Action.State.CANCELLED,
            reason=form.cleaned_data["reason"],
        )
        messages.success(request, "L’action est annulée. La raison est gardée pour le bilan.")
        return redirect(LIST, pk=pk)
    context = page.context(form=form, action=row)
    status = INVALID if form.errors else 200
    return render(request, "projects/plan_action_cancel.html", context, status=status)


def _action_of(request: HttpRequest, pk: int, action: int) -> tuple[ProjectPage, Action]:
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    rows = Action.objects.for_scope(page.standing.scope).filter(project=page.project)
    return page, get_object_or_404(rows, pk=action)


def _action_page(
    request: HttpRequest, page: ProjectPage, form: ActionForm, action: Action | None
) -> HttpResponse:
    context = page.context(form=form, action=action)
    status = INVALID if form.errors else 200
    return render(request, "projects/plan_action.html", context, status=status)
