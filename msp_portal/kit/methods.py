"""What reaches the views: GET, HEAD and POST, with a query the database can be asked about."""

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


class PlainQueryMiddleware:
    """Takes the NUL sign out of a query: the database keeps no text that holds one, and no address
    of ours has any."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        query = request.META.get("QUERY_STRING", "")
        if "%00" in query:
            request.META["QUERY_STRING"] = query.replace("%00", "")
        return self.get_response(request)
