"""The page of one project."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from projects.views.project_page import project_page


@login_required
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """A project, understood in ten seconds."""
    page = project_page(request, pk)
    return render(request, "projects/detail.html", page.context())
