from django.apps import AppConfig


class KitConfig(AppConfig):
    name = "msp_portal.kit"
    label = "kit"
    verbose_name = "Mécanismes"

    def ready(self) -> None:
        from msp_portal.kit.documents import tasks  # noqa: F401  (Celery looks in tasks.py alone)
        from msp_portal.kit.links import renewals
        from msp_portal.kit.reminders import digest

        digest.register()
        renewals.register()
