"""``manage.py check_lexicon``: what is wrong in the words of the library, in plain French."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from capitalisation.queries.filing import known_codes
from capitalisation.words.checking import faults
from capitalisation.words.lexicon import FOLDER, read_rows
from msp_portal.kit.french import count


class Command(BaseCommand):
    """For whoever corrects the lexicon, before publishing it."""

    help = "Relit le lexique de la bibliothèque et dit ce qui ne va pas."

    def handle(self, *args: Any, **options: Any) -> None:
        rows = read_rows()
        found = faults(rows, known_codes())
        if found:
            raise CommandError("\n".join(found))
        entries, homonyms = len(rows["entrees"]), len(rows["homonymes"])
        self.stdout.write(
            f"Lexique sans faute : {count(entries, 'entrée')}, {count(homonyms, 'homonyme')} "
            f"({FOLDER.name}/)."
        )
