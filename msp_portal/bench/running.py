"""One run: prepare the databases, serve them, measure, put everything away."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass

from msp_portal.bench.goals import Measure
from msp_portal.bench.measures.documents import measure_documents
from msp_portal.bench.measures.exports import measure_exports
from msp_portal.bench.measures.memory import measure_web_memory
from msp_portal.bench.measures.outbox import measure_outbox
from msp_portal.bench.measures.stage import QUICK, Effort, Size, Stage
from msp_portal.bench.measures.times import measure_times
from msp_portal.bench.measures.weights import measure_weights
from msp_portal.bench.readers import settle_readers
from msp_portal.bench.serving import BARE, PORTAL, serving
from msp_portal.bench.throwaway import drop, prepare, using

SMALL = 300  # projects of the smaller database, for growth
PARTS = ("pages", "poids", "memoire", "exports", "courriels", "pdf")


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a run measures, and on what."""

    projects: int
    seed: int
    parts: frozenset[str] = frozenset(PARTS)
    quick: bool = False
    keep: bool = False


def run(wanted: Wanted, say: Callable[[str], object]) -> dict[str, Measure]:
    """Every measure asked for, by the key of its goal. The databases made are dropped at the end,
    unless ``keep``."""
    effort = QUICK if wanted.quick else Effort()
    with ExitStack() as stack:
        sizes = [_served(number, wanted, stack, say) for number in (SMALL, wanted.projects)]
        small, large = sizes
        bare = stack.enter_context(serving(BARE, large.database))
        stage = Stage(bare=bare, small=small, large=large, effort=effort)
        found: dict[str, Measure] = {}
        steps: dict[str, tuple[str, Callable[[], dict[str, Measure]]]] = {
            "pages": ("Pages…", lambda: measure_times(stage)),
            "poids": ("Requêtes et octets…", lambda: measure_weights(small, large)),
            "memoire": ("Mémoire…", lambda: measure_web_memory(stage)),
            "exports": ("Classeurs…", lambda: measure_exports(large)),
            "courriels": ("Courriels…", lambda: measure_outbox(large)),
            "pdf": ("Documents…", lambda: measure_documents(large, effort.documents)),
        }
        for key, (line, step) in steps.items():
            if key in wanted.parts:
                say(line)
                found |= step()
        return found


def _served(projects: int, wanted: Wanted, stack: ExitStack, say: Callable[[str], object]) -> Size:
    """One database, ready, with its readers and its web server."""
    say(f"Base de {projects} projets…")
    name = prepare(projects, wanted.seed)
    if not wanted.keep:
        stack.callback(drop, name)
    with using(name):
        readers = settle_readers()
    server = stack.enter_context(serving(PORTAL, name))
    return Size(database=name, projects=projects, server=server, readers=readers)
