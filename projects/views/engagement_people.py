"""For who does not read mail: an answer said aloud, a link on paper."""

from http import HTTPStatus
from typing import cast

import segno
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.safestring import mark_safe
from django.views.decorators.http import require_POST

from coordination.models import Ask
from coordination.services.asks import link_for_ask
from msp_portal.kit.links.services import link_url
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.scoping import Scope
from projects.forms.engagement import AnswerForm
from projects.models import EngagementAnswer, EngagementRound
from projects.queries.engagement import level_choices
from projects.services.engagement import record_engagement
from projects.views.engagement import ask_of_project
from projects.views.project_page import project_page


@login_required
def engagement_note(request: HttpRequest, pk: int, ask: int) -> HttpResponse:
    """Note the answer a person gave aloud; the journal says who noted it."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    asked = ask_of_project(page, ask)
    existing = _answer(page.access.scope, asked)
    form = AnswerForm(request.POST or None)
    stale = None
    if request.method == "POST" and form.is_valid():
        try:
            record_engagement(
                actor=page.person,
                engagement_round=cast("EngagementRound", asked.about),
                person=asked.person,
                level=form.cleaned_data["level"],
                comment=form.cleaned_data["comment"],
                expected_version=form.cleaned_data["version"] or 0,
            )
        except StaleSave as meanwhile:
            stale = existing = cast("EngagementAnswer", meanwhile.current)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, f"Réponse de {asked.person.full_name} notée.")
            return redirect("projects:engagement", pk=pk)
    chosen = existing.level if existing else None
    context = page.context(
        asked=asked, existing=existing, form=form, stale=stale, choices=level_choices(chosen)
    )
    status = HTTPStatus.CONFLICT if stale else HTTPStatus.OK
    return render(request, "projects/engagement_note.html", context, status=status)


@login_required
@require_POST
def engagement_handover(request: HttpRequest, pk: int, ask: int) -> HttpResponse:
    """A sheet with the person's own link, to be read by her phone or copied: to be handed to her.

    POST because the link is issued when she has none yet.
    """
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    asked = ask_of_project(page, ask)
    url = link_url(link_for_ask(asked))
    square = segno.make(url, error="m").svg_inline(border=2, omitsize=True)
    context = page.context(
        asked=asked,
        round=asked.about,
        url=url,
        square=mark_safe(square),  # noqa: S308 (drawn here from our own address)
    )
    return render(request, "projects/engagement_handover.html", context)


def _answer(scope: Scope, asked: Ask) -> EngagementAnswer | None:
    found: EngagementAnswer | None = (
        EngagementAnswer.objects.for_scope(scope)
        .filter(round_id=asked.about_id, person_id=asked.person_id)
        .first()
    )
    return found
