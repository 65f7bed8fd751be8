from django.apps import AppConfig


class CoordinationConfig(AppConfig):
    name = "coordination"
    label = "coordination"
    verbose_name = "Coordination"

    def ready(self) -> None:
        from allauth.mfa.signals import authenticator_added

        from coordination.registrations import register_all
        from coordination.sign_in.second_factor import note_just_proved

        register_all()
        authenticator_added.connect(note_just_proved, dispatch_uid="note_just_proved")
