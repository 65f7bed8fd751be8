"""The page of a role offered by link: yes or no."""

from http import HTTPStatus

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from coordination.models import Ask, Person
from msp_portal.kit.models import ActionLink
from msp_portal.kit.views.links import link_view
from projects.models import ProjectRole
from projects.services.roles import accept_role, decline_role

YES, NO = "oui", "non"


@link_view("projects.role")
def role_link(request: HttpRequest, link: ActionLink, person: Person) -> HttpResponse:
    """GET shows the offer, with the answer of the button pressed; POST writes it."""
    ask = link.about
    role = ask.about if isinstance(ask, Ask) else None
    if not isinstance(role, ProjectRole):
        # Declined, or withdrawn by the team: the offer is kept nowhere.
        declined = request.GET.get("notee") == "1"
        status = HTTPStatus.OK if declined else HTTPStatus.GONE
        return render(
            request, "projects/participant/gone.html", {"declined": declined}, status=status
        )
    if request.method == "POST":
        return _act(request, link, role)
    context = {
        "ask": ask,
        "role": role,
        "project": role.project,
        "chosen": request.GET.get("reponse", ""),
    }
    return render(request, "projects/participant/role.html", context)


def _act(request: HttpRequest, link: ActionLink, role: ProjectRole) -> HttpResponse:
    answer = request.POST.get("reponse")
    if answer == YES:
        accept_role(actor=role.person, role=role, via_link=link)
    elif answer == NO:
        decline_role(actor=role.person, role=role, via_link=link)
    return redirect(f"{request.path}?notee=1")
