"""« Reprendre ce projet »: what will be copied is shown, then one button."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from capitalisation.forms.library import TakeoverChangesForm, TakeOverForm
from capitalisation.models import Takeover
from capitalisation.queries.lineage import ancestors_of
from capitalisation.queries.published import Published
from capitalisation.services.takeover import (
    TakeoverChoice,
    describe_takeover,
    take_over_project,
)
from capitalisation.views.published import of_the_library
from capitalisation.views.sheet_page import put_refusal
from coordination.queries.scopes import Standing, standing_for
from projects.views.project_page import project_page


@login_required
@of_the_library
def take_over(request: HttpRequest, found: Published) -> HttpResponse:
    """For a member of a team: her team, a date, what she changes."""
    standing = standing_for(request)
    data = found.entry.snapshot.data
    form = TakeOverForm(request.POST or None, standing=standing, initial={"title": data["title"]})
    if request.method == "POST" and standing.teams and form.is_valid():
        takeover = _take(standing, found, form)
        if takeover is not None:
            messages.success(
                request, "Le projet est ouvert dans votre équipe. Tout peut encore y être changé."
            )
            return redirect("projects:detail", pk=takeover.project_id)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = {
        "entry": found.entry,
        "form": form,
        "kit": data.get("kit"),
        "has_team": bool(standing.teams),
        "many_teams": len(standing.teams) > 1,
    }
    return render(request, "capitalisation/take_over.html", context, status=status)


def _take(standing: Standing, found: Published, form: TakeOverForm) -> Takeover | None:
    typed = form.cleaned_data
    choice = TakeoverChoice(
        team=typed["team"],
        title=typed["title"],
        changes_text=typed["changes_text"],
        anchor=typed["anchor"],
        shown_publicly=typed["shown_publicly"],
        carries=typed["carries"],
    )
    assert standing.person is not None  # noqa: S101 (behind login_required)
    try:
        return take_over_project(actor=standing.person, sheet=found.sheet, choice=choice)
    except ValidationError as refusal:
        put_refusal(form, refusal)
        return None


@login_required
def changes(request: HttpRequest, pk: int) -> HttpResponse:
    """Where a project comes from, what its team changed, and whether the team may be named."""
    page = project_page(request, pk).for_the_team()
    takeover = get_object_or_404(
        Takeover.objects.for_scope(page.access.scope).select_related("team", "sheet"),
        project=page.project,
    )
    initial = {
        "changes_text": takeover.changes_text,
        "shown_publicly": takeover.shown_publicly,
    }
    form = TakeoverChangesForm(request.POST or None, initial=initial)
    if request.method == "POST":
        page.can_share.or_deny()
        if form.is_valid():
            describe_takeover(
                actor=page.standing.person,  # type: ignore[arg-type]
                takeover=takeover,
                **form.cleaned_data,
            )
            messages.success(request, "C’est enregistré.")
            return redirect("capitalisation:takeover_changes", pk=pk)
    context = page.context(takeover=takeover, form=form, ancestors=ancestors_of(page.project.pk))
    return render(request, "capitalisation/takeover_changes.html", context)
