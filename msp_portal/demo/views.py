"""Who is who in the demo, and a way in by one click. Nothing of this exists outside the demo."""

from django.conf import settings
from django.contrib.auth import login
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from msp_portal.demo.accounts import accounts, link_holders
from msp_portal.demo.loaders.accounts import PASSWORD


@require_safe
@never_cache
def index(request: HttpRequest) -> HttpResponse:
    """The persons one can be, with what it takes to be them."""
    _only_in_the_demo()
    return render(
        request,
        "demo/index.html",
        {"accounts": accounts(), "holders": link_holders(), "password": PASSWORD},
    )


@require_POST
def become(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the listed accounts; any other person is unknown here."""
    _only_in_the_demo()
    wanted = request.POST.get("person", "")
    account = next((one for one in accounts() if str(one.person.pk) == wanted), None)
    if account is None:
        raise Http404
    login(request, account.person, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("/")


def _only_in_the_demo() -> None:
    if not settings.DEMO:
        raise Http404
