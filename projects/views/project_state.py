"""Changing where a project is: station, going on or not, dot on the hill, next year."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from projects.forms.project_state import ProgressForm, RenewalForm, StageForm, StatusForm
from projects.models import ProgressNote, Project
from projects.queries.life_line import life_line_of
from projects.services.progress import place_dot
from projects.services.project_renewal import a_year_later, renew_project
from projects.services.project_state import (
    finish_project,
    move_to_stage,
    pause_project,
    resume_project,
    stop_project,
)
from projects.views.project_page import project_page

MOVES: Mapping[str, tuple[Callable[..., Project], str]] = {
    "pause": (pause_project, "Le projet est en pause. Aucun rappel ne partira d’ici là."),
    "resume": (resume_project, "Le projet reprend."),
    "finish": (finish_project, "Le projet est terminé. Bravo à toute l’équipe."),
    "stop": (stop_project, "Le projet est arrêté. Rien n’est effacé."),
}
PROGRESS_SHOWN = 50


@login_required
def stage(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose a station, in any order, with a reason; pause, resume, finish or stop."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    form = StageForm(request.POST or None, initial={"stage": page.project.stage})
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        move_to_stage(
            actor=page.person,
            project=page.project,
            stage=typed["stage"],
            reason=typed["reason"],
        )
        messages.success(request, f"Étape : {page.project.get_stage_display()}.")
        return redirect("projects:detail", pk=pk)
    context = page.context(form=form, status_form=StatusForm(), moves=_moves(page.project))
    return render(request, "projects/project_stage.html", context)


@login_required
@require_POST
def status(request: HttpRequest, pk: int) -> HttpResponse:
    """Pause, resume, finish or stop."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    form = StatusForm(request.POST)
    if form.is_valid():
        act, said = MOVES[form.cleaned_data["move"]]
        try:
            act(
                actor=page.person,
                project=page.project,
                reason=form.cleaned_data["reason"],
            )
        except ValidationError as error:
            form.add_error("reason", error.messages[0])
        else:
            messages.success(request, said)
            return redirect("projects:detail", pk=pk)
    stage_form = StageForm(initial={"stage": page.project.stage})
    context = page.context(form=stage_form, status_form=form, moves=_moves(page.project))
    return render(request, "projects/project_stage.html", context, status=422)


def _moves(project: Project) -> list[tuple[str, str]]:
    """What can be done from where the project is."""
    if project.status == Project.Status.ONGOING:
        return [("pause", "Mettre en pause"), ("finish", "Terminer"), ("stop", "Arrêter")]
    if project.status == Project.Status.PAUSED:
        return [("resume", "Reprendre"), ("finish", "Terminer"), ("stop", "Arrêter")]
    return [("resume", "Reprendre le projet")]


@login_required
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The dot on the hill, placed by hand, and where it stood before."""
    page = project_page(request, pk).for_the_team()
    page.can_contribute.or_deny()
    form = ProgressForm(request.POST or None, initial={"position": page.project.hill_position})
    if request.method == "POST" and form.is_valid():
        place_dot(
            actor=page.person,
            project=page.project,
            position=form.cleaned_data["position"],
            note=form.cleaned_data["note"],
        )
        messages.success(request, "Merci, c’est noté.")
        return redirect("projects:detail", pk=pk)
    notes = list(
        ProgressNote.objects.for_scope(page.access.scope)
        .filter(project=page.project)
        .select_related("by")[:PROGRESS_SHOWN]
    )
    line = life_line_of(page.project, note=notes[0] if notes else None)
    context = page.context(form=form, notes=notes, line=line)
    return render(request, "projects/progress.html", context)


@login_required
def renew(request: HttpRequest, pk: int) -> HttpResponse:
    """« Refaire l'an prochain »: what will be copied, then one button."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    form = RenewalForm(request.POST or None, initial={"title": page.project.title})
    if request.method == "POST" and form.is_valid():
        fresh = renew_project(
            actor=page.person, project=page.project, title=form.cleaned_data["title"]
        )
        messages.success(request, "Le projet de l’an prochain est prêt, dates comprises.")
        return redirect("projects:detail", pk=fresh.pk)
    anchor = page.project.anchor_date
    department = page.access.lead_team.department_id
    context = page.context(
        form=form,
        new_anchor=a_year_later(anchor, department) if anchor else None,
        already=Project.objects.for_scope(page.standing.scope)
        .filter(renewed_from=page.project)
        .first(),
    )
    return render(request, "projects/project_renew.html", context)
