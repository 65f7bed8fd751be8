from django.apps import AppConfig


class TodayConfig(AppConfig):
    name = "msp_portal.today"
    label = "today"
    verbose_name = "Aujourd’hui"
