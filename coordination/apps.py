from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "coordination"
    label = "coordination"
    verbose_name = "Coordination"

    def ready(self) -> None:
        from allauth.account.decorators import secure_admin_login
        from django.contrib import admin

        from coordination.registrations import register_all

        register_all()
        # The administration is entered by the same door: code or password, then second factor.
        admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
