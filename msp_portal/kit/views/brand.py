"""The federation's colour as a style sheet: the security policy forbids inline styles."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from msp_portal.kit.colours import brand_css


@require_safe
@cache_control(public=True, max_age=3600)
def brand_stylesheet(request: HttpRequest) -> HttpResponse:
    """Custom properties that override the portal's deep colour; 404 when none is set."""
    if not settings.PORTAL_COLOUR:
        raise Http404
    return HttpResponse(brand_css(settings.PORTAL_COLOUR), content_type="text/css")
