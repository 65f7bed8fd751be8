"""« Mon compte », « Mes courriels », and what was typed when the session ran out."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from coordination.forms.people import MyselfForm
from coordination.queries.scopes import standing_for
from coordination.services.accounts import update_myself
from coordination.sign_in.kept_forms import forget_form, kept_form
from coordination.sign_in.second_factor import needs_second_factor
from coordination.views.common import me, try_service
from msp_portal.kit.outbox.reading import mails_of


@login_required
def account(request: HttpRequest) -> HttpResponse:
    """My name, my teams and roles, how I sign in."""
    person, standing = me(request), standing_for(request)
    form = MyselfForm(request.POST or None, person=person)
    if request.method == "POST" and form.is_valid():
        saved = try_service(form, lambda: update_myself(actor=person, **form.cleaned_data))
        if saved:
            messages.success(request, "Votre fiche est enregistrée.")
            return redirect("coordination:account")
    context = {
        "form": form,
        "person": person,
        "teams": standing.teams,
        "organisations": standing.organisations,
        "needs_second_factor": needs_second_factor(standing),
    }
    return render(request, "coordination/account.html", context)


@login_required
@require_safe
def my_mails(request: HttpRequest) -> HttpResponse:
    """Everything the portal wrote to me, and why; what it will write."""
    return render(request, "coordination/my_mails.html", {"mails": mails_of(me(request))})


@login_required
def resume(request: HttpRequest) -> HttpResponse:
    """What was typed when the session ran out, ready to be sent again to where it was going."""
    kept = kept_form(request)
    if request.method == "POST":
        forget_form(request)
        messages.info(request, "La saisie gardée est effacée.")
        return redirect("/")
    if kept is None:
        return redirect("/")
    context = {
        "kept": kept,
        "shown": [value for _, value in kept["fields"] if len(value.strip()) > 1],
        "give_up_url": reverse("coordination:resume"),
    }
    return render(request, "coordination/resume.html", context)
