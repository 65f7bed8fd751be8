"""Runs the portal's processes side by side: prefixed lines, one stops, all stop, no orphan."""

import os
import shutil
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import IO, cast

from tools.console import coloured, complain, say

GRACE_SECONDS = 15.0
_COLOURS = ("36", "33", "35")


@dataclass(frozen=True)
class Program:
    """One process to run. ``descriptors``: open sockets it inherits."""

    name: str
    command: list[str]
    descriptors: tuple[int, ...] = ()


def prefixed(name: str, line: str, width: int, colour: str) -> str:
    """One line of a process, with the name of the process before it."""
    return f"{coloured(f'{name:>{width}} │', colour)} {line}"


def tied_to_parent(command: list[str]) -> list[str]:
    """The same command, asked by the kernel to stop if ./dev is killed without warning."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", "TERM", *command] if setpriv else command


class Supervisor:
    """Starts programs, relays what they say, and stops them all together."""

    def __init__(self, environ: dict[str, str]) -> None:
        self._environ = environ
        self._stop = threading.Event()
        self._signals = 0
        self._fallen: str | None = None  # the first that ended while nobody asked
        self._processes: dict[str, subprocess.Popen[bytes]] = {}
        self._readers: list[threading.Thread] = []

    @property
    def stopping(self) -> bool:
        """True once a signal came or a process ended."""
        return self._stop.is_set()

    @property
    def asked(self) -> bool:
        """True once a signal asked for the stop."""
        return self._signals > 0

    def listen(self) -> None:
        """Ctrl-C, SIGTERM and a closed terminal all ask for a clean stop; twice, at once."""
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._on_signal)

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        del number, frame
        self._signals += 1
        self._stop.set()
        if self._signals > 1:
            self._kill()

    def start(self, program: Program, *, width: int = 7) -> None:
        """Start one program in its own session, so that Ctrl-C reaches only ./dev."""
        process = subprocess.Popen(
            tied_to_parent(program.command),
            env=self._environ,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            pass_fds=program.descriptors,
            start_new_session=True,
        )
        colour = _COLOURS[len(self._processes) % len(_COLOURS)]
        self._processes[program.name] = process

        def relay() -> None:
            with cast("IO[bytes]", process.stdout) as output:
                for raw in output:
                    line = raw.decode("utf-8", "replace").rstrip()
                    say(prefixed(program.name, line, width, colour))
            # The output closed: the process has ended, or is about to.
            process.wait()
            if not self._stop.is_set():
                self._fallen = program.name
                self._stop.set()

        reader = threading.Thread(target=relay, name=f"relay-{program.name}", daemon=True)
        reader.start()
        self._readers.append(reader)

    def wait_until(self, ready: Callable[[], bool], seconds: float) -> bool:
        """Ask ``ready`` until it says yes; False when the time is over or something ended."""
        limit = time.monotonic() + seconds
        while time.monotonic() < limit:
            if ready():
                return True
            if self._stop.wait(0.1):
                return False
        return False

    def wait(self) -> None:
        """Sleep until a signal comes or a process ends."""
        # A finite wait: some platforms do not deliver signals during an endless one.
        while not self._stop.wait(3600):
            pass

    def stop(self) -> int:
        """Stop everything cleanly. Returns 0, or 1 when a process had ended by itself."""
        self._stop.set()
        if self._fallen:
            code = self._processes[self._fallen].returncode
            complain(f"« {self._fallen} » s'est arrêté tout seul (code {code}) : tout s'arrête.")
        for process in self._processes.values():
            if process.poll() is None:
                process.terminate()
        for name, process in self._processes.items():
            try:
                process.wait(GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                complain(f"« {name} » ne s'arrête pas : arrêt forcé.")
        self._kill()
        for reader in self._readers:
            reader.join(2)
        sys.stdout.flush()
        return 1 if self._fallen else 0

    def _kill(self) -> None:
        """Kill whatever is left of each process and of its children (they share its session)."""
        for process in self._processes.values():
            try:
                os.killpg(process.pid, signal.SIGKILL)
            except ProcessLookupError:
                continue
