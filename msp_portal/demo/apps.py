from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "msp_portal.demo"
    label = "demo"
    verbose_name = "Démonstration"
