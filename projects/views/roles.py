"""Who carries the project, refers for it, takes part."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from coordination.models import Person, Team
from msp_portal.kit import clock
from projects.forms.engagement import RoleForm
from projects.models import ProjectRole
from projects.queries.engagement import members_to_ask
from projects.services.roles import accept_role, decline_role, end_role, propose_role
from projects.views.project_page import ProjectPage, project_page


@login_required
def roles(request: HttpRequest, pk: int) -> HttpResponse:
    """Those who said yes; for who may offer roles, the offers that wait and a form."""
    page = project_page(request, pk).for_the_team()
    team = _own_team(page)
    persons = members_to_ask(team, clock.today())
    form = RoleForm(request.POST or None, persons=persons)
    if request.method == "POST":
        page.can_edit.or_deny()
        if form.is_valid() and _propose(request, page, team, form):
            return redirect("projects:roles", pk=pk)
    held = list(
        ProjectRole.objects.for_scope(page.access.scope)
        .filter(project=page.project, until__isnull=True)
        .select_related("person__profession", "team")
    )
    context = page.context(
        form=form,
        accepted=[role for role in held if role.accepted_at],
        offered=[role for role in held if not role.accepted_at] if page.can_edit else [],
    )
    return render(request, "projects/project_roles.html", context)


def _own_team(page: ProjectPage) -> Team:
    mine = [team for team in page.access.teams if team.pk in page.standing.scope.team_ids]
    return mine[0]


def _propose(request: HttpRequest, page: ProjectPage, team: Team, form: RoleForm) -> bool:
    typed = form.cleaned_data
    person: Person = typed["person"]
    try:
        role = propose_role(
            actor=page.person,
            project=page.project,
            team=team,
            person=person,
            role=typed["role"],
            label=typed["label"],
            message=typed["message"],
        )
    except ValidationError as error:
        for name, said in error.message_dict.items():
            form.add_error(name, said)
        return False
    if role.accepted_at:
        messages.success(request, "C’est noté : vous avez ce rôle.")
    else:
        messages.success(
            request, f"Rôle proposé à {person.full_name}. Son nom paraîtra après son oui."
        )
    return True


@login_required
@require_POST
def role_act(request: HttpRequest, pk: int, role: int) -> HttpResponse:
    """Note a yes said aloud, withdraw an offer, end a role. One may always end one's own."""
    page = project_page(request, pk).for_the_team()
    found: ProjectRole = get_object_or_404(
        ProjectRole.objects.for_scope(page.access.scope).select_related("person"),
        pk=role,
        project=page.project,
        until__isnull=True,
    )
    if found.person_id != page.person.pk:
        page.can_edit.or_deny()
    act = request.POST.get("act")
    if act == "yes" and not found.accepted_at:
        accept_role(actor=page.person, role=found)
        messages.success(request, f"Accord de {found.person.full_name} noté.")
    elif act == "end" and found.accepted_at:
        end_role(actor=page.person, role=found)
        messages.success(request, "Ce rôle est terminé.")
    elif act == "end":
        decline_role(actor=page.person, role=found)
        messages.success(request, "La proposition est retirée.")
    return redirect("projects:roles", pk=pk)
