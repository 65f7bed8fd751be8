"""The portal's addresses, and one that breaks: its page must be one we can show."""

from django.http import HttpRequest, HttpResponse
from django.urls import include, path

BROKEN = "/cette-page-casse/"


def broken(_request: HttpRequest) -> HttpResponse:
    """Fails as a page of ours would."""
    raise RuntimeError("A page that breaks, for the tests.")


urlpatterns = [path(BROKEN[1:], broken), path("", include("msp_portal.urls"))]
