"""The root, the search, and the pages everybody may read."""

from django.urls import path

from msp_portal.today.views import campaigns, glossary, pages, search, today

urlpatterns = [
    path("", today.today, name="today"),
    path("aujourdhui/lu/", today.news_read, name="today_news_read"),
    path("aujourdhui/<str:source>/<int:pk>/<slug:name>/", today.act, name="today_act"),
    path("recherche/", search.search, name="search"),
    path("calendrier/", campaigns.calendar, name="campaigns"),
    path("calendrier/campagnes.ics", campaigns.calendar_ics, name="campaigns_ics"),
    path("lexique/", glossary.glossary, name="glossary"),
    path("aide/", pages.help_page, name="help"),
    path("accessibilite/", pages.accessibility, name="accessibility"),
    path("donnees-personnelles/", pages.privacy, name="privacy"),
]
