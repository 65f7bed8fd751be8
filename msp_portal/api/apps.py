from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "msp_portal.api"
    label = "api"
    verbose_name = "API"

    def ready(self) -> None:
        from msp_portal.api import schema  # noqa: F401  (registers itself)
