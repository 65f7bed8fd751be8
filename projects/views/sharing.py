"""Who can see what of a project; sharing and taking back are explicit acts of the team."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST

from coordination.models import Share, Team
from coordination.permissions import may_share_from
from coordination.queries.readings import readings_of_shares
from coordination.services.shares import (
    agree_visit_card,
    share_thing,
    withdraw_share,
    withdraw_visit_card,
)
from msp_portal.kit import clock
from projects.forms.sharing import ShareForm
from projects.queries.evaluation import evaluations_of
from projects.queries.sharing import (
    MASKED,
    NEVER,
    SharingView,
    organisations_to_share_with,
    sharing_view,
)
from projects.services.sharing import set_visit_card
from projects.views.facts import posted, status_of
from projects.views.project_page import ProjectPage, project_page


@login_required
def sharing(request: HttpRequest, pk: int) -> HttpResponse:
    """Who sees what today, what one may share, what was shared before."""
    page = project_page(request, pk).for_the_team()
    validated = evaluations_of(page.access.scope, page.project).filter(validated_at__isnull=False)
    form = ShareForm(
        posted(request),
        organisations=organisations_to_share_with(page.project, page.access.teams),
        project=page.project,
        evaluations=list(validated),
    )
    if request.method == "POST":
        page.can_share.or_deny()
        if form.is_valid() and _share(request, page, form):
            return redirect("projects:sharing", pk=pk)
    view = _view(page)
    readings = readings_of_shares(view.open_shares)
    context = page.context(form=form, view=view, readings=readings, never=NEVER, masked=MASKED)
    return render(request, "projects/sharing.html", context, status=status_of(form))


@login_required
@require_POST
def sharing_withdraw(request: HttpRequest, pk: int, share: int) -> HttpResponse:
    """Stop showing it, at once; what was sent as a frozen document stays with who received it."""
    page = project_page(request, pk).for_the_team()
    page.can_share.or_deny()
    found: Share = get_object_or_404(
        Share.objects.for_scope(page.standing.scope).select_related("team", "organisation"),
        pk=share,
        project_id=page.project.pk,
        team_id__in=page.standing.scope.team_ids,
    )
    may_share_from(page.standing, found.team_id).or_deny()
    withdraw_share(actor=page.person, share=found)
    messages.success(request, f"{found.organisation.name} ne voit plus {found.get_what_display()}.")
    return redirect("projects:sharing", pk=pk)


@login_required
@require_POST
def sharing_card(request: HttpRequest, pk: int) -> HttpResponse:
    """The carte de visite: of all the team's projects, or of this one alone."""
    page = project_page(request, pk).for_the_team()
    page.can_share.or_deny()
    act = request.POST.get("act", "")
    if act in {"hide", "show"}:
        set_visit_card(actor=page.person, project=page.project, hidden=act == "hide")
        said = "retirée" if act == "hide" else "remise"
        messages.success(request, f"La carte de visite de ce projet est {said}.")
    elif act in {"agree", "withdraw"}:
        _consent(request, page, agrees=act == "agree")
    return redirect("projects:sharing", pk=pk)


def _view(page: ProjectPage) -> SharingView:
    return sharing_view(page.access.scope, page.project, page.access.lead_team, clock.today())


def _share(request: HttpRequest, page: ProjectPage, form: ShareForm) -> bool:
    what, thing = form.shared()
    typed = form.cleaned_data
    try:
        share_thing(
            actor=page.person,
            team=_sharing_team(page),
            organisation=typed["organisation"],
            what=what,
            thing=thing,
            project_id=page.project.pk,
            may_pass_on=typed["may_pass_on"],
            until=typed["until"],
        )
    except ValidationError as error:
        form.add_error(None, error)
        return False
    messages.success(request, f"Partagé avec {typed['organisation'].name}.")
    return True


def _sharing_team(page: ProjectPage) -> Team:
    """The team in whose name one shares: the carrying one when one coordinates it."""
    return next(team for team in page.access.teams if page.standing.coordinates(team.pk))


def _consent(request: HttpRequest, page: ProjectPage, *, agrees: bool) -> None:
    """Agree, or take the agreement back: only who coordinates the carrying team decides."""
    state = _view(page).card_state
    may_share_from(page.standing, state.team.pk).or_deny()
    if state.federation is None:
        messages.warning(request, "Cette équipe n’a pas de fédération.")
        return
    act = agree_visit_card if agrees else withdraw_visit_card
    act(actor=page.person, team=state.team, federation=state.federation)
    name = state.federation.name
    messages.success(
        request,
        f"{name} voit la carte de visite de vos projets."
        if agrees
        else f"{name} ne voit plus la carte de visite de vos projets.",
    )
