from django.apps import AppConfig


class RegionConfig(AppConfig):
    name = "msp_portal.region"
    label = "region"
    verbose_name = "Région"
