"""The projects themselves: list, opening, page, framing, engagement, journal, progress."""

from django.urls import URLPattern, URLResolver, path

from projects.views import (
    engagement,
    engagement_link,
    engagement_people,
    framing,
    journal,
    listing,
    opening,
    project_detail,
    project_edit,
    project_state,
    roles,
    roles_link,
    starters,
)

urlpatterns: list[URLPattern | URLResolver] = [
    path("projets/", listing.projects, name="list"),
    path("projets/nouveau/", opening.opening, name="open"),
    path("projets/modeles/", starters.starters, name="starters"),
    path("projets/modeles/<slug:code>/", starters.starter, name="starter"),
    path("projets/modeles/<slug:code>/partir/", starters.starter_start, name="starter_start"),
    path("projets/communes/", project_edit.communes, name="communes"),
    path("projets/<int:pk>/", project_detail.detail, name="detail"),
    path("projets/<int:pk>/decrire/", project_edit.edit, name="edit"),
    path("projets/<int:pk>/etape/", project_state.stage, name="stage"),
    path("projets/<int:pk>/etat/", project_state.status, name="status"),
    path("projets/<int:pk>/avancement/", project_state.progress, name="progress"),
    path("projets/<int:pk>/refaire/", project_state.renew, name="renew"),
    path("projets/<int:pk>/cadrage/", framing.framing, name="framing"),
    path("projets/<int:pk>/cadrage/page/", framing.framing_print, name="framing_print"),
    path("projets/<int:pk>/cadrage/pdf/", framing.framing_pdf, name="framing_pdf"),
    path("projets/<int:pk>/engagement/", engagement.engagement, name="engagement"),
    path("projets/<int:pk>/engagement/demander/", engagement.engagement_ask, name="engagement_ask"),
    path(
        "projets/<int:pk>/engagement/<int:ask>/relancer/",
        engagement.engagement_remind,
        name="engagement_remind",
    ),
    path(
        "projets/<int:pk>/engagement/<int:ask>/noter/",
        engagement_people.engagement_note,
        name="engagement_note",
    ),
    path(
        "projets/<int:pk>/engagement/<int:ask>/lien/",
        engagement_people.engagement_handover,
        name="engagement_handover",
    ),
    path(
        "projets/<int:pk>/engagement/<int:round_pk>/fermer/",
        engagement.engagement_close,
        name="engagement_close",
    ),
    path(
        "projets/<int:pk>/engagement/<int:answer>/participant/",
        engagement.engagement_volunteer,
        name="engagement_volunteer",
    ),
    path("projets/<int:pk>/roles/", roles.roles, name="roles"),
    path("projets/<int:pk>/roles/<int:role>/", roles.role_act, name="role_act"),
    path("projets/<int:pk>/journal/", journal.journal, name="journal"),
    path("lien/engagement/<str:token>/", engagement_link.engagement_link, name="engagement_link"),
    path("lien/role/<str:token>/", roles_link.role_link, name="role_link"),
]
