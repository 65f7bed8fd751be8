"""manage.py load_reference: the reference lists, from their files into the database."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from msp_portal.reference.loading import load_reference


class Command(BaseCommand):
    help = "Charge les listes de référence ; peut être relancée sans risque."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--without-communes", action="store_true", help="ne touche pas aux communes"
        )
        parser.add_argument(
            "--departments",
            default="",
            help="seulement les communes de ces départements, par exemple 22,29,35,56",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        codes = [code.strip() for code in options["departments"].split(",") if code.strip()]
        try:
            counts = load_reference(
                communes=not options["without_communes"], departments=codes or None
            )
        except ValueError as error:
            raise CommandError(str(error)) from error
        if options["verbosity"] < 1:
            return
        for count in counts:
            self.stdout.write(
                f"{count.name} : {count.added} ajoutées, {count.updated} mises à jour, "
                f"{count.deactivated} désactivées, {count.unchanged} inchangées"
                + (f", {count.kept} corrigées ici et gardées" if count.kept else "")
            )
        if not any(count.changed for count in counts):
            self.stdout.write("Rien n’a changé.")
