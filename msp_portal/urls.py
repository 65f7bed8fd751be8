"""Every address of the portal; each has its line in tests/access/matrix.py."""

from django.contrib import admin
from django.urls import URLPattern, URLResolver, include, path

from msp_portal.kit.views.brand import brand_stylesheet
from msp_portal.kit.views.styleguide import styleguide, styleguide_participant

urlpatterns: list[URLPattern | URLResolver] = [
    path("compte/", include("coordination.sign_in.urls")),
    path("administration/", admin.site.urls),
    path("marque.css", brand_stylesheet, name="brand_css"),
    path("styleguide", styleguide, name="styleguide"),
    path("styleguide/participant", styleguide_participant, name="styleguide_participant"),
    path("", include("msp_portal.today.urls")),
    path("", include("msp_portal.kit.urls")),
    path("", include("msp_portal.demo.urls")),
    path("", include("coordination.urls")),
    path("", include("projects.urls")),
    path("", include("funding.urls")),
    path("", include("msp_portal.region.urls")),
    path("", include("msp_portal.api.urls")),
    path("", include("capitalisation.urls")),
]
