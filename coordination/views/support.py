"""Asking for help, answering, and the lists of both sides."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from coordination.forms.support import SupportAnswerForm, SupportForm
from coordination.models import Organisation, SupportRequest
from coordination.permissions import may_answer_support, may_ask_support, may_withdraw_support
from coordination.queries.directory import support_requests
from coordination.queries.scopes import standing_for
from coordination.services.support import (
    HELPERS,
    ask_support,
    close_support,
    take_support,
    withdraw_support,
)
from coordination.views.common import me, say_refusal, team_for, try_service

PER_PAGE = 50
# A project's page offers its own title and number in the address: nothing is typed twice.
FROM_PROJECT = {"project_id": "projet", "project_title": "titre", "theme": "theme"}


@login_required
def support_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """A request to a support actor or to the federation, in the name of a team."""
    standing = standing_for(request)
    may_ask_support(standing).or_deny()
    organisation = get_object_or_404(Organisation.objects.filter(kind__in=HELPERS), pk=pk)
    initial = {name: request.GET.get(key, "") for name, key in FROM_PROJECT.items()}
    form = SupportForm(request.POST or None, teams=list(standing.teams), initial=initial)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        sent = try_service(
            form,
            lambda: ask_support(actor=me(request), organisation=organisation, **values),
        )
        if sent:
            messages.success(request, f"Votre demande part vers {organisation.name}.")
            return redirect("coordination:team_requests", pk=sent.team_id)
    context = {"organisation": organisation, "form": form}
    return render(request, "coordination/support_ask.html", context)


@login_required
@require_safe
def team_requests(request: HttpRequest, pk: int) -> HttpResponse:
    """What the team asked, and the answers."""
    standing, team = team_for(request, pk)
    if pk not in standing.scope.team_ids:
        raise Http404
    sent = support_requests(standing.scope).filter(team=team)
    page = Paginator(sent, PER_PAGE).get_page(request.GET.get("page"))
    context = {"team": team, "page": page}
    return render(request, "coordination/team_requests.html", context)


@login_required
@require_safe
def organisation_requests(request: HttpRequest, pk: int) -> HttpResponse:
    """What teams ask of my organisation."""
    standing = standing_for(request)
    if pk not in standing.scope.organisation_ids:
        raise Http404
    organisation = get_object_or_404(Organisation, pk=pk)
    received = support_requests(standing.scope).filter(organisation=organisation)
    page = Paginator(received, PER_PAGE).get_page(request.GET.get("page"))
    context = {"organisation": organisation, "page": page}
    return render(request, "coordination/organisation_requests.html", context)


@login_required
def support_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a request on, or say it is finished, with a word."""
    standing = standing_for(request)
    row = get_object_or_404(support_requests(standing.scope), pk=pk)
    may_answer_support(standing, row).or_deny()
    form = SupportAnswerForm(request.POST or None, initial={"answer": row.answer})
    if request.method == "POST" and form.is_valid():
        service = close_support if request.POST.get("act") == "close" else take_support
        answer = form.cleaned_data["answer"]
        if try_service(form, lambda: service(actor=me(request), request=row, answer=answer)):
            messages.success(request, f"Votre réponse part vers {row.team.name}.")
            return redirect("coordination:organisation_requests", pk=row.organisation_id)
    context = {"row": row, "form": form, "states": SupportRequest.State}
    return render(request, "coordination/support_answer.html", context)


@login_required
@require_POST
def support_withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The team no longer needs it."""
    standing = standing_for(request)
    row = get_object_or_404(support_requests(standing.scope), pk=pk)
    may_withdraw_support(standing, row).or_deny()
    try:
        withdraw_support(actor=me(request), request=row)
        messages.success(request, "La demande est retirée.")
    except ValidationError as refusal:
        say_refusal(request, refusal)
    return redirect("coordination:team_requests", pk=row.team_id)
