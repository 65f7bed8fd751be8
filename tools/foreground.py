"""Commands that talk with the person: the terminal is theirs, ./dev waits."""

import signal
import subprocess
from contextlib import suppress
from types import FrameType

from tools.places import ROOT


def run(command: list[str], environ: dict[str, str]) -> int:
    """Run ``command`` in the terminal and return its exit code.

    Ctrl-C reaches the command through the terminal: ./dev leaves it the choice of what to do.
    SIGTERM is passed on.
    """
    process = subprocess.Popen(command, cwd=ROOT, env=environ)

    def pass_on(number: int, frame: FrameType | None) -> None:
        del frame
        with suppress(ProcessLookupError):
            process.send_signal(number)

    before = {
        signal.SIGINT: signal.signal(signal.SIGINT, signal.SIG_IGN),
        signal.SIGTERM: signal.signal(signal.SIGTERM, pass_on),
        signal.SIGHUP: signal.signal(signal.SIGHUP, pass_on),
    }
    try:
        code = process.wait()
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
    # A process ended by a signal has a negative code; shells say 128 + its number.
    return code if code >= 0 else 128 - code
