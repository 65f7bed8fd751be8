"""What ./dev says on the terminal."""

import os
import sys
from typing import TextIO

BOLD, GREEN, RED, DIM = "1", "32", "31", "2"


class DevError(Exception):
    """Something the person can act upon: shown as one message, without a traceback."""


def coloured(text: str, code: str, stream: TextIO = sys.stdout) -> str:
    """``text`` in colour when the stream is a terminal and NO_COLOR is not set."""
    if not stream.isatty() or os.environ.get("NO_COLOR"):
        return text
    return f"\x1b[{code}m{text}\x1b[0m"


def say(text: str = "") -> None:
    """One line on standard output, at once."""
    sys.stdout.write(f"{text}\n")
    sys.stdout.flush()


def step(text: str) -> None:
    """One line on standard error: what is being done, kept apart from what a command prints."""
    sys.stderr.write(coloured(f"· {text}", DIM, sys.stderr) + "\n")
    sys.stderr.flush()


def complain(text: str) -> None:
    """One message on standard error."""
    sys.stderr.write(coloured(text, RED, sys.stderr) + "\n")
    sys.stderr.flush()
