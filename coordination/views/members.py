"""Adding people to a team without an account, correcting them, ending a role."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from coordination.forms.people import EndRoleForm, MemberForm, PasteForm, PersonForm
from coordination.models import Person, Team, TeamMembership
from coordination.permissions import may_manage_team
from coordination.queries.pasted_members import PastedMember, read_pasted, remaining_text
from coordination.queries.scopes import Standing
from coordination.services.members import (
    NewMember,
    add_member,
    add_members,
    correct_member,
    end_role,
    resume_role,
)
from coordination.views.common import me, say_refusal, team_for, try_service
from msp_portal.kit import clock
from msp_portal.kit.french import count


def _managed(request: HttpRequest, pk: int) -> tuple[Standing, Team]:
    standing, team = team_for(request, pk)
    may_manage_team(standing, team).or_deny()
    return standing, team


@login_required
def member_add(request: HttpRequest, pk: int) -> HttpResponse:
    """One person, without an account. « Enregistrer et ajouter » keeps the page open."""
    _, team = _managed(request, pk)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        added = try_service(form, lambda: add_member(actor=me(request), team=team, **values))
        if added:
            messages.success(request, f"{added.person.full_name} est dans l’équipe.")
            another = "another" in request.POST
            return redirect("coordination:member_add" if another else "coordination:team", pk=pk)
    return render(request, "coordination/member_add.html", {"team": team, "form": form})


@login_required
def members_paste(request: HttpRequest, pk: int) -> HttpResponse:
    """A pasted list: shown as understood, then confirmed; lines in error stay to be corrected."""
    _, team = _managed(request, pk)
    form = PasteForm(request.POST or None)
    lines: list[PastedMember] = []
    if request.method == "POST" and form.is_valid():
        lines = read_pasted(team, form.cleaned_data["text"])
        if "confirm" in request.POST and any(line.to_add for line in lines):
            return _add_pasted(request, team, form, lines)
    return _paste_page(request, team, form, lines)


def _paste_page(
    request: HttpRequest, team: Team, form: PasteForm, lines: list[PastedMember]
) -> HttpResponse:
    context = {
        "team": team,
        "form": form,
        "lines": lines,
        "to_add": sum(line.to_add for line in lines),
        "errors": sum(bool(line.error) for line in lines),
    }
    return render(request, "coordination/members_paste.html", context)


def _add_pasted(
    request: HttpRequest, team: Team, form: PasteForm, lines: list[PastedMember]
) -> HttpResponse:
    new = [
        NewMember(line.first_name, line.last_name, line.profession, line.function, line.email)
        for line in lines
        if line.to_add
    ]
    added = try_service(form, lambda: add_members(actor=me(request), team=team, new=new))
    if added is None:
        return _paste_page(request, team, form, lines)
    messages.success(request, f"{count(len(added), 'personne ajoutée', 'personnes ajoutées')}.")
    rest = remaining_text(lines)
    if not rest:
        return redirect("coordination:team", pk=team.pk)
    kept = PasteForm({"text": rest})
    return _paste_page(request, team, kept, read_pasted(team, rest))


@login_required
def member_edit(request: HttpRequest, pk: int, person: int) -> HttpResponse:
    """Correct how a member is named and reached."""
    standing, team = _managed(request, pk)
    memberships = TeamMembership.objects.for_scope(standing.scope).filter(team=team)
    row = get_object_or_404(Person, pk=person, pk__in=memberships.values("person_id"))
    form = PersonForm(request.POST or None, person=row)
    if request.method == "POST" and form.is_valid():
        saved = try_service(
            form,
            lambda: correct_member(actor=me(request), team=team, person=row, **form.cleaned_data),
        )
        if saved:
            messages.success(request, f"La fiche de {saved.full_name} est enregistrée.")
            return redirect("coordination:team", pk=pk)
    context = {
        "team": team,
        "form": form,
        "person": row,
        "roles": memberships.filter(person=row, until__isnull=True),
    }
    return render(request, "coordination/member_edit.html", context)


@login_required
def role_end(request: HttpRequest, pk: int, role: int) -> HttpResponse:
    """The last day of a role; it may be taken back."""
    standing, team = _managed(request, pk)
    membership = _role(standing, team, role)
    form = EndRoleForm(request.POST or None, initial={"until": clock.today()})
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        ended = try_service(
            form, lambda: end_role(actor=me(request), membership=membership, until=until)
        )
        if ended:
            messages.success(
                request,
                f"La fin du rôle de {ended.person.full_name} est notée. "
                "Vous pouvez la retirer plus bas, dans « Rôles terminés ».",
            )
            return redirect("coordination:team", pk=pk)
    context = {"team": team, "form": form, "membership": membership}
    return render(request, "coordination/role_end.html", context)


@login_required
@require_POST
def role_resume(request: HttpRequest, pk: int, role: int) -> HttpResponse:
    """The end was noted by mistake."""
    standing, team = _managed(request, pk)
    membership = _role(standing, team, role)
    try:
        resume_role(actor=me(request), membership=membership)
        messages.success(request, f"{membership.person.full_name} garde son rôle.")
    except ValidationError as refusal:
        say_refusal(request, refusal)
    return redirect("coordination:team", pk=pk)


def _role(standing: Standing, team: Team, role: int) -> TeamMembership:
    mine = TeamMembership.objects.for_scope(standing.scope).filter(team=team)
    return get_object_or_404(mine.select_related("person__profession", "team"), pk=role)
