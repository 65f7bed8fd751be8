"""What was typed when the session had run out is kept, shown after signing in, and sent again.

A POST that answers « sign in first » leaves its fields in the new session for an hour; the page
« Reprendre » then shows them and sends them to the same address. Files are not kept, nor anything
on the pages of signing in. Works without JavaScript.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import reverse

from msp_portal.kit import clock

SESSION_KEY = "kept_form"
KEPT_SECONDS = 3600
MOST_CHARACTERS = 200_000
SECRETS = frozenset({"password", "password1", "password2", "oldpassword", "code"})
NEVER_KEPT = SECRETS | {"csrfmiddlewaretoken", "link_token"}


def kept_form(request: HttpRequest) -> dict[str, Any] | None:
    """``{path, fields, at}`` of what is kept for this browser; None when old or absent."""
    kept: dict[str, Any] | None = request.session.get(SESSION_KEY)
    if kept is None or clock.now().timestamp() - kept["at"] > KEPT_SECONDS:
        return None
    return kept


def forget_form(request: HttpRequest) -> None:
    """It was sent again, or given up."""
    request.session.pop(SESSION_KEY, None)


class KeptFormMiddleware:
    """Watches for a POST answered by the sign-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.method == "POST" and request.user.is_authenticated:
            kept = request.session.get(SESSION_KEY)
            if kept and kept["path"] == request.get_full_path():
                forget_form(request)  # sent again: the page itself keeps what it refuses
        if not _sent_to_sign_in(request, response):
            return response
        target = response["Location"]
        if request.method == "POST" and _keep(request):
            target = _sign_in_for(reverse("coordination:resume"))
        if request.headers.get("HX-Request"):
            # A fragment of page must not be replaced by the sign-in page: leave the page.
            return HttpResponse(status=204, headers={"HX-Redirect": _to_page(request, target)})
        response["Location"] = target
        return response


def _sent_to_sign_in(request: HttpRequest, response: HttpResponseBase) -> bool:
    if response.status_code != 302 or request.user.is_authenticated:
        return False
    address = urlsplit(response["Location"])
    return address.path == resolve_url(settings.LOGIN_URL) and "next=" in address.query


def fields_to_keep(request: HttpRequest) -> list[tuple[str, str]]:
    """What was typed, secrets apart; nothing when that is nothing, or far too much."""
    fields = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NEVER_KEPT
        for value in values
    ]
    size = sum(len(name) + len(value) for name, value in fields)
    return fields if size <= MOST_CHARACTERS else []


def _keep(request: HttpRequest) -> bool:
    """Put the fields in the session. False when there is nothing to keep."""
    fields = fields_to_keep(request)
    if not fields:
        return False
    request.session[SESSION_KEY] = {
        "path": request.get_full_path(),
        "fields": [list(pair) for pair in fields],
        "at": clock.now().timestamp(),
    }
    return True


def _to_page(request: HttpRequest, target: str) -> str:
    """For a partial read, come back to the page it was in, not to the fragment."""
    page = urlsplit(request.headers.get("HX-Current-URL", ""))
    if request.method == "POST" or not page.path:
        return target
    return _sign_in_for(page.path)


def _sign_in_for(path: str) -> str:
    return f"{resolve_url(settings.LOGIN_URL)}?{urlencode({'next': path}, safe='/')}"
