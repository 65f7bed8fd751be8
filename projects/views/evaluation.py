"""The evaluations of a project: choosing a period, writing, validating, the report."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from msp_portal.kit import clock
from msp_portal.kit.documents import request_document
from msp_portal.kit.french import hour
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.locking.forms import compare, settled
from projects.documents.evaluation import EVALUATION_REPORT
from projects.forms.evaluation import EvaluationForm, EvaluationPeriodForm
from projects.models import Evaluation
from projects.queries.evaluation import (
    QUESTIONS,
    evaluation_view,
    evaluations_of,
    period_of,
    usual_dates,
)
from projects.queries.figures import years_of
from projects.queries.figures_periods import WHOLE, periods_offered
from projects.services.evaluation import (
    open_evaluation,
    reopen_evaluation,
    save_evaluation,
    validate_evaluation,
)
from projects.views.facts import posted, status_of
from projects.views.project_page import ProjectPage, project_page

AUTOSAVE = "autosave"
SUMMARY = "projects/evaluation.html"
PAGE = "projects/evaluation_page.html"


@login_required
def evaluation(request: HttpRequest, pk: int) -> HttpResponse:
    """The evaluations of the project, and a period to begin another."""
    page = project_page(request, pk).for_the_team()
    periods = periods_offered(years_of(page.project), clock.today())
    form = EvaluationPeriodForm(posted(request), periods=periods)
    if request.method == "POST":
        page.can_edit.or_deny()
        if form.is_valid() and (opened := _open(page, form)):
            return redirect("projects:evaluation_page", pk=pk, evaluation=opened.pk)
    rows = [(one, period_of(one)) for one in evaluations_of(page.access.scope, page.project)]
    return render(request, SUMMARY, page.context(form=form, rows=rows), status=status_of(form))


@login_required
def evaluation_page(request: HttpRequest, pk: int, evaluation: int) -> HttpResponse:
    """One evaluation: its figures, its words. POST saves the words, autosave included."""
    page = project_page(request, pk).for_the_team()
    found = evaluation_of(page, evaluation)
    if request.method == "POST":
        page.can_edit.or_deny()
        return _save(request, page, found)
    return _page(request, page, found, EvaluationForm(instance=found))


@login_required
@require_POST
def evaluation_act(request: HttpRequest, pk: int, evaluation: int) -> HttpResponse:
    """Validate, or reopen."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    found = evaluation_of(page, evaluation)
    if request.POST.get("act") == "reopen":
        reopen_evaluation(actor=page.person, evaluation=found)
        messages.success(request, "Le bilan est rouvert. Ce qui a déjà été envoyé ne change pas.")
    else:
        validate_evaluation(actor=page.person, evaluation=found)
        messages.success(request, "Le bilan est validé.")
    return redirect("projects:evaluation_page", pk=pk, evaluation=evaluation)


@login_required
@require_POST
def evaluation_pdf(request: HttpRequest, pk: int, evaluation: int) -> HttpResponse:
    """Ask for the report; one follows its making, then downloads it."""
    page = project_page(request, pk).for_the_team()
    found = evaluation_of(page, evaluation)
    document = request_document(
        actor=page.person,
        kind=EVALUATION_REPORT.key,
        about=found,
        scope=page.access.scope,
    )
    return redirect("document_status", public_id=document.public_id)


def evaluation_of(page: ProjectPage, evaluation: int) -> Evaluation:
    """An evaluation of this project, else Http404."""
    found: Evaluation = get_object_or_404(
        evaluations_of(page.access.scope, page.project), pk=evaluation
    )
    return found


def _open(page: ProjectPage, form: EvaluationPeriodForm) -> Evaluation | None:
    chosen = form.chosen()
    if chosen is None:
        start, end = form.cleaned_data["start"], form.cleaned_data["end"]
    elif chosen.key == WHOLE or chosen.start is None or chosen.end is None:
        start, end = usual_dates(page.project, _first_fact(page), clock.today())
    else:
        start, end = chosen.start, chosen.end
    try:
        return open_evaluation(
            actor=page.person, project=page.project, period_start=start, period_end=end
        )
    except ValidationError as error:
        form.add_error(None, error.messages[0])
        return None


def _first_fact(page: ProjectPage) -> Any:
    return (
        page.project.facts.filter(replaced_by__isnull=True, withdrawn_at__isnull=True)
        .order_by("date")
        .values_list("date", flat=True)
        .first()
    )


def _save(request: HttpRequest, page: ProjectPage, found: Evaluation) -> HttpResponse:
    copy = Evaluation(pk=found.pk, version=found.version)
    form = EvaluationForm(settled(request.POST), instance=copy)
    if request.headers.get("X-Requested-With") == AUTOSAVE:
        return _autosave(page, found, form)
    if form.is_valid():
        try:
            save_evaluation(actor=page.person, evaluation=found, **form.saving())
        except StaleSave as stale:
            context = page.context(stale=compare(form, stale))
            template = "projects/evaluation_stale.html"
            return render(request, template, context, status=HTTPStatus.CONFLICT)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, "Le bilan est enregistré.")
            return redirect("projects:evaluation_page", pk=page.project.pk, evaluation=found.pk)
    return _page(request, page, found, form, status=HTTPStatus.UNPROCESSABLE_ENTITY)


def _autosave(page: ProjectPage, found: Evaluation, form: EvaluationForm) -> JsonResponse:
    """The same save, by itself while one types: its answer is for the script."""
    if not form.is_valid():
        return JsonResponse({"errors": form.errors}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        saved = save_evaluation(actor=page.person, evaluation=found, **form.saving())
    except StaleSave:
        return JsonResponse({}, status=HTTPStatus.CONFLICT)
    except ValidationError as error:
        return JsonResponse({"errors": error.messages}, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    return JsonResponse({"version": saved.version, "saved_at": hour(clock.now())})


def _page(
    request: HttpRequest,
    page: ProjectPage,
    found: Evaluation,
    form: EvaluationForm,
    *,
    status: int = HTTPStatus.OK,
) -> HttpResponse:
    writes = bool(page.can_edit) and (found.validated_at is None or form.is_bound)
    context = page.context(
        evaluation=found,
        view=evaluation_view(page.access.scope, found),
        form=form,
        writes=writes,
        words=[(label, getattr(found, name)) for name, (label, _help) in QUESTIONS.items()],
    )
    return render(request, PAGE, context, status=status)
