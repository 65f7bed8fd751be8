"""Addresses of the demo; all answer 404 elsewhere."""

from django.urls import path

from msp_portal.demo import views

app_name = "demo"
urlpatterns = [
    path("demo/", views.index, name="index"),
    path("demo/devenir/", views.become, name="become"),
]
