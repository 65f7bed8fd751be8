"""File locks: the kernel lets them go when a process dies, however it dies."""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class Lock:
    """One open lock file. Several may share it; one alone may hold it."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)

    def share(self) -> None:
        """Hold it beside others, after waiting for whoever holds it alone."""
        fcntl.flock(self._descriptor, fcntl.LOCK_SH)

    def alone(self) -> None:
        """Hold it alone, after waiting for the others."""
        fcntl.flock(self._descriptor, fcntl.LOCK_EX)

    def try_alone(self) -> bool:
        """Hold it alone if nobody else has it; says whether it worked."""
        try:
            fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def close(self) -> None:
        """Let it go."""
        os.close(self._descriptor)


@contextmanager
def alone(path: Path) -> Iterator[None]:
    """Run the block while no other ./dev of the same person and checkout runs it."""
    lock = Lock(path)
    try:
        lock.alone()
        yield
    finally:
        lock.close()
