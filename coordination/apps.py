from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "coordination"
    label = "coordination"
    verbose_name = "Coordination"

    def ready(self) -> None:
        from allauth.account.decorators import secure_admin_login
        from allauth.mfa.signals import authenticator_added
        from django.contrib import admin

        from coordination.registrations import register_all
        from coordination.sign_in.second_factor import note_just_proved

        register_all()
        authenticator_added.connect(note_just_proved, dispatch_uid="note_just_proved")
        # The administration is entered by the same door: code or password, then second factor.
        admin.site.login = secure_admin_login(admin.site.login)  # type: ignore[method-assign]
