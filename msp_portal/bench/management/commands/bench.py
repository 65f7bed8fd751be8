"""manage.py bench: the ratios the portal holds itself to (docs/BENCHMARK.md)."""

import json
import signal
import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from msp_portal.bench.goals import Verdict
from msp_portal.bench.report import as_data, lines_of, table
from msp_portal.bench.running import PARTS, SMALL, Wanted, run
from msp_portal.bench.serving import NotServingError
from msp_portal.bench.throwaway import BusyError
from msp_portal.kit import clock

RESULT = Path("var") / "bench.json"


class Command(BaseCommand):
    help = "Mesure les pages, les classeurs et les documents, sur des données inventées."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--projects", type=int, default=3_000, metavar="N")
        parser.add_argument("--seed", type=int, default=1)
        parser.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
        parser.add_argument("--quick", action="store_true", help="moins de passages, moins sûr")
        parser.add_argument(
            "--keep", action="store_true", help="garde les bases pour la prochaine fois"
        )
        parser.add_argument("--json", type=Path, default=settings.BASE_DIR / RESULT)
        parser.add_argument("--strict", action="store_true", help="échoue si un but n’est pas tenu")

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.DEBUG:
            raise CommandError("Les mesures se prennent sans DEBUG.")
        if options["projects"] <= SMALL:
            raise CommandError(f"Plus de {SMALL} projets, pour mesurer ce qui croît.")
        wanted = Wanted(
            projects=options["projects"],
            seed=options["seed"],
            parts=frozenset(options["parts"]),
            quick=options["quick"],
            keep=options["keep"],
        )
        taken_at = clock.now()
        # Stopped from outside, it still stops its web servers and drops its databases.
        signal.signal(signal.SIGTERM, lambda number, _frame: sys.exit(128 + number))
        try:
            measures = run(wanted, self.stderr.write)
        except (BusyError, NotServingError, LookupError, ValueError) as error:
            raise CommandError(str(error)) from error
        lines = lines_of(measures)
        self.stdout.write(table(lines))
        data = as_data(
            lines, taken_at=taken_at, projects=wanted.projects, small=SMALL, seed=wanted.seed
        )
        options["json"].parent.mkdir(parents=True, exist_ok=True)
        options["json"].write_text(
            json.dumps(data, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
        missed = [ln.goal.key for ln in lines if ln.verdict in (Verdict.MISSED, Verdict.FAILED)]
        if missed and options["strict"]:
            raise CommandError(f"Non tenu : {', '.join(missed)}.")
