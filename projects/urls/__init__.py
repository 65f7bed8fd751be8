"""Addresses of the prevention projects, by subject."""

from projects.urls.core import urlpatterns as core_patterns
from projects.urls.facts import urlpatterns as facts_patterns
from projects.urls.method import urlpatterns as method_patterns

app_name = "projects"
urlpatterns = [*core_patterns, *method_patterns, *facts_patterns]
