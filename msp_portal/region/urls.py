"""Addresses of the region: federation, ARS, CPAM, and the links they read by."""

from django.urls import path

from msp_portal.region.views import data, data_links, link_pages, overview

app_name = "region"
urlpatterns = [
    path("region/", overview.overview, name="overview"),
    path("region/projets/<int:pk>/", overview.project, name="project"),
    path("region/projets/<int:pk>/partages/<int:share>/", overview.document, name="document"),
    path("region/sans-action/", overview.white_zones, name="white_zones"),
    path("region/appels/", overview.advocacy, name="advocacy"),
    path("region/donnees/", data.data, name="data"),
    path("region/classeur.<str:fmt>", data.workbook, name="workbook"),
    path("region/liens/", data_links.links, name="links"),
    path("region/liens/<int:pk>/fermer/", data_links.close, name="link_close"),
    path("lien/ars/<str:token>/", link_pages.page, name="link"),
    path("lien/ars/<str:token>/classeur.<str:fmt>", link_pages.download, name="link_workbook"),
]
