"""``manage.py rebuild_library``: write the library again from the published versions."""

from typing import Any

from django.core.management.base import BaseCommand

from capitalisation.services.library_index import rebuild_library
from msp_portal.kit.french import count


class Command(BaseCommand):
    """For after a restore, or when what is indexed changes."""

    help = "Réécrit l’index de la bibliothèque à partir des fiches publiées."

    def handle(self, *args: Any, **options: Any) -> None:
        listed = rebuild_library()
        self.stdout.write(f"{count(listed, 'fiche')} dans la bibliothèque.")
