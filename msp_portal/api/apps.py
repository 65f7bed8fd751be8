from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "msp_portal.api"
    label = "api"
    verbose_name = "API"
