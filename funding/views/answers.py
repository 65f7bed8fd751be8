"""Writing one answer; giving one piece."""

from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from funding.forms.applications import AnswerForm, PieceGivenForm
from funding.models import ApplicationAnswer, ApplicationPiece
from funding.queries.applications import AnswerLine, content_of
from funding.services.applications import write_answer
from funding.services.pieces import give_piece, take_piece_back
from funding.views.common import ApplicationPage, application_page, try_act, try_service
from msp_portal.kit import clock
from msp_portal.kit.files import UploadRefused, file_response
from msp_portal.kit.french import hour
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.locking.forms import compare, settled

AUTOSAVE = "autosave"


@login_required
def answer(request: HttpRequest, pk: int, question: int) -> HttpResponse:
    """One question: the project's words, or the team's own, with the limit of the call."""
    page = application_page(request, pk)
    page.can_write.or_deny()
    lines = content_of(page.application).answers
    place = next((i for i, line in enumerate(lines) if line.question.pk == question), None)
    if place is None:
        raise Http404
    line = lines[place]
    following = lines[place + 1].question if place + 1 < len(lines) else None
    context = page.context(line.question.label, line=line, following=following)
    if request.method == "POST":
        return _save(request, page, line, context)
    form = AnswerForm(instance=_typed_on(line), line=line)
    return render(request, "funding/answer.html", {**context, "form": form})


def _typed_on(line: AnswerLine) -> ApplicationAnswer:
    """A copy for the form to write on."""
    if line.answer is None:
        return ApplicationAnswer()
    return ApplicationAnswer(pk=line.answer.pk, version=line.answer.version)


def _save(
    request: HttpRequest, page: ApplicationPage, line: AnswerLine, context: dict[str, Any]
) -> HttpResponse:
    by_itself = request.headers.get("X-Requested-With") == AUTOSAVE
    form = AnswerForm(_data(request, line), instance=_typed_on(line), line=line)
    if not form.is_valid():
        return _refused(request, form, context, by_itself=by_itself)
    try:
        saved = write_answer(
            actor=page.actor,
            application=page.application,
            question=line.question,
            **form.saving(),
        )
    except StaleSave as stale:
        if by_itself:
            return JsonResponse({}, status=HTTPStatus.CONFLICT)
        stale_context = {**context, "stale": compare(form, stale)}
        return render(
            request, "funding/answer_stale.html", stale_context, status=HTTPStatus.CONFLICT
        )
    if by_itself:
        return JsonResponse({"version": saved.version, "saved_at": hour(clock.now())})
    messages.success(request, f"« {line.question.label} » : c’est enregistré.")
    following = context["following"]
    if "suivante" in request.POST and following is not None:
        return redirect("funding:answer", pk=page.application.pk, question=following.pk)
    return redirect("funding:application", pk=page.application.pk)


def _refused(
    request: HttpRequest, form: AnswerForm, context: dict[str, Any], *, by_itself: bool
) -> HttpResponse:
    status = HTTPStatus.UNPROCESSABLE_ENTITY
    if by_itself:
        return JsonResponse({"errors": form.errors}, status=status)
    return render(request, "funding/answer.html", {**context, "form": form}, status=status)


def _data(request: HttpRequest, line: AnswerLine) -> Any:
    """What was posted; « revenir aux mots du projet » posts those words."""
    data = settled(request.POST)
    if "reprendre" in request.POST:
        data["text"] = line.taken
    return data


@login_required
def piece(request: HttpRequest, pk: int, piece: int) -> HttpResponse:
    """Join a piece, or say how it is sent otherwise."""
    page = application_page(request, pk)
    page.can_write.or_deny()
    wanted = get_object_or_404(page.application.call.pieces.all(), pk=piece)
    form = PieceGivenForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        typed = form.cleaned_data
        try:
            given = try_service(
                form,
                lambda: give_piece(
                    actor=page.actor,
                    application=page.application,
                    piece=wanted,
                    uploaded=typed["file"],
                    sent_otherwise=typed["sent_otherwise"],
                ),
            )
        except UploadRefused as refusal:
            form.add_error("file", str(refusal))
            given = None
        if given:
            messages.success(request, f"« {wanted.label} » : c’est noté.")
            return redirect("funding:application", pk=pk)
    given_now = _given(page, piece).first()
    context = page.context(wanted.label, form=form, piece=wanted, given=given_now)
    status = HTTPStatus.UNPROCESSABLE_ENTITY if form.errors else HTTPStatus.OK
    return render(request, "funding/piece.html", context, status=status)


def _given(page: ApplicationPage, piece: int) -> Any:
    rows = ApplicationPiece.objects.for_scope(page.standing.scope)
    return rows.filter(application=page.application, piece=piece).select_related("file", "piece")


@login_required
@require_safe
def piece_file(request: HttpRequest, pk: int, piece: int) -> HttpResponseBase:
    """The file of a piece, for the team."""
    page = application_page(request, pk)
    given = get_object_or_404(_given(page, piece), file__isnull=False)
    return file_response(given.file, inline="lire" in request.GET)


@login_required
@require_POST
def piece_remove(request: HttpRequest, pk: int, piece: int) -> HttpResponse:
    """Take a piece out of a draft."""
    page = application_page(request, pk)
    page.can_write.or_deny()
    given = get_object_or_404(_given(page, piece))
    try_act(
        request,
        lambda: take_piece_back(actor=page.actor, application=page.application, given=given),
        "La pièce est retirée du dossier.",
    )
    return redirect("funding:application", pk=pk)
