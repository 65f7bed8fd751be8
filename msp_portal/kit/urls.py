"""Addresses of the mechanisms: links asked for again, and the mailbox of the demo."""

from django.urls import path

from msp_portal.kit.views import links, mailbox

urlpatterns = [
    path("lien/renvoyer/", links.renew, name="link_renew"),
    path("demo/courriels/", mailbox.mailbox, name="mailbox"),
    path("demo/courriels/<int:pk>/", mailbox.mail, name="mailbox_mail"),
    path("demo/courriels/<int:pk>/page/", mailbox.mail_html, name="mailbox_html"),
]
