"""manage.py reset_demo: empty the demo and load it afresh."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from msp_portal.demo.loading import DemoRefusedError, load_demo
from msp_portal.demo.resetting import reset_demo


class Command(BaseCommand):
    help = "Efface la démonstration, avec ce qu'on y a essayé, et la recharge."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--today", type=date.fromisoformat, metavar="AAAA-MM-JJ", help="voir load_demo"
        )
        parser.add_argument(
            "--tout",
            action="store_true",
            help="efface aussi les personnes, équipes et projets ajoutés à la démonstration",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            with transaction.atomic():
                reset_demo(with_what_was_added=options["tout"])
                load_demo(today=options["today"])
        except DemoRefusedError as error:
            raise CommandError(str(error)) from error
        if options["verbosity"] >= 1:
            self.stdout.write("La démonstration est de nouveau comme au premier jour.")
