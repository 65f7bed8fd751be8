"""Figures asked from named persons: asking, « reçu » and « pas encore », relance, handing over."""

from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import SafeString, mark_safe
from django.views.decorators.http import require_POST, require_safe

from coordination.models import Ask, DatedRole, TeamMembership
from coordination.services.ask_kinds import told_at
from coordination.services.asks import link_for_ask, remind_ask
from msp_portal.kit import clock
from msp_portal.kit.french import count, hour, long_date
from msp_portal.kit.links.services import link_url
from msp_portal.kit.typed import whole_number
from projects.forms.figures import FigureAnswerForm, FigureAskForm
from projects.models import FigureRequest, Indicator, Partner
from projects.queries.figures_asked import awaited
from projects.services.figures import answer_figure, ask_figure, ask_more_people, close_request
from projects.views.facts import posted, status_of
from projects.views.project_page import ProjectPage, project_page


@login_required
def facts_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Which number, of which day, from whom; one button."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    form = FigureAskForm(
        posted(request),
        indicators=indicators_of(page),
        persons=people_to_ask(page),
        initial={"indicator": request.GET.get("chiffre")},
    )
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        made = ask_figure(
            actor=page.person,
            indicator=typed["indicator"],
            team=page.own_team,
            persons=list(typed["persons"]),
            date=typed["date"],
            label=typed["label"],
            message=typed["message"],
        )
        messages.success(request, _told(made, typed["persons"]))
        return redirect("projects:facts_request", pk=pk, figure=made.pk)
    context = page.context(form=form)
    return render(request, "projects/figure_ask.html", context, status=status_of(form))


@login_required
@require_safe
def facts_request(request: HttpRequest, pk: int, figure: int) -> HttpResponse:
    """Who gave the number, who has not yet."""
    page = project_page(request, pk).for_the_team()
    found = request_of(page, figure)
    if found.is_stand:
        return redirect("projects:facts_stand", pk=pk, figure=figure)
    rows = awaited(page.access.scope, found, clock.now())
    context = page.context(
        figure=found,
        received=[row for row in rows if row.fact],
        missing=[row for row in rows if not row.fact],
        own_teams=page.standing.scope.team_ids,
    )
    return render(request, "projects/figure_request.html", context)


@login_required
@require_POST
def facts_request_act(request: HttpRequest, pk: int, figure: int) -> HttpResponse:
    """Write again to one person, or close the request."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    found = request_of(page, figure)
    if request.POST.get("act") == "close":
        close_request(actor=page.person, request=found)
        messages.success(request, "La demande est fermée. Les chiffres reçus sont gardés.")
        return redirect("projects:facts_request", pk=pk, figure=figure)
    ask = ask_of(page, found, request.POST.get("ask", ""))
    try:
        remind_ask(actor=page.person, ask=ask)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        messages.success(request, f"Relance prévue pour {ask.person.full_name}.")
    return redirect("projects:facts_request", pk=pk, figure=figure)


@login_required
def facts_request_more(request: HttpRequest, pk: int, figure: int) -> HttpResponse:
    """Ask other persons for the same number."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    found = request_of(page, figure)
    asked = {row.ask.person_id for row in awaited(page.access.scope, found, clock.now())}
    form = FigureAskForm(
        posted(request),
        indicators=[found.indicator],
        persons=[person for person in people_to_ask(page) if person not in asked],
        initial={"indicator": found.indicator_id, "date": found.date, "label": found.label},
    )
    if request.method == "POST" and form.is_valid():
        ask_more_people(
            actor=page.person,
            request=found,
            team=page.own_team,
            persons=list(form.cleaned_data["persons"]),
            message=form.cleaned_data["message"],
        )
        messages.success(request, _told(found, form.cleaned_data["persons"]))
        return redirect("projects:facts_request", pk=pk, figure=figure)
    context = page.context(form=form, figure=found)
    return render(request, "projects/figure_ask.html", context, status=status_of(form))


@login_required
def facts_request_note(request: HttpRequest, pk: int, figure: int, ask: int) -> HttpResponse:
    """Note the number a person gave aloud; its source says who gave it."""
    page = project_page(request, pk).for_the_team()
    found = request_of(page, figure)
    asked = ask_of(page, found, str(ask))
    form = FigureAnswerForm(posted(request), request_for=found)
    if request.method == "POST" and form.is_valid():
        try:
            answer_figure(
                actor=page.person,
                ask=asked,
                value=form.cleaned_data["value"],
                client_uuid=form.cleaned_data["client_uuid"],
            )
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Chiffre de {asked.person.full_name} noté.")
            return redirect("projects:facts_request", pk=pk, figure=figure)
    context = page.context(form=form, figure=found, asked=asked)
    return render(request, "projects/figure_note.html", context, status=status_of(form))


@login_required
@require_POST
def facts_request_link(request: HttpRequest, pk: int, figure: int, ask: int) -> HttpResponse:
    """A sheet with the person's own link, to hand over. POST: the link may have to be issued."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    found = request_of(page, figure)
    asked = ask_of(page, found, str(ask))
    url = link_url(link_for_ask(asked))
    context = page.context(figure=found, asked=asked, url=url, square=square_of(url))
    return render(request, "projects/figure_handover.html", context)


# ---- What these pages share ------------------------------------------------------------------


def request_of(page: ProjectPage, figure: int) -> FigureRequest:
    """A request or a stand of this project, else Http404."""
    found: FigureRequest = get_object_or_404(
        FigureRequest.objects.for_scope(page.access.scope).select_related("indicator", "project"),
        pk=figure,
        project=page.project,
    )
    return found


def ask_of(page: ProjectPage, figure: FigureRequest, ask: str) -> Ask:
    """What the reader's own team asked one person for this figure, else Http404.

    The number is read by every team of the project; who may be written to, answered for or handed
    a personal link stays with the team that asked (DECISIONS 2).
    """
    found: Ask = get_object_or_404(
        Ask.objects.for_scope(page.standing.scope).select_related(
            "person__profession", "about_type", "team", "asked_by"
        ),
        pk=whole_number(ask) or 0,
        kind=Ask.Kind.FIGURE,
        about_type=ContentType.objects.get_for_model(FigureRequest),
        about_id=figure.pk,
        team_id__in=page.standing.scope.team_ids,
    )
    return found


def indicators_of(page: ProjectPage) -> list[Indicator]:
    """The figures followed today."""
    followed = Indicator.objects.for_scope(page.access.scope).filter(
        project=page.project, archived_at__isnull=True
    )
    return list(followed)


def people_to_ask(page: ProjectPage) -> list[int]:
    """Members of the project's teams, and the contacts of its partners."""
    members = TeamMembership.objects.for_scope(page.access.scope).filter(
        DatedRole.in_force(clock.today()), team__in=page.access.team_ids, person__is_active=True
    )
    contacts = Partner.objects.for_scope(page.access.scope).filter(
        project=page.project, contact__isnull=False
    )
    people = {*members.values_list("person_id", flat=True)}
    people |= {*contacts.values_list("contact_id", flat=True)}
    return sorted(people - {page.person.pk})


def square_of(url: str) -> SafeString:
    """The square a phone reads."""
    drawn = segno.make(url, error="m").svg_inline(scale=5, border=2)
    return mark_safe(drawn)  # noqa: S308 (drawn here from our own address)


def _told(figure: FigureRequest, persons: Any) -> str:
    """What will happen now."""
    now = clock.now()
    sample = Ask(kind=Ask.Kind.FIGURE, about_type=ContentType.objects.get_for_model(figure))
    by_mail = sum(bool(person.email) for person in persons)
    by_hand = len(persons) - by_mail
    at = told_at(sample, now)
    said = []
    if by_mail:
        who = count(by_mail, "personne recevra", "personnes recevront")
        said.append(f"{who} votre demande {long_date(at)} à {hour(at)}.")
    if by_hand:
        who = count(by_hand, "personne n’a pas", "personnes n’ont pas")
        said.append(f"{who} d’adresse : remettez-leur le lien ou notez leur chiffre.")
    return " ".join(said)
