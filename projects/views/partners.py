"""Partners: who they are, what they were asked, what they answered, what they were told."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from coordination.models import Ask
from coordination.services.asks import link_for_ask, remind_ask
from msp_portal.kit import clock
from msp_portal.kit.french import count
from msp_portal.kit.links.services import link_url
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.locking.forms import settled
from projects.forms.partners import OpinionAskForm, OpinionForm, PartnerForm, PartnerNewsForm
from projects.models import Partner
from projects.queries.partners import news_of, opinion_given, partner_lines
from projects.services.opinions import ask_opinion, record_opinion, tell_news, wants_news_of
from projects.services.partners import remove_partner, save_partner
from projects.views.method_saving import (
    INVALID,
    add_errors,
    back_after_removal,
    removed_just_now,
    stale_answer,
)
from projects.views.project_page import ProjectPage, project_page

LIST = "projects:partners"


@login_required
@require_safe
def partners(request: HttpRequest, pk: int) -> HttpResponse:
    """The list: « reçu », « pas encore », and what each one brings."""
    page = project_page(request, pk).for_the_team()
    lines = partner_lines(page.access.scope, page.project, clock.now())
    curious = {
        line.opinion.person_id
        for line in lines
        if line.opinion and line.opinion.wants_news and line.opinion.person.email
    }
    context = page.context(
        lines=lines,
        own_teams=page.standing.scope.team_ids,
        news=news_of(page.access.scope, page.project),
        curious=len(curious),
        removed=removed_just_now(request, page),
    )
    return render(request, "projects/partners.html", context)


@login_required
def partners_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Add a partner; whom to write to may wait."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    form = PartnerForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        changes = {name: form.cleaned_data[name] for name in form.Meta.fields}
        try:
            made = save_partner(
                actor=page.person,
                project=page.project,
                changes=changes,
                contact=form.contact(),
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, f"« {made.name} » est parmi les partenaires.")
            return redirect(LIST, pk=pk)
    return _form_page(request, page, form)


@login_required
def partners_edit(request: HttpRequest, pk: int, partner: int) -> HttpResponse:
    """Correct a partner."""
    page, row = _row(request, pk, partner)
    data = settled(request.POST) if request.method == "POST" else None
    form = PartnerForm(data, instance=row)
    if data is not None and form.is_valid():
        try:
            save_partner(
                actor=page.person,
                project=page.project,
                partner=row,
                contact=form.contact(),
                **form.saving(),
            )
        except StaleSave as stale:
            return stale_answer(request, page, form, stale)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "La fiche du partenaire est enregistrée.")
            return redirect(LIST, pk=pk)
    return _form_page(request, page, form)


@login_required
@require_POST
def partners_remove(request: HttpRequest, pk: int, partner: int) -> HttpResponse:
    """Take a partner out; the page offers to put it back."""
    page, row = _row(request, pk, partner)
    event = remove_partner(actor=page.person, partner=row)
    return back_after_removal(LIST, page.project, event)


@login_required
def partners_ask(request: HttpRequest, pk: int, partner: int) -> HttpResponse:
    """Ask for an opinion: a word, one button, one mail."""
    page, row = _row(request, pk, partner)
    form = OpinionAskForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            ask_opinion(
                actor=page.person,
                partner=row,
                team=page.own_team,
                message=form.cleaned_data["message"],
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            who = row.contact.full_name if row.contact else ""
            by_mail = bool(row.contact and row.contact.email)
            said = "reçoit votre demande" if by_mail else "n’a pas d’adresse : remettez-lui le lien"
            messages.success(request, f"{who} {said}.")
            return redirect(LIST, pk=pk)
    context = page.context(form=form, partner=row)
    status = INVALID if form.errors else 200
    return render(request, "projects/partners_ask.html", context, status=status)


@login_required
@require_POST
def partners_remind(request: HttpRequest, pk: int, partner: int) -> HttpResponse:
    """A relance: counted, at most one a week."""
    page, row = _row(request, pk, partner)
    asked = _ask_of(page, row)
    try:
        remind_ask(actor=page.person, ask=asked)
    except ValidationError as error:
        messages.warning(request, error.messages[0])
    else:
        messages.success(request, f"Relance prévue pour {asked.person.full_name}.")
    return redirect(LIST, pk=pk)


@login_required
@require_POST
def partners_handover(request: HttpRequest, pk: int, partner: int) -> HttpResponse:
    """The personal link, to be handed over."""
    page, row = _row(request, pk, partner)
    asked = _ask_of(page, row)
    context = page.context(partner=row, ask=asked, url=link_url(link_for_ask(asked)))
    return render(request, "projects/partners_handover.html", context)


@login_required
def partners_opinion(request: HttpRequest, pk: int, partner: int) -> HttpResponse:
    """Note an opinion given aloud, in the partner's words."""
    page, row = _row(request, pk, partner)
    asked = _ask_of(page, row)
    given = opinion_given(asked)
    start = {name: getattr(given, name) for name in OpinionForm.base_fields} if given else {}
    form = OpinionForm(request.POST or None, initial=start)
    if request.method == "POST" and form.is_valid():
        typed = {name: form.cleaned_data[name] for name in OpinionForm.base_fields}
        try:
            record_opinion(actor=page.person, partner=row, person=asked.person, **typed)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, "L’avis est noté, comme donné de vive voix.")
            return redirect(LIST, pk=pk)
    context = page.context(form=form, partner=row, ask=asked)
    status = INVALID if form.errors else 200
    return render(request, "projects/partners_opinion.html", context, status=status)


@login_required
def partners_news(request: HttpRequest, pk: int) -> HttpResponse:
    """« Ce qu'il en est advenu »: written once, one mail to each who wanted to know."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    persons = wants_news_of(page.project)
    form = PartnerNewsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            told = tell_news(
                actor=page.person, project=page.project, text=form.cleaned_data["text"]
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            who = count(told.told_to, "personne sera prévenue", "personnes seront prévenues")
            messages.success(request, f"{who}.")
            return redirect(LIST, pk=pk)
    context = page.context(form=form, persons=persons)
    status = INVALID if form.errors else 200
    return render(request, "projects/partners_news.html", context, status=status)


def _row(request: HttpRequest, pk: int, partner: int) -> tuple[ProjectPage, Partner]:
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    rows = Partner.objects.for_scope(page.standing.scope).filter(project=page.project)
    return page, get_object_or_404(rows.select_related("contact", "project"), pk=partner)


def _ask_of(page: ProjectPage, partner: Partner) -> Ask:
    """What the reader's own team asked: its link and its relances are not another team's to use."""
    asks = Ask.objects.for_scope(page.standing.scope).filter(
        team_id__in=page.standing.scope.team_ids,
        kind=Ask.Kind.OPINION,
        about_type=ContentType.objects.get_for_model(Partner),
        about_id=partner.pk,
        person_id=partner.contact_id,
    )
    return get_object_or_404(asks.select_related("person", "about_type", "asked_by", "team"))


def _form_page(request: HttpRequest, page: ProjectPage, form: PartnerForm) -> HttpResponse:
    context = page.context(form=form, is_new=form.instance.pk is None)
    status = INVALID if form.errors else 200
    return render(request, "projects/partners_form.html", context, status=status)
