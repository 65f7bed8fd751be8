"""Resident memory, as PSS: what is shared between processes counts once."""

import threading
from collections.abc import Callable, Iterable
from pathlib import Path

from msp_portal.bench.goals import Measure
from msp_portal.bench.http_timing import ask_all
from msp_portal.bench.measures.stage import Stage, reason_not_to
from msp_portal.bench.pages import LIST, LIST_COORDINATOR, PROJECT, REGION, SEARCHES, TODAY

REQUESTS = 1_000
KILO = 1024
EVERY_SECONDS = 0.02


def pss_megabytes(pids: Iterable[int]) -> float:
    """PSS of these processes together, in megabytes (of 1,048,576 bytes)."""
    total = 0
    for pid in pids:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                total += int(line.split()[1])
    return total / KILO


def measure_web_memory(stage: Stage) -> dict[str, Measure]:
    """Goal 22: two web workers after a thousand mixed requests."""
    pages = (LIST, LIST_COORDINATOR, PROJECT, TODAY, REGION, *SEARCHES[:3])
    targets = [stage.large.target(page) for page in pages]
    served = [target for target in targets if target and reason_not_to(target) is None]
    workers = stage.large.server.workers()
    before = pss_megabytes(workers)
    ask_all(served, REQUESTS // len(served))
    note = f"{before:.0f} Mo avant ; {len(served)} pages mêlées, {len(workers)} processus"
    return {"22": Measure(pss_megabytes(workers), note)}


def peak_above(work: Callable[[], object]) -> float:
    """How far the memory of this process rises during ``work``, in megabytes; sampled."""
    own = ["self"]
    start = _resident(own)
    peak = start
    over = threading.Event()

    def watch() -> None:
        nonlocal peak
        while not over.wait(EVERY_SECONDS):
            peak = max(peak, _resident(own))

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        work()
    finally:
        over.set()
        watcher.join()
    return max(peak, _resident(own)) - start


def _resident(pids: Iterable[str]) -> float:
    """Resident pages: cheaper to read than PSS, and alone here."""
    page = 4096
    return (
        sum(int(Path(f"/proc/{pid}/statm").read_text().split()[1]) for pid in pids) * page / 2**20
    )
