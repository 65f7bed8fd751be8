"""Asking people for their words, and choosing the sentences that go on the sheet."""

from http import HTTPStatus
from typing import Any

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from capitalisation.forms.sheets import PeopleForm, QuoteForm
from capitalisation.models import ExperienceSheet, SheetQuote, Testimony
from capitalisation.queries.sheet_page import people_to_ask, sheet_quotes, witnesses_of
from capitalisation.services.testimonies import (
    QUESTIONS,
    add_quote,
    ask_testimonies,
    remove_quote,
)
from capitalisation.views.sheet_page import SheetPage, put_refusal, say_refusal, sheet_page
from coordination.models import Ask
from coordination.services.ask_kinds import told_at
from coordination.services.asks import link_for_ask, remind_ask
from msp_portal.kit import clock
from msp_portal.kit.french import count, hour, long_date
from msp_portal.kit.links.services import link_url
from msp_portal.kit.typed import whole_number


@login_required
def testimonies(request: HttpRequest, pk: int) -> HttpResponse:
    """Who was asked, what they answered, and a form to ask others."""
    page = sheet_page(request, pk).for_the_team()
    persons = people_to_ask(page.access.scope, page.sheet, clock.today())
    witnesses = witnesses_of(page.access.scope, page.sheet, clock.now())
    asked = {each.ask.person_id for each in witnesses}
    asked.add(page.person.pk)
    others = [person for person in persons.all if person.pk not in asked]
    likely = [person.pk for person in persons.of_the_project if person.pk not in asked]
    form = PeopleForm(request.POST or None, persons=others, initial={"persons": likely})
    if request.method == "POST":
        page.can_edit.or_deny()
        if form.is_valid() and (said := _ask(page, form)):
            messages.success(request, said)
            return redirect("capitalisation:testimonies", pk=pk)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    context = _context(page, form=form, witnesses=witnesses, has_others=bool(others))
    return render(request, "capitalisation/testimonies.html", context, status=status)


def _context(page: SheetPage, **more: Any) -> dict[str, Any]:
    """Answers with their questions, and the sentences already chosen."""
    for each in more["witnesses"]:
        given = each.testimony
        each.ask.answers = (
            [
                (label, getattr(given, name))
                for name, label in QUESTIONS.items()
                if getattr(given, name)
            ]
            if given
            else []
        )
    quotes = sheet_quotes(page.access.scope, page.sheet)
    return page.context(quotes=quotes, quote_form=more.pop("quote_form", QuoteForm()), **more)


def _ask(page: SheetPage, form: PeopleForm) -> str:
    """What will happen now, in words; empty when it was refused."""
    persons = list(form.cleaned_data["persons"])
    now = clock.now()
    try:
        ask_testimonies(
            actor=page.person,
            sheet=page.sheet,
            persons=persons,
            message=form.cleaned_data["message"],
            now=now,
        )
    except ValidationError as refusal:
        put_refusal(form, refusal)
        return ""
    by_mail = sum(bool(person.email) for person in persons)
    by_hand = len(persons) - by_mail
    said = []
    if by_mail:
        at = told_at(_sample(), now)
        when = "tout de suite" if at <= now else f"{long_date(at)} à {hour(at)}"
        who = count(by_mail, "personne recevra", "personnes recevront")
        said.append(f"{who} vos six questions {when}, dans la lettre de la semaine.")
    if by_hand:
        who = count(by_hand, "personne n’a pas", "personnes n’ont pas")
        said.append(f"{who} d’adresse : remettez-leur le lien.")
    return " ".join(said)


def _sample() -> Ask:
    return Ask(
        kind=Ask.Kind.TESTIMONY, about_type=ContentType.objects.get_for_model(ExperienceSheet)
    )


@login_required
@require_POST
def remind(request: HttpRequest, pk: int, ask: int) -> HttpResponse:
    """Write again to one person: counted, at most once a week."""
    page = sheet_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    asked = _ask_of(page, ask)
    try:
        remind_ask(actor=page.person, ask=asked)
    except ValidationError as refusal:
        say_refusal(request, refusal)
    else:
        messages.success(request, f"Relance prévue pour {asked.person.full_name}.")
    return redirect("capitalisation:testimonies", pk=pk)


@login_required
@require_POST
def handover(request: HttpRequest, pk: int, ask: int) -> HttpResponse:
    """The person's own link on a sheet of paper. POST: the link is issued when she has none."""
    page = sheet_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    asked = _ask_of(page, ask)
    url = link_url(link_for_ask(asked))
    square = segno.make(url, error="m").svg_inline(scale=5, border=2)
    context = page.context(
        asked=asked,
        url=url,
        square=mark_safe(square),  # noqa: S308 (drawn here from our own address)
    )
    return render(request, "capitalisation/handover.html", context)


@login_required
@require_POST
def quote_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a sentence on the sheet: from an answer, or heard elsewhere."""
    page = sheet_page(request, pk).for_the_team()
    page.can_write.or_deny()
    form = QuoteForm(request.POST)
    testimony = _testimony(page, request.POST.get("testimony", ""))
    if form.is_valid():
        try:
            add_quote(
                actor=page.person,
                sheet=page.sheet,
                text=form.cleaned_data["text"],
                said_by=form.cleaned_data["said_by"],
                testimony=testimony,
            )
        except ValidationError as refusal:
            put_refusal(form, refusal)
        else:
            messages.success(request, "La phrase est sur la fiche.")
            return redirect("capitalisation:testimonies", pk=pk)
    persons = people_to_ask(page.access.scope, page.sheet, clock.today())
    context = _context(
        page,
        form=PeopleForm(persons=persons.all),
        witnesses=witnesses_of(page.access.scope, page.sheet, clock.now()),
        has_others=False,
        quote_form=form,
    )
    return render(
        request, "capitalisation/testimonies.html", context, status=HTTPStatus.UNPROCESSABLE_ENTITY
    )


@login_required
@require_POST
def quote_remove(request: HttpRequest, pk: int, quote: int) -> HttpResponse:
    """Take a sentence off."""
    page = sheet_page(request, pk).for_the_team()
    page.can_write.or_deny()
    found = get_object_or_404(
        SheetQuote.objects.for_scope(page.access.scope).select_related("sheet"),
        pk=quote,
        sheet=page.sheet,
    )
    remove_quote(actor=page.person, quote=found)
    messages.success(request, "La phrase n’est plus sur la fiche.")
    return redirect("capitalisation:testimonies", pk=pk)


def _ask_of(page: SheetPage, ask_id: int) -> Ask:
    ask: Ask = get_object_or_404(
        Ask.objects.for_scope(page.access.scope).select_related("person__profession", "about_type"),
        pk=ask_id,
        kind=Ask.Kind.TESTIMONY,
        about_type=ContentType.objects.get_for_model(ExperienceSheet),
        about_id=page.sheet.pk,
    )
    return ask


def _testimony(page: SheetPage, typed: str) -> Testimony | None:
    number = whole_number(typed)
    if number is None:
        return None
    found: Testimony = get_object_or_404(
        Testimony.objects.for_scope(page.access.scope), pk=number, sheet=page.sheet
    )
    return found
