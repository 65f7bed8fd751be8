"""Addresses of people, teams and organisations."""

from django.urls import path

from coordination.views import (
    accounts,
    community,
    directory,
    invitations,
    members,
    support,
    team_pages,
)

app_name = "coordination"
urlpatterns = [
    path("equipes/", team_pages.teams, name="teams"),
    path("equipes/nouvelle/", team_pages.team_new, name="team_new"),
    path("equipes/<int:pk>/", team_pages.team, name="team"),
    path("equipes/<int:pk>/fiche/", team_pages.team_edit, name="team_edit"),
    path("equipes/<int:pk>/sites/", team_pages.site_add, name="site_add"),
    path("equipes/<int:pk>/sites/<int:site>/retirer/", team_pages.site_remove, name="site_remove"),
    path("equipes/<int:pk>/structure/", team_pages.structure, name="structure_add"),
    path("equipes/<int:pk>/structure/<int:structure>/", team_pages.structure, name="structure"),
    path("equipes/<int:pk>/carte-de-visite/", team_pages.visit_card, name="visit_card"),
    path("equipes/<int:pk>/membres/ajouter/", members.member_add, name="member_add"),
    path("equipes/<int:pk>/membres/liste/", members.members_paste, name="members_paste"),
    path("equipes/<int:pk>/membres/<int:person>/", members.member_edit, name="member_edit"),
    path("equipes/<int:pk>/roles/<int:role>/fin/", members.role_end, name="role_end"),
    path("equipes/<int:pk>/roles/<int:role>/reprendre/", members.role_resume, name="role_resume"),
    path("equipes/<int:pk>/inviter/", invitations.team_invite, name="team_invite"),
    path("equipes/<int:pk>/appuis/", support.team_requests, name="team_requests"),
    path("invitations/<int:pk>/renvoyer/", invitations.again, name="invitation_again"),
    path("invitations/<int:pk>/retirer/", invitations.withdraw, name="invitation_withdraw"),
    path("lien/invitation/<str:token>/", invitations.accept, name="invitation"),
    path("organisations/", directory.organisations, name="organisations"),
    path("organisations/nouvelle/", directory.organisation_new, name="organisation_new"),
    path("organisations/<int:pk>/fiche/", directory.organisation_edit, name="organisation_edit"),
    path("organisations/<int:pk>/", directory.organisation, name="organisation"),
    path("organisations/<int:pk>/inviter/", invitations.organisation_invite, name="org_invite"),
    path("organisations/<int:pk>/appui/", support.support_ask, name="support_ask"),
    path(
        "organisations/<int:pk>/demandes/",
        support.organisation_requests,
        name="organisation_requests",
    ),
    path("appuis/<int:pk>/repondre/", support.support_answer, name="support_answer"),
    path("appuis/<int:pk>/retirer/", support.support_withdraw, name="support_withdraw"),
    path("communaute/", community.community, name="community"),
    path("moi/", accounts.account, name="account"),
    path("moi/courriels/", accounts.my_mails, name="my_mails"),
    path("moi/reprendre/", accounts.resume, name="resume"),
]
