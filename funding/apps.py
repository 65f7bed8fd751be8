from django.apps import AppConfig


class FundingConfig(AppConfig):
    name = "funding"
    label = "funding"
    verbose_name = "Financements"

    def ready(self) -> None:
        """Tell the mechanisms what this room adds to them."""
        from funding.registrations import register_all

        register_all()
