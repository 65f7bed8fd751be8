from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    """Registers the test mails, source and link action when Django is ready."""

    name = "tests.processes.registrations"

    def ready(self) -> None:
        from tests.kit.support import register_everything

        register_everything()
