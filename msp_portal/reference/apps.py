from django.apps import AppConfig
from django.contrib.admin import apps as admin_apps


class ReferenceConfig(AppConfig):
    default = True
    name = "msp_portal.reference"
    label = "reference"
    verbose_name = "Listes de référence"


class ReferenceAdminConfig(admin_apps.AdminConfig):
    """``django.contrib.admin`` with our site, which shows the reference lists only."""

    default = False
    default_site = "msp_portal.reference.admin_site.ReferenceSite"
