"""Who commits: asking, seeing who is in, writing again, closing."""

from datetime import datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from coordination.models import Ask, Team
from coordination.services.ask_kinds import told_at
from coordination.services.asks import remind_ask
from msp_portal.kit import clock
from msp_portal.kit.french import count, hour, long_date
from projects.forms.engagement import EngagementAskForm
from projects.models import EngagementAnswer, EngagementRound, ProjectRole
from projects.queries.engagement import engagement_boards, members_to_ask
from projects.services.engagement import ENDED, ask_for_engagement, close_round
from projects.services.roles import add_volunteer
from projects.views.project_page import ProjectPage, project_page


@login_required
@require_safe
def engagement(request: HttpRequest, pk: int) -> HttpResponse:
    """The latest round of each team. Who said « pas cette fois » or nothing is shown to those
    who asked only."""
    page = project_page(request, pk).for_the_team()
    own_teams = page.standing.scope.team_ids
    boards = engagement_boards(page.access.scope, page.project, clock.now(), own_teams)
    context = page.context(
        boards=boards,
        participants=_participants(page),
        is_under_way=page.project.status not in ENDED,
    )
    return render(request, "projects/engagement.html", context)


@login_required
def engagement_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose whom to ask, with a word and a date; one button."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    team = _team_asked(request, page)
    persons = members_to_ask(team, clock.today())
    persons = [person for person in persons if person.pk != page.person.pk]
    form = EngagementAskForm(
        request.POST or None,
        persons=persons,
        initial={"persons": [person.pk for person in persons]},
    )
    if request.method == "POST" and form.is_valid():
        try:
            said = _ask(page, team, form.cleaned_data)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, said)
            return redirect("projects:engagement", pk=pk)
    context = page.context(form=form, team=team, has_members=bool(persons))
    return render(request, "projects/engagement_ask.html", context)


def _team_asked(request: HttpRequest, page: ProjectPage) -> Team:
    """The team asked: the one named in the address, else the first that is the reader's own."""
    wanted = request.GET.get("equipe", "")
    mine = [team for team in page.access.teams if team.pk in page.standing.scope.team_ids]
    return next((team for team in mine if str(team.pk) == wanted), mine[0])


def _ask(page: ProjectPage, team: Team, typed: dict[str, Any]) -> str:
    persons = list(typed["persons"])
    now = clock.now()
    engagement_round = ask_for_engagement(
        actor=page.person,
        project=page.project,
        team=team,
        persons=persons,
        message=typed["message"],
        closes_on=typed["closes_on"],
        now=now,
    )
    written = sum(bool(person.email) for person in persons)
    sample = Ask(
        kind=Ask.Kind.ENGAGEMENT,
        about_type=ContentType.objects.get_for_model(engagement_round),
    )
    return sent_words(written, len(persons) - written, told_at(sample, now), now)


def sent_words(by_mail: int, by_hand: int, at: datetime, now: datetime) -> str:
    """What will happen now, in one or two sentences."""
    said = []
    if by_mail:
        when = "tout de suite" if at <= now else f"{long_date(at)} à {hour(at)}"
        said.append(
            f"{count(by_mail, 'personne recevra', 'personnes recevront')} votre demande {when}, "
            "une seule fois."
        )
    if by_hand:
        who = count(by_hand, "personne n’a pas", "personnes n’ont pas")
        said.append(f"{who} d’adresse : remettez-leur le lien ou notez leur réponse.")
    return " ".join(said)


def _participants(page: ProjectPage) -> set[int]:
    roles = ProjectRole.objects.for_scope(page.access.scope).filter(
        project=page.project, role=ProjectRole.Role.PARTICIPANT, until__isnull=True
    )
    return set(roles.values_list("person_id", flat=True))


@login_required
@require_POST
def engagement_remind(request: HttpRequest, pk: int, ask: int) -> HttpResponse:
    """Write again to one person: counted, at most once a week."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    asked = ask_of_project(page, ask)
    try:
        remind_ask(actor=page.person, ask=asked)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        messages.success(request, f"Relance prévue pour {asked.person.full_name}.")
    return redirect("projects:engagement", pk=pk)


@login_required
def engagement_close(request: HttpRequest, pk: int, round_pk: int) -> HttpResponse:
    """Stop asking: one page to confirm, one button."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    found = get_object_or_404(
        EngagementRound.objects.for_scope(page.standing.scope).select_related("team"),
        pk=round_pk,
        project=page.project,
    )
    if request.method == "POST":
        close_round(actor=page.person, engagement_round=found)
        messages.success(request, "La demande est fermée. Les réponses reçues sont gardées.")
        return redirect("projects:engagement", pk=pk)
    return render(request, "projects/engagement_close.html", page.context(round=found))


@login_required
@require_POST
def engagement_volunteer(request: HttpRequest, pk: int, answer: int) -> HttpResponse:
    """Name as participant somebody who said yes."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    found = get_object_or_404(
        EngagementAnswer.objects.for_scope(page.standing.scope).select_related(
            "person", "round__team"
        ),
        pk=answer,
        project=page.project,
        level__gt=0,
    )
    add_volunteer(actor=page.person, answer=found)
    messages.success(request, f"{found.person.full_name} est parmi les participants.")
    return redirect("projects:engagement", pk=pk)


def ask_of_project(page: ProjectPage, ask_id: int) -> Ask:
    """An ask about a round of this project, of a team of the reader's; else Http404."""
    rounds = EngagementRound.objects.for_scope(page.access.scope).filter(project=page.project)
    ask: Ask = get_object_or_404(
        Ask.objects.for_scope(page.standing.scope).select_related(
            "person__profession", "about_type", "team"
        ),
        pk=ask_id,
        kind=Ask.Kind.ENGAGEMENT,
        about_type=ContentType.objects.get_for_model(EngagementRound),
        about_id__in=rounds.values("pk"),
        team_id__in=page.access.team_ids,
    )
    return ask
