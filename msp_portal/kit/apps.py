from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "msp_portal.kit"
    label = "kit"
    verbose_name = "Mécanismes"
