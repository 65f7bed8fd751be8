"""The budget of a project: read, planned, spent, printed, exported."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from msp_portal.kit.documents import request_document
from msp_portal.kit.exports import Format, export_response
from projects.documents.budget import BUDGET
from projects.exports.budget import budget_workbook
from projects.forms.budget import PlanForm
from projects.forms.budget_lines import OpenBudgetForm, SpentForm
from projects.models import Budget
from projects.queries.budget import HELP_622_64, BudgetView, budget_view, budgets_of
from projects.services.budget import StaleBudget, open_budget, record_spent, save_budget
from projects.views.facts import posted, status_of
from projects.views.project_page import ProjectPage, project_page

EDIT_TEMPLATE = "projects/budget_edit.html"


@login_required
def budget(request: HttpRequest, pk: int) -> HttpResponse:
    """The budget of one year beside its spending; POST opens another year."""
    page = project_page(request, pk).for_the_team()
    form = OpenBudgetForm(posted(request))
    if request.method == "POST":
        page.can_edit.or_deny()
        if form.is_valid():
            opened = open_budget(
                actor=page.person, project=page.project, year=form.cleaned_data["year"]
            )
            return redirect("projects:budget_edit", pk=pk, budget=opened.pk)
    years = list(budgets_of(page.access.scope, page.project))
    wanted = request.GET.get("exercice", "")
    chosen = next((one for one in years if str(one.year) == wanted), years[0] if years else None)
    context = page.context(
        form=form,
        years=years,
        view=budget_view(chosen) if chosen else None,
        help_accounts=HELP_622_64,
    )
    return render(request, "projects/budget.html", context, status=status_of(form))


@login_required
def budget_edit(request: HttpRequest, pk: int, budget: int) -> HttpResponse:
    """The plan of accounts to fill in. A draft is always saved; the gap is told in words."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    view = budget_view(budget_of(page, budget))
    if request.method != "POST":
        return _edit_page(request, page, PlanForm(view))
    plan = PlanForm(view, request.POST)
    if not plan.is_valid():
        return _edit_page(request, page, plan, status=HTTPStatus.UNPROCESSABLE_ENTITY)
    note = plan.note_form.cleaned_data
    try:
        save_budget(
            actor=page.person,
            budget=view.budget,
            expected_version=note["version"] or 0,
            lines=plan.lines(),
            base=plan.base(),
            note=note["note"],
            base_note=note["base_note"],
        )
    except StaleBudget as stale:
        return _stale_page(request, page, stale, note["note"])
    return _saved(request, page, view.budget)


@login_required
def budget_spent(request: HttpRequest, pk: int, budget: int) -> HttpResponse:
    """What was really spent and received, beside the plan."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    view = budget_view(budget_of(page, budget))
    initial = {"version": view.budget.version}
    form = SpentForm(posted(request), lines=view.lines, initial=initial)
    conflicts = []
    if request.method == "POST" and form.is_valid():
        try:
            record_spent(
                actor=page.person,
                budget=view.budget,
                expected_version=form.cleaned_data["version"],
                spent=form.spent(),
                base=form.base(),
            )
        except StaleBudget as stale:
            conflicts = stale.conflicts
            view = budget_view(stale.current)
            form = _spent_again(request, view)
        else:
            messages.success(request, "Les dépenses et recettes sont notées.")
            return _back(page, view.budget)
    theirs = {conflict.key: conflict.theirs for conflict in conflicts}
    rows = [(line, field, theirs.get(str(line.pk))) for line, field in form.rows()]
    context = page.context(form=form, view=view, rows=rows, conflicts=conflicts)
    status = HTTPStatus.CONFLICT if conflicts else status_of(form)
    return render(request, "projects/budget_spent.html", context, status=status)


@login_required
@require_safe
def budget_export(request: HttpRequest, pk: int, budget: int, fmt: str) -> HttpResponseBase:
    """The budget as a workbook: one row, one line."""
    page = project_page(request, pk).for_the_team()
    found = budget_of(page, budget)
    if fmt not in {each.value for each in Format}:
        raise Http404
    return export_response(budget_workbook(budget_view(found)), fmt, f"budget-{found.year}")


@login_required
@require_POST
def budget_pdf(request: HttpRequest, pk: int, budget: int) -> HttpResponse:
    """Ask for the PDF in the layout of the Cerfa; one follows its making."""
    page = project_page(request, pk).for_the_team()
    found = budget_of(page, budget)
    document = request_document(
        actor=page.person, kind=BUDGET.key, about=found, scope=page.access.scope
    )
    return redirect("document_status", public_id=document.public_id)


def budget_of(page: ProjectPage, budget: int) -> Budget:
    """A budget of this project, else Http404."""
    found: Budget = get_object_or_404(budgets_of(page.access.scope, page.project), pk=budget)
    return found


def _spent_again(request: HttpRequest, view: BudgetView) -> SpentForm:
    """What was typed, over the budget as another person has just left it."""
    data = request.POST.copy()
    data["version"] = str(view.budget.version)
    for line in view.lines:
        data[f"initial-l{line.pk}"] = "" if line.spent is None else str(line.spent)
    return SpentForm(data, lines=view.lines)


def _edit_page(
    request: HttpRequest, page: ProjectPage, plan: PlanForm, *, status: int = HTTPStatus.OK
) -> HttpResponse:
    context = page.context(
        plan=plan,
        view=plan.view,
        conflicts=list(plan.conflicts.values()),
        their_note="",
        help_accounts=HELP_622_64,
    )
    return render(request, EDIT_TEMPLATE, context, status=status)


def _stale_page(
    request: HttpRequest, page: ProjectPage, stale: StaleBudget, typed_note: str
) -> HttpResponse:
    """Both versions of the lines both changed; everything else typed is kept in its place."""
    view = budget_view(stale.current)
    plan = PlanForm(
        view, lines=list(stale.merged.values()), conflicts=stale.conflicts, note=typed_note
    )
    context = page.context(
        plan=plan,
        view=view,
        conflicts=stale.conflicts,
        their_note=stale.note[1] if stale.note else "",
        help_accounts=HELP_622_64,
    )
    return render(request, EDIT_TEMPLATE, context, status=HTTPStatus.CONFLICT)


def _saved(request: HttpRequest, page: ProjectPage, budget: Budget) -> HttpResponse:
    told = budget_view(budget)
    if told.is_balanced:
        messages.success(request, "Le budget est enregistré ; il est équilibré.")
    else:
        gap = " ".join(told.gaps_in_words) or "Rien n’y est encore prévu."
        messages.success(request, f"Le budget est enregistré. {gap}")
    return _back(page, budget)


def _back(page: ProjectPage, budget: Budget) -> HttpResponse:
    url = reverse("projects:budget", args=[page.project.pk])
    return redirect(f"{url}?exercice={budget.year}")
