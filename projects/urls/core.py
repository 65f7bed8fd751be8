"""The projects themselves: list, opening, page, framing, engagement, journal, progress."""

from django.urls import URLPattern, URLResolver, path

from projects.views import project_detail

urlpatterns: list[URLPattern | URLResolver] = [
    path("projets/", project_detail.detail, name="list"),
    path("projets/<int:pk>/", project_detail.detail, name="detail"),
]
