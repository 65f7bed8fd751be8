"""Objectives and their indicators: the tree, one screen to write, a first reading as one types."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from msp_portal.kit import clock
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.locking.forms import settled
from msp_portal.kit.typed import whole_number
from projects.forms.objectives import LEVEL_HELP, IndicatorForm, ObjectiveForm, indicator_forms
from projects.models import Indicator, Objective
from projects.queries.objectives import (
    indicators_of,
    known_of,
    known_with,
    objective_tree,
    parents_for,
)
from projects.services.indicators import put_indicator_aside, take_indicator_back
from projects.services.objectives import move_objective, save_objective
from projects.services.project_removal import remove_row
from projects.smart import Known, Reading, read_objective
from projects.views.method_saving import (
    INVALID,
    add_errors,
    back_after_removal,
    removed_just_now,
    stale_answer,
)
from projects.views.project_page import ProjectPage, project_page

LIST = "projects:objectives"
READ_AGAIN, TAKE, GIVE_BACK = "relire", "reprendre", "remettre"
BEFORE = "avant"  # the sentence as it was before a proposed wording took its place
TO_CARDS = "fiches"
Level = Objective.Level


@login_required
@require_safe
def objectives(request: HttpRequest, pk: int) -> HttpResponse:
    """The tree, with what is followed under each."""
    page = project_page(request, pk).for_the_team()
    tree = objective_tree(page.access.scope, page.project)
    context = page.context(
        tree=tree,
        below={Level.GENERAL.value: Level.SPECIFIC, Level.SPECIFIC.value: Level.OPERATIONAL},
        removed=removed_just_now(request, page),
    )
    return render(request, "projects/objectives.html", context)


@login_required
def objectives_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Write an objective with its indicators."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    empty = Objective(project=page.project, level=_asked_level(request))
    if _asked_parent(request, page):
        empty.parent_id = _asked_parent(request, page)
    return _screen(request, page, empty)


@login_required
def objectives_edit(request: HttpRequest, pk: int, objective: int) -> HttpResponse:
    """Take an objective up again, with its indicators."""
    page, row = _row(request, pk, objective)
    return _screen(request, page, row)


@login_required
@require_POST
def objectives_smart(request: HttpRequest, pk: int) -> HttpResponse:
    """The first reading alone, for what is being typed: reads, writes nothing."""
    page = project_page(request, pk).for_the_team()
    parents = parents_for(page.access.scope, page.project)
    form = ObjectiveForm(request.POST, instance=Objective(), parents=parents)
    rows = _posted_indicator_forms(request.POST)
    reading = _reading(form, _known(page, form, rows))
    context = {
        "reading": reading,
        "level": request.POST.get("level", ""),
        "before": request.POST.get(BEFORE, ""),
    }
    return render(request, "projects/objectives_reading.html", context)


@login_required
@require_POST
def objectives_move(request: HttpRequest, pk: int, objective: int) -> HttpResponse:
    """One place up or down among its brothers."""
    page, row = _row(request, pk, objective)
    move_objective(actor=page.person, objective=row, up=request.POST.get("sens") == "haut")
    target = redirect(LIST, pk=pk)
    target["Location"] += f"#o-{row.pk}"
    return target


@login_required
@require_POST
def objectives_remove(request: HttpRequest, pk: int, objective: int) -> HttpResponse:
    """Take an objective out, with those that contribute to it; its indicators stay."""
    page, row = _row(request, pk, objective)
    event = remove_row(actor=page.person, row=row, verb="objective.removed")
    return back_after_removal(LIST, page.project, event)


@login_required
@require_POST
def objectives_indicator_aside(request: HttpRequest, pk: int, indicator: int) -> HttpResponse:
    """Stop following an indicator, or follow it again."""
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    rows = Indicator.objects.for_scope(page.standing.scope).filter(project=page.project)
    row = get_object_or_404(rows, pk=indicator)
    if request.POST.get("reprendre"):
        take_indicator_back(actor=page.person, indicator=row)
        messages.success(request, f"« {row.name} » est de nouveau suivi.")
    else:
        put_indicator_aside(actor=page.person, indicator=row)
        messages.success(request, f"« {row.name} » est mis de côté. Ses chiffres sont gardés.")
    return redirect(LIST, pk=pk)


# ---- The screen --------------------------------------------------------------------------------


def _screen(request: HttpRequest, page: ProjectPage, row: Objective) -> HttpResponse:
    known = indicators_of(page.access.scope, row) if row.pk else []
    parents = parents_for(page.access.scope, page.project, without=row)
    if request.method != "POST":
        form = ObjectiveForm(instance=row, parents=parents, initial=_given(request, row))
        return _page(request, page, form, indicator_forms(known))
    data = settled(request.POST)
    form = ObjectiveForm(data, instance=row, parents=parents)
    rows = indicator_forms(known, data)
    if {TAKE, GIVE_BACK} & set(request.POST):
        return _reworded(request, page, form, rows)
    fine = all([form.is_valid(), *(each.is_blank or each.is_valid() for each in rows)])
    if READ_AGAIN in request.POST:
        form.errors.clear()
        return _page(request, page, form, rows)
    if not fine:
        return _page(request, page, form, rows, status=INVALID)
    return _save(request, page, form, rows)


def _reworded(
    request: HttpRequest, page: ProjectPage, form: ObjectiveForm, rows: Sequence[IndicatorForm]
) -> HttpResponse:
    """The proposed wording in the field, or the sentence that stood there before; nothing is saved."""
    known = _known(page, form, rows)
    typed = str(_typed(form).get("text") or "")
    before = typed
    if GIVE_BACK in request.POST:
        text, before = request.POST.get(BEFORE, "") or typed, ""
    else:
        text = read_objective(typed, known, clock.today()).wording or typed
    data = settled(request.POST)
    data["text"] = text
    other = ObjectiveForm(data, instance=form.instance, parents=form.parents)
    other.is_valid()
    other.errors.clear()
    return _page(request, page, other, rows, known=known, before=before if text != before else "")


def _save(
    request: HttpRequest, page: ProjectPage, form: ObjectiveForm, rows: Sequence[IndicatorForm]
) -> HttpResponse:
    row = form.instance if form.instance.pk else None
    if row is None:
        typed: dict[str, Any] = {
            "changes": {name: form.cleaned_data[name] for name in form.Meta.fields}
        }
    else:
        typed = form.saving()
    to_save = [saved for each in rows if (saved := each.to_save())]
    try:
        kept = save_objective(
            actor=page.person,
            project=page.project,
            objective=row,
            indicators=to_save,
            **typed,
        )
    except StaleSave as stale:
        return stale_answer(request, page, _form_of(stale, form, rows), stale)
    except ValidationError as error:
        add_errors(form, error)
        return _page(request, page, form, rows, status=INVALID)
    if TO_CARDS in request.POST:
        messages.success(request, "L’objectif est enregistré.")
        return redirect("projects:objectives_card", pk=page.project.pk, objective=kept.pk)
    messages.success(request, _said(page, kept, rows))
    return redirect(LIST, pk=page.project.pk)


def _said(page: ProjectPage, saved: Objective, rows: Sequence[IndicatorForm]) -> str:
    """Saved, whatever the reading says; and what would still help, once."""
    typed = [each.cleaned_data for each in rows if not each.is_blank]
    beside = {
        "level": saved.level,
        "public_text": saved.public_text,
        "place": saved.place,
        "due_date": saved.due_date,
    }
    known = known_with(known_of(page.access.scope, page.project), beside, typed)
    reading = read_objective(saved.text, known, clock.today())
    if reading.is_complete:
        return "L’objectif est enregistré. Rien n’y manque."
    if reading.message:
        return "L’objectif est enregistré."
    lacking = ", ".join(remark.letter.label.lower() for remark in reading.to_complete)
    return f"L’objectif est enregistré. À préciser quand vous voudrez : {lacking}."


def _form_of(stale: StaleSave, form: ObjectiveForm, rows: Sequence[IndicatorForm]) -> Any:
    if isinstance(stale.current, Objective):
        return form
    return next(each for each in rows if each.instance.pk == stale.current.pk)


def _page(
    request: HttpRequest,
    page: ProjectPage,
    form: ObjectiveForm,
    rows: Sequence[IndicatorForm],
    *,
    status: int = 200,
    known: Known | None = None,
    before: str = "",
) -> HttpResponse:
    context = page.context(
        form=form,
        rows=rows,
        reading=_reading(form, known or _known(page, form, rows)),
        before=before or request.POST.get(BEFORE, ""),
        level=form["level"].value(),
        level_help=LEVEL_HELP,
        is_new=form.instance.pk is None,
    )
    return render(request, "projects/objectives_form.html", context, status=status)


def _known(page: ProjectPage, form: ObjectiveForm, rows: Sequence[IndicatorForm]) -> Known:
    """What the project knows, with what is typed beside the sentence."""
    typed = [_typed(each) for each in rows]
    return known_with(known_of(page.access.scope, page.project), _typed(form), typed)


def _reading(form: ObjectiveForm, known: Known) -> Reading:
    """The five letters of what is typed, complete or not."""
    return read_objective(str(_typed(form).get("text") or ""), known, clock.today())


def _typed(form: Any) -> dict[str, Any]:
    """Cleaned values when the form is bound, else those it starts from."""
    if form.is_bound:
        form.is_valid()
        return dict(form.cleaned_data)
    return {name: form[name].value() for name in form.fields} | {
        "due_date": form.initial.get("due_date"),
        "target": form.initial.get("target"),
        "baseline": form.initial.get("baseline"),
    }


def _posted_indicator_forms(data: QueryDict) -> list[IndicatorForm]:
    """Forms for the rows of the page, without reading them again: only what is typed matters."""
    prefixes = dict.fromkeys(
        name.partition("-")[0] for name in data if name.startswith(("ind", "new")) and "-" in name
    )
    return [IndicatorForm(data, instance=Indicator(), prefix=prefix) for prefix in prefixes]


def _asked_level(request: HttpRequest) -> str:
    asked = request.GET.get("niveau", "")
    return asked if asked in Level.values else Level.SPECIFIC.value


def _asked_parent(request: HttpRequest, page: ProjectPage) -> int | None:
    asked = whole_number(request.GET.get("sous"))
    if asked is None:
        return None
    rows = Objective.objects.for_scope(page.standing.scope).filter(project=page.project)
    return rows.filter(pk=asked).values_list("pk", flat=True).first()


def _given(request: HttpRequest, row: Objective) -> dict[str, Any]:
    """A sentence carried from elsewhere (a priority, a model) to start from."""
    text = request.GET.get("texte", "")[:500]
    return {"text": text} if text and not row.pk else {}


def _row(request: HttpRequest, pk: int, objective: int) -> tuple[ProjectPage, Objective]:
    page = project_page(request, pk).for_the_team()
    page.can_edit.or_deny()
    rows = Objective.objects.for_scope(page.standing.scope).filter(project=page.project)
    return page, get_object_or_404(rows.select_related("parent"), pk=objective)
