from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TodayConfig(AppConfig):
    name = "msp_portal.today"
    label = "today"
    verbose_name = "Aujourd’hui"

    def ready(self) -> None:
        from msp_portal.today.emails import monday

        # coordination/today, projects/today, funding/today…: each registers its own lines.
        autodiscover_modules("today")
        monday.register()
