"""The sums behind the ratios. Times are in seconds, as ``time.perf_counter`` gives them."""

from collections.abc import Sequence
from math import ceil
from statistics import median


def percentile(times: Sequence[float], part: float) -> float:
    """The smallest time that ``part`` (0 to 1) of the times do not exceed (nearest rank).

    Raises ``ValueError`` for no time at all, or a part outside 0 to 1.
    """
    if not times or not 0 < part <= 1:
        raise ValueError("At least one time, and a part between 0 and 1.")
    return sorted(times)[ceil(part * len(times)) - 1]


def paired_ratio(rounds: Sequence[Sequence[float]], reference: Sequence[Sequence[float]]) -> float:
    """How many times longer than the reference: the median of each round against the reference's
    median of the same round, then the median of those ratios.

    What slows the whole machine for a while slows both sides of a round and weighs little.
    """
    if not rounds or len(rounds) != len(reference):
        raise ValueError("As many rounds on each side, and at least one.")
    return median(median(own) / median(bare) for own, bare in zip(rounds, reference, strict=True))


def tail(times: Sequence[float]) -> float:
    """p95 ÷ p50."""
    return percentile(times, 0.95) / percentile(times, 0.5)


def row_cost(short: float, long: float, rows: int) -> float:
    """What one more row costs, from the time of two pages that differ by ``rows`` rows."""
    if rows <= 0:
        raise ValueError("The two pages differ by at least one row.")
    return max(long - short, 0.0) / rows
