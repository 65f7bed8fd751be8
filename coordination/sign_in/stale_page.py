"""A form made before one signed in again carries an old token: what was typed is given back.

Django refuses it, rightly: the token is what tells our pages from another site's. When the browser
itself says that the page was ours (``Sec-Fetch-Site``, else ``Origin``: headers no page can
write), the fields come back in a fresh form, to be read and sent again. From anywhere else nothing
of what was sent is shown.
"""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from coordination.sign_in.kept_forms import SECRETS, fields_to_keep


def stale_page(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form refused for its token (``CSRF_FAILURE_VIEW``)."""
    signs_in = not SECRETS.isdisjoint(request.POST)
    fields = fields_to_keep(request) if _is_ours(request) and not signs_in else []
    context = {
        "path": request.get_full_path(),
        "fields": fields,
        "shown": [value for _, value in fields if len(value.strip()) > 1],
    }
    return render(request, "403_csrf.html", context, status=403)


def _is_ours(request: HttpRequest) -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
