"""/demo/courriels: what the portal wrote, to whom, with links that work. Demo only."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from csp.constants import SELF, UNSAFE_INLINE
from csp.decorators import csp
from django.conf import settings
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods

from msp_portal.kit import clock
from msp_portal.kit.models.mailbox import DemoMail

PAGE_SIZE = 30

# Mails carry their styles in attributes, as mail readers want: allowed in their own frame only.
# The frame is sandboxed (no script, no form); its links open in the whole window.
_FRAME_HEAD = '<base target="_top">'


def demo_only(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Not found, outside the demo: these pages show mails to anybody."""

    @wraps(view)
    def page(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return page


@demo_only
@require_GET
def mailbox(request: HttpRequest) -> HttpResponse:
    """The mails, latest first, of everybody or of one address."""
    address = request.GET.get("a", "")
    mails = DemoMail.objects.defer("raw", "html", "text")
    people = (
        DemoMail.objects.order_by("to_address")
        .values("to_address")
        .annotate(total=Count("pk"), unread=Count("pk", filter=Q(read_at__isnull=True)))
    )
    if address:
        mails = mails.filter(to_address=address)
    page = Paginator(mails, PAGE_SIZE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "people": list(people),
        "address": address,
    }
    return render(request, "demo/mailbox.html", context)


@demo_only
@require_http_methods(["GET", "POST"])
def mail(request: HttpRequest, pk: int) -> HttpResponse:
    """One mail. The list opens it by a POST, which notes it as read: a GET writes nothing."""
    shown = get_object_or_404(DemoMail.objects.defer("raw"), pk=pk)
    if request.method == "POST":
        unread = request.POST.get("state") == "unread"
        DemoMail.objects.filter(pk=pk).update(read_at=None if unread else clock.now())
        return redirect("mailbox") if unread else redirect("mailbox_mail", pk=pk)
    return render(request, "demo/mailbox_mail.html", {"mail": shown})


@demo_only
@require_GET
@xframe_options_sameorigin
@csp(  # type: ignore[arg-type]  # django-csp types views without arguments
    {
        "default-src": ["'none'"],
        "style-src": [SELF, UNSAFE_INLINE],
        "img-src": [SELF, "data:"],
        "frame-ancestors": [SELF],
    }
)
def mail_html(request: HttpRequest, pk: int) -> HttpResponse:
    """The HTML part as written, for the sandboxed frame."""
    shown = get_object_or_404(DemoMail.objects.only("html"), pk=pk)
    return HttpResponse(shown.html.replace("<head>", f"<head>{_FRAME_HEAD}", 1))
