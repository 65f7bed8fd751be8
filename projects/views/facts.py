"""The figures of a project: noting one in one line, seeing what they add up to, correcting.

Whatever one does here leads back to the same page, at the same period.
"""

from http import HTTPStatus
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from msp_portal.kit import clock
from projects.forms.facts import CorrectionForm, FactForm
from projects.models import Fact, FigureRequest, Indicator
from projects.queries.facts import (
    attach_history,
    facts_of_indicator,
    facts_page,
    stands_of_indicator,
)
from projects.queries.figures import totals, years_of
from projects.queries.figures_asked import requests_of
from projects.queries.figures_charts import charts_of_indicator
from projects.queries.figures_periods import (
    Period,
    periods_offered,
    read_period,
    whole_project,
)
from projects.services.facts import correct_fact, record_fact, restore_fact, told, withdraw_fact
from projects.views.project_page import ProjectPage, project_page

REQUESTS_SHOWN = 8


@login_required
def facts(request: HttpRequest, pk: int) -> HttpResponse:
    """Every figure of the project, and one line to note another."""
    page = project_page(request, pk).for_the_team()
    if not page.can_contribute:
        page.can_contribute.or_deny()
    period = chosen_period(request)
    found = facts_page(page.access.scope, page.project, period)
    form = FactForm(
        posted(request),
        indicators=found.indicators,
        project=page.project,
        initial=_initial(request),
    )
    if request.method == "POST" and form.is_valid() and (done := _note(request, page, form)):
        return done
    context = page.context(
        form=form,
        found=found,
        period=period,
        periods=periods_offered(years_of(page.project), clock.today()),
        requests=requests_of(page.access.scope, page.project)[:REQUESTS_SHOWN],
    )
    return render(request, "projects/facts.html", context, status=status_of(form))


@login_required
def facts_indicator(request: HttpRequest, pk: int, indicator: int) -> HttpResponse:
    """One figure followed: its total, its chart, every value with its history."""
    page = project_page(request, pk).for_the_team()
    found: Indicator = get_object_or_404(
        Indicator.objects.for_scope(page.access.scope).select_related("project"),
        pk=indicator,
        project=page.project,
    )
    period = chosen_period(request)
    form = FactForm(
        posted(request),
        indicators=[found],
        project=page.project,
        initial={**_initial(request), "indicator": found.pk},
    )
    if request.method == "POST" and form.is_valid():
        done = _note(request, page, form, back=found)
        if done:
            return done
    noted = facts_of_indicator(page.access.scope, found, period, request.GET.get("page", "1"))
    attach_history(page.access.scope, list(noted.object_list))
    context = page.context(
        form=form,
        indicator=found,
        total=totals(page.project, period).line(found.pk),
        noted=noted,
        stands=stands_of_indicator(page.access.scope, found, period),
        charts=charts_of_indicator(page.access.scope, found, period),
        period=period,
        periods=periods_offered(years_of(page.project), clock.today()),
    )
    return render(request, "projects/facts_indicator.html", context, status=status_of(form))


@login_required
def facts_correct(request: HttpRequest, pk: int, fact: int) -> HttpResponse:
    """Another value in place of one already noted; the first stays in the history."""
    page = project_page(request, pk).for_the_team()
    found = fact_of(page, fact)
    form = CorrectionForm(posted(request), fact=found, project=page.project)
    if request.method == "POST" and form.is_valid():
        try:
            corrected = correct_fact(
                actor=page.person,
                fact=found,
                said=form.said(),
                reason=form.cleaned_data["reason"],
                client_uuid=form.cleaned_data["client_uuid"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Corrigé. {told(corrected)}.")
            return back_to_indicator(page, found.indicator, anchor=f"fait-{corrected.pk}")
    attach_history(page.access.scope, [found])
    context = page.context(form=form, fact=found)
    return render(request, "projects/facts_correct.html", context, status=status_of(form))


@login_required
@require_POST
def facts_withdraw(request: HttpRequest, pk: int, fact: int) -> HttpResponse:
    """Take a value back, or put it back."""
    page = project_page(request, pk).for_the_team()
    found = fact_of(page, fact)
    try:
        if request.POST.get("act") == "restore":
            restore_fact(actor=page.person, fact=found)
            messages.success(request, f"Rétabli. {told(found)}.")
        else:
            withdraw_fact(actor=page.person, fact=found)
            messages.success(
                request, f"Retiré : {told(found)}. Vous pouvez le rétablir dans la liste."
            )
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    return back_to_indicator(page, found.indicator)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form is bound to: an empty form that was sent is still a form sent."""
    return request.POST if request.method == "POST" else None


def chosen_period(request: HttpRequest) -> Period:
    """The period named in the address, else the whole project."""
    return read_period(request.GET.get("periode", "")) or whole_project()


def fact_of(page: ProjectPage, fact: int) -> Fact:
    """A value of this project noted one by one; Http404 for a tap of a stand, or elsewhere."""
    found: Fact = get_object_or_404(
        Fact.objects.for_scope(page.access.scope)
        .exclude(request__mode=FigureRequest.Mode.STAND)
        .select_related("indicator", "age_band", "commune", "recorded_by__profession", "project"),
        pk=fact,
        project=page.project,
    )
    return found


def back_to_indicator(
    page: ProjectPage, indicator: Indicator, anchor: str = ""
) -> HttpResponseRedirect:
    """The page of this figure, at the line one comes from."""
    url = reverse("projects:facts_indicator", args=[page.project.pk, indicator.pk])
    return redirect(f"{url}#{anchor}" if anchor else url)


def status_of(form: Any) -> int:
    """422 for what was refused, so that a browser and a script see the same."""
    return HTTPStatus.UNPROCESSABLE_ENTITY if form.is_bound and form.errors else HTTPStatus.OK


def _initial(request: HttpRequest) -> dict[str, Any]:
    """What one was noting: the same figure and the same day are offered again."""
    kept = {"indicator": request.GET.get("chiffre"), "date": request.GET.get("jour")}
    kept["label"] = request.GET.get("occasion")
    return {name: value for name, value in kept.items() if value}


def _note(
    request: HttpRequest, page: ProjectPage, form: FactForm, back: Indicator | None = None
) -> HttpResponse | None:
    """Note the value and come back to the same page; None when the service refused it."""
    indicator = form.cleaned_data["indicator"]
    said = form.said()
    try:
        fact = record_fact(
            actor=page.person,
            indicator=indicator,
            said=said,
            client_uuid=form.cleaned_data["client_uuid"],
        )
    except ValidationError as error:
        form.add_error(None, error) if not hasattr(error, "error_dict") else _place(form, error)
        return None
    messages.success(request, f"Noté. {told(fact)}.")
    names = {"jour": said.date.isoformat(), "occasion": said.label}
    if back is None:
        names["chiffre"] = str(indicator.pk)
        url = reverse("projects:facts", args=[page.project.pk])
    else:
        url = reverse("projects:facts_indicator", args=[page.project.pk, back.pk])
    if period := request.GET.get("periode"):
        names["periode"] = period
    kept = urlencode({name: value for name, value in names.items() if value})
    return redirect(f"{url}?{kept}#noter")


def _place(form: FactForm, error: ValidationError) -> None:
    for name, said in error.message_dict.items():
        form.add_error(name, said)
