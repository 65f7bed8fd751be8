from django.apps import AppConfig


class RegionConfig(AppConfig):
    name = "msp_portal.region"
    label = "region"
    verbose_name = "Région"

    def ready(self) -> None:
        from msp_portal.region.registrations import register_all

        register_all()
