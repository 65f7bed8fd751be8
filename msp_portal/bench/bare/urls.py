"""The two references by their address. Never among those of the portal."""

from django.urls import path

from msp_portal.bench.bare.views import bare_list, bare_page

urlpatterns = [
    path("b10/", bare_page, name="bare_page"),
    path("liste/", bare_list, name="bare_list"),
]
