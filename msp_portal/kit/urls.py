"""Addresses of the mechanisms: documents, links asked for again, and the mailbox of the demo."""

from django.urls import path

from msp_portal.kit.views import documents, links, mailbox

urlpatterns = [
    path("documents/<uuid:public_id>/", documents.document_status, name="document_status"),
    path("documents/<uuid:public_id>/pdf/", documents.document_download, name="document_download"),
    path("documents/<uuid:public_id>/redemander/", documents.document_retry, name="document_retry"),
    path("lien/renvoyer/", links.renew, name="link_renew"),
    path("demo/courriels/", mailbox.mailbox, name="mailbox"),
    path("demo/courriels/<int:pk>/", mailbox.mail, name="mailbox_mail"),
    path("demo/courriels/<int:pk>/page/", mailbox.mail_html, name="mailbox_html"),
]
