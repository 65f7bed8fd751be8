"""The pages of signed links.

A view under :func:`link_view` receives the live link of the token and its person::

    @link_view("engagement.answer")
    def answer(request, link, person): ...

* GET and HEAD run in a READ ONLY transaction: the database itself refuses any write, so that no
  mail scanner can answer in somebody's place. The opening is noted by ``log_access``, outside.
* POST has no cookie to count on (webviews of mail readers): the signed token, repeated in the
  form by ``{% link_token %}``, takes the place of the CSRF token, on these routes only.
* No answer is ever a sign-in page.
"""

from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any, Concatenate, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import connection, transaction
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.crypto import constant_time_compare
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from msp_portal.kit.access_log import log_access
from msp_portal.kit.links import renewals
from msp_portal.kit.links.services import LinkCheck, LinkStatus, find_link, read_link
from msp_portal.kit.machines import machine_of
from msp_portal.kit.models.links import ActionLink

SAFE = ("GET", "HEAD")
TOKEN_FIELD = "link_token"  # noqa: S105  (the name of a field)

ResponseT = TypeVar("ResponseT", bound=HttpResponseBase)
LinkedView = Callable[Concatenate[HttpRequest, ActionLink, Any, ...], HttpResponseBase]


class LinkedRequest(HttpRequest):
    """A request on the page of a link; ``link_token`` is what the form repeats."""

    link_token: str


def link_view(action: str) -> Callable[[LinkedView], Callable[..., HttpResponseBase]]:
    """Make a view the page of a link for ``action``; its address has one ``token`` argument.

    The view is called with (request, link, person, …); ``person`` is None for a guest link.
    """

    def decorate(view: LinkedView) -> Callable[..., HttpResponseBase]:
        @csrf_exempt
        @wraps(view)
        def page(request: HttpRequest, token: str, *args: Any, **kwargs: Any) -> HttpResponseBase:
            response = _answer(view, action, request, token, *args, **kwargs)
            return _discreet(response)

        page.link_action = action  # type: ignore[attr-defined]  # read by the access tests
        return page

    return decorate


def _answer(
    view: LinkedView, action: str, request: HttpRequest, token: str, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    if request.method not in (*SAFE, "POST"):
        return HttpResponse(status=HTTPStatus.METHOD_NOT_ALLOWED, headers={"Allow": "GET, POST"})
    check = read_link(token, action)
    if check.status is not LinkStatus.OK or check.link is None:
        return closed_page(request, check, token)
    link = check.link
    request.link_token = token  # type: ignore[attr-defined]
    if request.method == "POST":
        if not constant_time_compare(request.POST.get(TOKEN_FIELD, ""), token):
            return render(
                request,
                "links/form_refused.html",
                {"path": request.path},
                status=HTTPStatus.FORBIDDEN,
            )
        return view(request, link, link.person, *args, **kwargs)
    response = _read_only(view, request, link, *args, **kwargs)
    if response.status_code == HTTPStatus.OK:
        log_access("link", request=request, link=link, about=link.about)
    return response


def _read_only(
    view: LinkedView, request: HttpRequest, link: ActionLink, *args: Any, **kwargs: Any
) -> HttpResponseBase:
    """Run a GET, rendering included, in a transaction that can write nothing."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        response = view(request, link, link.person, *args, **kwargs)
        rendering = getattr(response, "render", None)
        return rendering() if callable(rendering) else response


def closed_page(request: HttpRequest, check: LinkCheck, token: str) -> HttpResponse:
    """Say kindly why a link no longer opens, and how to have another. Never a sign-in page."""
    template, status = {
        LinkStatus.EXPIRED: ("links/expired.html", HTTPStatus.GONE),
        LinkStatus.REVOKED: ("links/revoked.html", HTTPStatus.GONE),
    }.get(check.status, ("links/unknown.html", HTTPStatus.NOT_FOUND))
    context = {
        "token": token if check.link else "",
        "guest": bool(check.link and check.link.person is None),
    }
    return render(request, template, context, status=status)


@csrf_exempt
@require_POST
def renew(request: HttpRequest) -> HttpResponse:
    """« Renvoyez-moi mon lien »: by the old link, or by an address. One answer in every case."""
    if not renewals.may_ask(machine_of(request)):
        return _discreet(
            render(request, "links/too_many.html", status=HTTPStatus.TOO_MANY_REQUESTS)
        )
    address = request.POST.get("email", "").strip()
    link = find_link(request.POST.get("token", ""))
    if link is not None:
        renewals.ask_link_again(link)
    elif _is_address(address):
        renewals.ask_links_of_address(address)
    elif not request.POST.get("token"):
        missing = {"token": "", "guest": False, "error": True}
        return _discreet(
            render(request, "links/unknown.html", missing, status=HTTPStatus.BAD_REQUEST)
        )
    return _discreet(render(request, "links/renewed.html"))


def _is_address(typed: str) -> bool:
    """Whether it can be an address at all: says nothing of whether it is known."""
    try:
        validate_email(typed)
    except ValidationError:
        return False
    return True


# Open to whoever holds a link, like its page: no second factor is asked on the way.
renew.link_action = "renew"  # type: ignore[attr-defined]


def _discreet(response: ResponseT) -> ResponseT:
    """Headers of every page of a link: not referred, not indexed, not kept."""
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    response["Cache-Control"] = "private, no-store"
    return response
