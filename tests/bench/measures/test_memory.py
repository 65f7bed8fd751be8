"""Reading how much memory processes hold."""

import os

from msp_portal.bench.measures.memory import peak_above, pss_megabytes

MEGA = 2**20


def test_the_memory_of_a_process_is_read_in_megabytes() -> None:
    own = pss_megabytes([os.getpid()])
    assert 5 < own < 5_000
    assert pss_megabytes([]) == 0


def test_what_a_piece_of_work_holds_is_seen_even_if_it_lets_go() -> None:
    def work() -> None:
        # Twice the memory said below: part of it may come from what was already resident.
        held = [bytearray(os.urandom(MEGA)) for _ in range(60)]
        held.clear()

    assert peak_above(work) > 10
