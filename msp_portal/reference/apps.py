from django.apps import AppConfig


class ReferenceConfig(AppConfig):
    name = "msp_portal.reference"
    label = "reference"
    verbose_name = "Listes de référence"
