from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "projects"
    label = "projects"
    verbose_name = "Projets"

    def ready(self) -> None:
        from projects.registrations import register_all

        register_all()
