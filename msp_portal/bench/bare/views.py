"""B10 and B-list: pages as plain as Django allows, written for nothing but comparison."""

from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coordination.models import Organisation, OrganisationMembership, Person, Share, Team
from funding.models import Call
from msp_portal.reference.models import Department, Profession, Public, Region, Setting, Theme
from projects.models import Project

ROWS = 50
LONGEST = 1_000
SMALL_LISTS = (Region, Department, Theme, Public, Setting, Profession, Organisation, Team, Call)


def bare_page(request: HttpRequest) -> HttpResponse:
    """B10: ten queries by primary key or a short list, a table of 50 rows, about 30 KB.

    ``?rows=`` changes the number of rows, to know what one more costs.
    """
    asked = request.GET.get("rows", "")
    rows = min(int(asked), LONGEST) if asked.isascii() and asked.isdigit() else ROWS
    # unscoped: a page to compare with, no rights
    projects = list(Project.unscoped.select_related("main_theme")[:rows])
    # unscoped: reference lists belong to no team
    around = [list(model._default_manager.all()[:10]) for model in SMALL_LISTS]
    return _page(request, projects=projects, around=around)


def bare_list(request: HttpRequest) -> HttpResponse:
    """B-list: what a careful person writes by hand for one organisation's list of projects.

    Session, person, rights, exact count, two counted filters, fifty rows: seven queries, no layout.
    """
    session = SessionStore(request.COOKIES.get("sessionid"))
    person = Person.objects.get(pk=session[SESSION_KEY])
    posts = OrganisationMembership.objects.filter(person=person, until__isnull=True)
    organisations = list(posts.values_list("organisation_id", flat=True))
    shares = Share.unscoped.filter(  # unscoped: the rights are these very lines
        organisation_id__in=organisations, what=Share.What.PROJECT, withdrawn_at__isnull=True
    )
    seen = Project.unscoped.filter(pk__in=shares.values("project_id"))  # unscoped: see above
    return _page(
        request,
        total=seen.count(),
        stages=list(seen.order_by().values("stage").annotate(n=Count("pk"))),
        themes=list(seen.order_by().values("main_theme_id").annotate(n=Count("pk"))),
        projects=list(seen.select_related("main_theme")[:ROWS]),
    )


def _page(request: HttpRequest, **shown: Any) -> HttpResponse:
    nothing: dict[str, Any] = {"total": "", "stages": (), "themes": (), "around": ()}
    return render(request, "bench/bare.html", nothing | shown)
