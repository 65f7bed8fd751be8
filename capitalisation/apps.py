from django.apps import AppConfig


class CapitalisationConfig(AppConfig):
    name = "capitalisation"
    label = "capitalisation"
    verbose_name = "Capitalisation"
