"""Addresses of the data interface, version 1. No browsable pages: a page in words, and a schema."""

from django.urls import include, path
from drf_spectacular.views import SpectacularAPIView
from rest_framework.permissions import AllowAny
from rest_framework.routers import SimpleRouter

from msp_portal.api.views import CallViewSet, ProjectViewSet, SheetViewSet, docs

router = SimpleRouter()
router.register("projets", ProjectViewSet, basename="project")
router.register("appels", CallViewSet, basename="call")
router.register("fiches", SheetViewSet, basename="sheet")

app_name = "api"
urlpatterns = [
    path("api/", docs, name="docs"),
    path(
        "api/v1/schema/",
        SpectacularAPIView.as_view(permission_classes=[AllowAny]),
        name="schema",
    ),
    path("api/v1/", include(router.urls)),
]
