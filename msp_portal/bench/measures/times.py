"""Times of pages over HTTP, compared with B10 in the same rounds."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from statistics import median

from msp_portal.bench.arithmetic import paired_ratio, percentile, row_cost, tail
from msp_portal.bench.goals import Measure
from msp_portal.bench.http_timing import Target, pages_per_second, time_rounds
from msp_portal.bench.measures.stage import NO_PAGE, Stage, reason_not_to
from msp_portal.bench.pages import (
    LIST,
    LIST_COORDINATOR,
    LIST_FIFTY,
    LIST_TEN,
    PROJECT,
    REGION,
    SEARCHES,
    TODAY,
    Page,
)

LONG_TABLE, TABLE = 250, 50  # rows of the bare page, long and usual
CLIENTS = 8
CROWD_ROUNDS = 3
SMALL = "petite "

Rounds = list[list[float]]


@dataclass(frozen=True)
class Times:
    """What was timed, and why what was not could not be."""

    rounds: Mapping[str, Rounds]
    reasons: Mapping[str, Measure]

    def pooled(self, key: str) -> list[float]:
        """Every time of a page."""
        return list(chain.from_iterable(self.rounds[key]))

    def p50_ms(self, key: str) -> float:
        """The usual time of a page, in milliseconds."""
        return median(self.pooled(key)) * 1000

    def missing(self, *keys: str) -> Measure | None:
        """The reason why one of these pages was not timed."""
        return next((self.reasons[key] for key in keys if key in self.reasons), None)

    def against(self, key: str, reference: str) -> Measure:
        """How many times longer than another page of the same rounds."""
        if missing := self.missing(key, reference):
            return missing
        return Measure(
            paired_ratio(self.rounds[key], self.rounds[reference]),
            f"{self.p50_ms(key):.1f} ms contre {self.p50_ms(reference):.1f} ms",
        )


def measure_times(stage: Stage) -> dict[str, Measure]:
    """Goals 1 to 7, 10 and 14."""
    times = _timed(stage)
    found = {
        "1": times.against(LIST.key, "b10"),
        "1 bis": times.against(LIST_COORDINATOR.key, "b10"),
        "2": _crowd(stage, times),
        "3": times.against(LIST.key, SMALL + LIST.key),
        "3 bis": times.against(LIST_COORDINATOR.key, SMALL + LIST_COORDINATOR.key),
        "4": times.against(PROJECT.key, "b10"),
        "5": times.against(PROJECT.key, SMALL + PROJECT.key),
        "5 bis": times.against(TODAY.key, SMALL + TODAY.key),
        "6": times.against(REGION.key, "b10"),
        "7": _tail(times),
        "10": _one_more_row(times),
        "14": _searches(times),
    }
    found["B-list"] = times.against("b_list", "b10")
    return found


def _timed(stage: Stage) -> Times:
    large, small = stage.large, stage.small
    wanted: dict[str, Target | None] = {
        "b10": Target(stage.bare.port, "/b10/"),
        "b10 long": Target(stage.bare.port, f"/b10/?rows={LONG_TABLE}"),
        "b_list": Target(stage.bare.port, "/liste/", large.readers.cookie("everything")),
    }
    pages: Sequence[Page] = (
        LIST, LIST_COORDINATOR, LIST_TEN, LIST_FIFTY, PROJECT, TODAY, REGION, *SEARCHES,
    )  # fmt: skip
    wanted |= {page.key: large.target(page) for page in pages}
    wanted |= {
        SMALL + page.key: small.target(page) for page in (LIST, LIST_COORDINATOR, PROJECT, TODAY)
    }
    reasons = {key: why for key, target in wanted.items() if (why := reason_not_to(target))}
    targets = {key: target for key, target in wanted.items() if target and key not in reasons}
    effort = stage.effort
    rounds = time_rounds(targets, rounds=effort.rounds, requests=effort.requests)
    return Times(rounds, reasons)


def _crowd(stage: Stage, times: Times) -> Measure:
    """Pages a second of B10 divided by those of the list, eight clients at once."""
    target = stage.large.target(LIST)
    missing = times.missing(LIST.key)
    if target is None or missing:
        return missing or NO_PAGE
    bare = Target(stage.bare.port, "/b10/")
    requests = stage.effort.crowd_requests
    pairs = [
        (
            pages_per_second(bare, clients=CLIENTS, requests=requests),
            pages_per_second(target, clients=CLIENTS, requests=requests),
        )
        for _ in range(CROWD_ROUNDS)
    ]
    ratio = median(reference / own for reference, own in pairs)
    own, reference = median(own for _, own in pairs), median(bare for bare, _ in pairs)
    return Measure(ratio, f"{own:.0f} pages/s contre {reference:.0f}")


def _tail(times: Times) -> Measure:
    if missing := times.missing(LIST.key):
        return missing
    own = times.pooled(LIST.key)
    return Measure(
        tail(own),
        f"p95 {percentile(own, 0.95) * 1000:.1f} ms ; queue de B10 : {tail(times.pooled('b10')):.2f}",
    )


def _one_more_row(times: Times) -> Measure:
    if missing := times.missing(LIST_TEN.key, LIST_FIFTY.key):
        return missing
    own = row_cost(times.p50_ms(LIST_TEN.key), times.p50_ms(LIST_FIFTY.key), 50 - 10)
    bare = row_cost(times.p50_ms("b10"), times.p50_ms("b10 long"), LONG_TABLE - TABLE)
    if not bare:
        return Measure(note="une ligne nue n’a rien coûté dans ce passage : à refaire")
    return Measure(own / bare, f"{own:.3f} ms contre {bare:.3f} ms")


def _searches(times: Times) -> Measure:
    keys = [page.key for page in SEARCHES]
    if missing := times.missing(*keys):
        return missing
    pooled = list(chain.from_iterable(times.pooled(key) for key in keys))
    bare = times.p50_ms("b10")
    slowest = max(keys, key=times.p50_ms)
    return Measure(
        percentile(pooled, 0.95) * 1000 / bare,
        f"p95 {percentile(pooled, 0.95) * 1000:.1f} ms ; la plus longue : {slowest}",
    )
