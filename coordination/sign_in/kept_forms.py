"""What was typed when the session had run out is kept, shown after signing in, and sent again.

A POST that answers « sign in first » leaves its fields in the new session for an hour; the page
« Reprendre » then shows them and sends them to the same address. Files are not kept, nor anything
on the pages of signing in. Works without JavaScript.

On a computer that several people share, the text goes back to who typed it and to nobody else: a
mark of the person stays in the browser after her session (``MARK_COOKIE``), is kept with the text
and compared with whoever signs in next. For anyone else the text is discarded.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode, urlsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import resolve_url
from django.urls import reverse
from django.utils.crypto import constant_time_compare, salted_hmac

from msp_portal.kit import clock

SESSION_KEY = "kept_form"
KEPT_SECONDS = 3600
MOST_CHARACTERS = 200_000
SECRETS = frozenset({"password", "password1", "password2", "oldpassword", "code"})
MARK_COOKIE = "saisie"
MARK_SECONDS = 60 * 60 * 24 * 60  # longer than a session: it speaks when the session has ended
NEVER_KEPT = SECRETS | {"csrfmiddlewaretoken", "link_token"}


def kept_form(request: HttpRequest) -> dict[str, Any] | None:
    """``{path, fields, at, by}`` of what this person typed; None when old, absent or another's."""
    kept: dict[str, Any] | None = request.session.get(SESSION_KEY)
    if kept is None or clock.now().timestamp() - kept["at"] > KEPT_SECONDS:
        return None
    return kept if constant_time_compare(kept.get("by", ""), mark_of(request)) else None


def mark_of(request: HttpRequest) -> str:
    """The mark of who is signed in: says nothing of her, and cannot be made elsewhere."""
    return salted_hmac(__name__, str(request.user.pk), algorithm="sha256").hexdigest()


def forget_form(request: HttpRequest) -> None:
    """It was sent again, or given up."""
    request.session.pop(SESSION_KEY, None)


class KeptFormMiddleware:
    """Watches for a POST answered by the sign-in page."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.user.is_authenticated:
            _settle(request, response)
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


def _settle(request: HttpRequest, response: HttpResponseBase) -> None:
    """Someone is signed in: forget what she sent again or did not type, and leave her mark."""
    kept = request.session.get(SESSION_KEY)
    if kept and kept_form(request) is None:
        forget_form(request)
    elif kept and request.method == "POST" and kept["path"] == request.get_full_path():
        forget_form(request)  # sent again: the page itself keeps what it refuses
    mark = mark_of(request)
    if request.COOKIES.get(MARK_COOKIE) != mark:
        response.set_cookie(
            MARK_COOKIE,
            mark,
            max_age=MARK_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )


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
    """Put the fields in the session. False when there is nothing to keep, or nobody to keep for."""
    fields, typed_by = fields_to_keep(request), request.COOKIES.get(MARK_COOKIE, "")
    if not fields or not typed_by:
        return False
    request.session[SESSION_KEY] = {
        "path": request.get_full_path(),
        "fields": [list(pair) for pair in fields],
        "at": clock.now().timestamp(),
        "by": typed_by,
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
