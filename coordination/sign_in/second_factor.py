"""Those who see more than their own teams set up a second factor before anything else."""

from collections.abc import Callable

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse

from coordination.queries.scopes import Standing, standing_for

# What stays open meanwhile: setting it up, confirming one's password for it, leaving.
OPEN_NAMES = frozenset(
    {
        "mfa_index",
        "mfa_activate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_reauthenticate",
        "account_reauthenticate",
        "account_logout",
        "brand_css",
    }
)
WHY = (
    "Vous voyez ce que plusieurs équipes ont confié au portail : un second code, donné par votre "
    "téléphone, est nécessaire avant de continuer."
)


def needs_second_factor(standing: Standing) -> bool:
    """Members of a federation or a funder, and administrators of the portal."""
    if standing.person is None:
        return False
    return bool(standing.federations or standing.funders or standing.person.is_staff)


def note_just_proved(
    sender: object, request: HttpRequest, authenticator: Authenticator, **kwargs: object
) -> None:
    """Setting it up proves it: the recovery codes that follow ask for no second proof.

    A code serves once: without this one would wait half a minute for the next.
    """
    if authenticator.type == Authenticator.Type.TOTP:
        record_authentication(
            request, authenticator.user, method="mfa", type="totp", reauthenticated=True
        )


class SecondFactorMiddleware:
    """Sends whoever needs a second factor, and has none, to set it up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: object, args: object, kwargs: dict[str, object]
    ) -> HttpResponse | None:
        """Before any view but those of the set-up. Links of mails stay open: they need no account."""
        match = request.resolver_match
        if match is None or match.url_name in OPEN_NAMES or hasattr(view, "link_action"):
            return None
        if not request.user.is_authenticated:
            return None
        standing = standing_for(request)
        if not needs_second_factor(standing) or standing.has_second_factor:
            return None
        if request.method == "GET" and not request.headers.get("HX-Request"):
            messages.info(request, WHY)
        return HttpResponseRedirect(reverse("mfa_activate_totp"))
