"""Help, declaration of accessibility, personal data: pages anyone may read, without a query."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def help_page(request: HttpRequest) -> HttpResponse:
    """Short help, by who one is."""
    return render(request, "today/help.html")


def accessibility(request: HttpRequest) -> HttpResponse:
    """The declaration the RGAA asks for: what was checked by whom, and what was not."""
    return render(request, "today/accessibility.html", {"contact": settings.PORTAL_CONTACT})


def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about persons, why, for how long, and how to have it corrected."""
    return render(request, "today/privacy.html", {"contact": settings.PORTAL_CONTACT})
