"""manage.py generate_france: a made-up France in an empty database."""

from argparse import ArgumentParser
from time import perf_counter
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from msp_portal.bench.france import NotEmptyError, Sizes, generate
from msp_portal.kit.french import number


class Command(BaseCommand):
    help = "Remplit une base vide de données inventées, à la taille voulue (30 000 : la France)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--projects", type=int, default=3_000, metavar="N")
        parser.add_argument("--seed", type=int, default=1, help="même graine, mêmes lignes")

    def handle(self, *args: Any, **options: Any) -> None:
        talks = options["verbosity"] >= 1
        began = perf_counter()
        try:
            generated = generate(
                Sizes.of(options["projects"]),
                seed=options["seed"],
                say=self.stdout.write if talks else lambda _line: None,
            )
        except (NotEmptyError, LookupError, ValueError) as error:
            raise CommandError(str(error)) from error
        if talks:
            for name, rows in generated.numbers.items():
                self.stdout.write(f"  {name} : {number(rows)}")
            self.stdout.write(f"Fait en {perf_counter() - began:.0f} secondes.")
