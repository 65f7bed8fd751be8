from django.apps import AppConfig


class BenchConfig(AppConfig):
    name = "msp_portal.bench"
    label = "bench"
    verbose_name = "Mesures"
