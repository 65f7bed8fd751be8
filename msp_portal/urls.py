"""Every address of the portal; each has its line in tests/access/matrix.py."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("compte/", include("allauth.urls")),
    path("", include("msp_portal.kit.urls")),
    path("", include("projects.urls")),
]
