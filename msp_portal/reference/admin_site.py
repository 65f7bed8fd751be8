"""Django's administration, for the reference lists and nothing else (docs/DECISIONS.md 12)."""

from functools import wraps
from typing import Any

from django.contrib.admin import AdminSite
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, resolve_url

LABEL = "reference"


class ReferenceSite(AdminSite):
    """Shows the lists to administrators; for anybody else who is signed in it does not exist.

    People, teams and what they wrote are never here: each has its screens, its rights and its
    journal. Sign-in and second factor are the portal's own.
    """

    site_title = site_header = "Listes de référence"
    index_title = "Les listes du portail"
    site_url = "/"
    enable_nav_sidebar = False

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Keep the reference lists; what other applications offer is left out."""
        offered = (
            model_or_iterable
            if isinstance(model_or_iterable, list | tuple)
            else [model_or_iterable]
        )
        kept = [model for model in offered if model._meta.app_label == LABEL]
        if kept:
            super().register(kept, admin_class, **options)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Whoever has no right gets the answer of :meth:`login` at once."""
        guarded = super().admin_view(view, cacheable)

        @wraps(guarded)
        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            if not self.has_permission(request):
                return self.login(request)
            answer: HttpResponseBase = guarded(request, *args, **kwargs)
            return answer

        return inner

    def login(self, request: HttpRequest, extra_context: Any = None) -> HttpResponse:
        """The portal's own sign-in, which comes back here; Http404 for who has no right."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise Http404
        from django.contrib.auth.views import redirect_to_login  # needs the models

        return redirect_to_login(request.get_full_path(), resolve_url("account_login"))
