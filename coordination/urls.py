"""Addresses of people and teams."""

from django.urls import URLPattern, path

app_name = "coordination"
urlpatterns: list[URLPattern] = []
