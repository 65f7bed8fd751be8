from typing import Any

from django.apps import AppConfig
from django.core.exceptions import FieldDoesNotExist
from django.db.models.signals import post_migrate


class CapitalisationConfig(AppConfig):
    name = "capitalisation"
    label = "capitalisation"
    verbose_name = "Capitalisation"

    def ready(self) -> None:
        from capitalisation.registrations import register_all

        register_all()
        post_migrate.connect(_read_library_again, sender=self)


def _read_library_again(apps: Any = None, **_kwargs: Any) -> None:
    """The lexicon may have changed with the version: its sheets are read again, if any."""
    from capitalisation.services.library_index import refresh_library

    if apps is None:  # a flush says nothing of the models: the tables are empty
        return
    try:
        entry = apps.get_model("capitalisation", "LibraryEntry")
        entry._meta.get_field("lexicon_mark")
    except (LookupError, FieldDoesNotExist):  # migrated back, or no further than here
        return
    refresh_library()
