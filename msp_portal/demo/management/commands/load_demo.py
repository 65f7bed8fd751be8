"""manage.py load_demo: the six projects of the study, and what makes the portal live."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from msp_portal.demo.loading import DemoRefusedError, load_demo
from msp_portal.demo.state import State


class Command(BaseCommand):
    help = "Charge la démonstration dans une base vide ; relancée, elle ne change rien."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--today",
            type=date.fromisoformat,
            metavar="AAAA-MM-JJ",
            help="jour d'où se comptent les dates de la démonstration",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            found = load_demo(today=options["today"])
        except DemoRefusedError as error:
            raise CommandError(str(error)) from error
        if options["verbosity"] < 1:
            return
        if found.state is State.LOADED:
            self.stdout.write("La démonstration est déjà là : rien n'a changé.")
        else:
            self.stdout.write("La démonstration est chargée.")
