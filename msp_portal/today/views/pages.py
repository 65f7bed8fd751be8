"""Help, declaration of accessibility, personal data: pages anyone may read, without a query."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    """Short help, by who one is."""
    return render(request, "today/help.html")


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """The declaration the RGAA asks for: what was checked by whom, and what was not."""
    return render(request, "today/accessibility.html", {"contact": settings.PORTAL_CONTACT})


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """What is kept about persons, why, for how long, and how to have it corrected."""
    return render(request, "today/privacy.html", {"contact": settings.PORTAL_CONTACT})
