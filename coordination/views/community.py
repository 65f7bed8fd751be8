"""The dates of the community of coordinators."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from coordination.forms.support import EventForm
from coordination.permissions import may_publish_event
from coordination.queries.directory import community_events
from coordination.queries.scopes import Standing, standing_for
from coordination.services.support import publish_event
from coordination.views.common import me, try_service
from msp_portal.kit import clock

PER_PAGE = 50


def _regions(standing: Standing) -> set[str]:
    mine = {team.department.region_id for team in standing.teams}
    theirs = {org.region_id for org in standing.organisations if org.region_id}
    return mine | theirs


@login_required
def community(request: HttpRequest) -> HttpResponse:
    """What comes next in my region, then what was; the federation adds a date here."""
    standing = standing_for(request)
    can_publish = may_publish_event(standing)
    form = EventForm(request.POST or None, federations=list(standing.federations))
    if request.method == "POST":
        can_publish.or_deny()
        if form.is_valid():
            values = form.cleaned_data
            if try_service(form, lambda: publish_event(actor=me(request), **values)):
                messages.success(request, "Le rendez-vous est annoncé.")
                return redirect("coordination:community")
    today = clock.today()
    events = community_events(_regions(standing))
    context = {
        "coming": events.filter(date__gte=today).order_by("date", "pk"),
        "page": Paginator(events.filter(date__lt=today), PER_PAGE).get_page(
            request.GET.get("page")
        ),
        "can_publish": can_publish,
        "form": form,
    }
    return render(request, "coordination/community.html", context)
