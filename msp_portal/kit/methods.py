"""The portal answers GET, HEAD and POST; nothing else has a meaning here."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseNotAllowed
from django.http.response import HttpResponseBase

ANSWERED = ("GET", "HEAD", "POST")


class KnownMethodsMiddleware:
    """405 for any other method: a view that tests for POST would take PUT or DELETE for a GET."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ANSWERED:
            return HttpResponseNotAllowed(ANSWERED)
        return self.get_response(request)
