from django.apps import AppConfig


class CapitalisationConfig(AppConfig):
    name = "capitalisation"
    label = "capitalisation"
    verbose_name = "Capitalisation"

    def ready(self) -> None:
        from capitalisation.registrations import register_all

        register_all()
