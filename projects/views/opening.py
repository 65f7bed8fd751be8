"""Opening a project."""

from typing import cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from coordination.models import Person
from coordination.queries.scopes import standing_for
from msp_portal.kit.permissions import no
from projects.forms.opening import OpeningForm
from projects.permissions import may_open_project
from projects.services.opening import open_project


@login_required
def opening(request: HttpRequest) -> HttpResponse:
    """A title and a team are enough; the framing note comes next."""
    standing = standing_for(request)
    if not standing.teams:
        no("Un projet s’ouvre dans une équipe : vous n’êtes membre d’aucune.").or_deny()
    initial = {name: request.GET[name] for name in ("team", "title") if request.GET.get(name)}
    form = OpeningForm(request.POST or None, standing=standing, initial=initial)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        may_open_project(standing, typed["team"].pk).or_deny()
        project = open_project(
            actor=cast("Person", standing.person),
            team=typed["team"],
            title=typed["title"],
            main_theme=typed["main_theme"],
            idea=typed["idea"],
            carries=typed["carries"],
        )
        messages.success(request, f"Le projet « {project.title} » est ouvert.")
        return redirect("projects:framing", pk=project.pk)
    return render(request, "projects/open.html", {"form": form})
