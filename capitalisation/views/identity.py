"""Title, summary, what others may do with the sheet; and, apart, which figures it shows."""

from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from capitalisation.forms.sheets import FiguresForm, IdentityForm
from capitalisation.models import ExperienceSheet
from capitalisation.queries.figures import sheet_figures
from capitalisation.services.sheets import choose_figures, save_identity
from capitalisation.views.sheet_page import SheetPage, put_refusal, sheet_page
from msp_portal.kit.locking import StaleSave
from msp_portal.kit.locking.forms import compare, settled


@login_required
def identity(request: HttpRequest, pk: int) -> HttpResponse:
    """How the sheet is named and what others may do with it."""
    page = sheet_page(request, pk).for_the_team()
    page.can_write.or_deny()
    if request.method == "POST":
        return _save(request, page)
    form = IdentityForm(instance=page.sheet)
    return render(request, "capitalisation/identity.html", page.context(form=form))


def _save(request: HttpRequest, page: SheetPage) -> HttpResponse:
    sheet = page.sheet
    typed_on = ExperienceSheet(pk=sheet.pk, version=sheet.version)
    form = IdentityForm(settled(request.POST), instance=typed_on)
    if form.is_valid():
        try:
            save_identity(actor=page.person, sheet=sheet, **form.saving())
        except StaleSave as stale:
            context = page.context(stale=compare(form, stale))
            return render(request, "capitalisation/stale.html", context, status=HTTPStatus.CONFLICT)
        except ValidationError as refusal:
            put_refusal(form, refusal)
        else:
            messages.success(request, "C’est enregistré.")
            return redirect("capitalisation:sheet", pk=sheet.pk)
    return render(
        request,
        "capitalisation/identity.html",
        page.context(form=form),
        status=HTTPStatus.UNPROCESSABLE_ENTITY,
    )


@login_required
def figures(request: HttpRequest, pk: int) -> HttpResponse:
    """Figures are ticked or not, never typed."""
    page = sheet_page(request, pk).for_the_team()
    page.can_write.or_deny()
    lines = sheet_figures(page.sheet.project)
    hidden = set(page.sheet.hidden_indicators.values_list("pk", flat=True))
    shown = [str(line.indicator_id) for line in lines if line.indicator_id not in hidden]
    typed = request.POST if request.method == "POST" else None
    form = FiguresForm(typed, figures=lines, initial={"figures": shown})
    if request.method == "POST" and form.is_valid():
        choose_figures(actor=page.person, sheet=page.sheet, hidden=form.hidden())
        messages.success(request, "Les chiffres montrés sont choisis.")
        return redirect("capitalisation:sheet", pk=pk)
    context = page.context(form=form, figures=lines)
    return render(request, "capitalisation/figures.html", context)
