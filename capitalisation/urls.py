"""Addresses of experience sheets, of the library and of what one does from it."""

from django.urls import URLPattern, URLResolver, path

from capitalisation.views import (
    identity,
    library,
    publication,
    published,
    review,
    sections,
    sheet_pages,
    takeover,
    testimonies,
    testimony_link,
)

app_name = "capitalisation"
urlpatterns: list[URLPattern | URLResolver] = [
    path("projets/<int:pk>/fiche/", sheet_pages.project_sheet, name="project_sheet"),
    path("projets/<int:pk>/reprise/", takeover.changes, name="takeover_changes"),
    path("fiches/", sheet_pages.sheets, name="sheets"),
    path("fiches/<int:pk>/", sheet_pages.sheet, name="sheet"),
    path("fiches/<int:pk>/titre/", identity.identity, name="identity"),
    path("fiches/<int:pk>/chiffres/", identity.figures, name="figures"),
    path("fiches/<int:pk>/partie/<slug:key>/", sections.section, name="section"),
    path("fiches/<int:pk>/temoignages/", testimonies.testimonies, name="testimonies"),
    path("fiches/<int:pk>/temoignages/<int:ask>/relancer/", testimonies.remind, name="remind"),
    path("fiches/<int:pk>/temoignages/<int:ask>/lien/", testimonies.handover, name="handover"),
    path("fiches/<int:pk>/paroles/", testimonies.quote_add, name="quote_add"),
    path("fiches/<int:pk>/paroles/<int:quote>/", testimonies.quote_remove, name="quote_remove"),
    path("fiches/<int:pk>/envoyer/", review.submit, name="submit"),
    path("fiches/<int:pk>/reprendre-en-main/", review.reopen, name="reopen"),
    path("fiches/<int:pk>/relecture/", review.review, name="review"),
    path("fiches/<int:pk>/publier/", publication.publish, name="publish"),
    path("fiches/<int:pk>/retirer/", publication.withdraw, name="withdraw"),
    path("fiches/<int:pk>/pdf/", publication.draft_pdf, name="draft_pdf"),
    path("bibliotheque/", library.library, name="library"),
    path("bibliotheque/<slug:slug>/", published.published, name="published"),
    path("bibliotheque/<slug:slug>/pdf/", published.published_pdf, name="published_pdf"),
    path("bibliotheque/<slug:slug>/ecrire/", published.contact, name="contact"),
    path("bibliotheque/<slug:slug>/reprendre/", takeover.take_over, name="take_over"),
    path("lien/temoignage/<str:token>/", testimony_link.testimony_link, name="testimony_link"),
]
