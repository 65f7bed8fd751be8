"""What ./dev test verifies before pytest, and how the whole is told."""

import os
import re
import subprocess
import sys
import time
from dataclasses import dataclass
from io import BufferedReader
from typing import BinaryIO, cast

from tools.console import GREEN, RED, coloured, say
from tools.places import ROOT, VENV

PACKAGES = ("msp_portal", "coordination", "projects", "funding", "capitalisation", "tools")
PYTEST = [str(VENV / "bin" / "python"), "-m", "pytest"]
_BIN = VENV / "bin"
# A colour code, or the beginning of one whose end has not been read yet.
_COLOUR_CODES = re.compile(rb"\x1b(?:\[[0-9;]*(?:m|$)|$)")
_PIECES = re.compile(rb"[^\n]*\n|[^\n]+")

CHECKS: dict[str, list[str]] = {
    "style (ruff)": [str(_BIN / "ruff"), "check", "--quiet", "."],
    "mise en forme (ruff)": [str(_BIN / "ruff"), "format", "--check", "--quiet", "."],
    "types (mypy)": [str(_BIN / "mypy"), *PACKAGES],
    "étages (import-linter)": [str(_BIN / "lint-imports"), "--no-logo"],
    "gabarits (djlint)": [str(_BIN / "djlint"), "--lint", "--quiet", "templates"],
}
NEEDS_DATABASE: dict[str, list[str]] = {
    "migrations (Django)": [
        str(_BIN / "python"),
        "manage.py",
        "makemigrations",
        "--check",
        "--dry-run",
    ],
}


@dataclass(frozen=True)
class Result:
    """How one check ended."""

    name: str
    passed: bool
    seconds: float
    output: str = ""


def environment(environ: dict[str, str], addresses: dict[str, str]) -> dict[str, str]:
    """The environment of the checks and tests: test settings, fast private services."""
    return {
        **environ,
        **addresses,
        "DJANGO_SETTINGS_MODULE": "msp_portal.settings.test",
        "PYTHONPATH": os.pathsep.join(filter(None, [str(ROOT), environ.get("PYTHONPATH", "")])),
    }


def run_checks(environ: dict[str, str], *, database: bool = False) -> list[Result]:
    """Run each check to its end, whatever the others say, showing the output of those that fail."""
    results = []
    for name, command in {**CHECKS, **(NEEDS_DATABASE if database else {})}.items():
        before = time.monotonic()
        done = subprocess.run(
            command, cwd=ROOT, env=environ,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False,
        )  # fmt: skip
        result = Result(name, done.returncode == 0, time.monotonic() - before, done.stdout.strip())
        if not result.passed:
            say(f"── {name}\n{result.output}\n")
        results.append(result)
    return results


def table(results: list[Result]) -> str:
    """One line a check."""
    width = max(len(result.name) for result in results)
    lines = []
    for result in results:
        verdict = coloured("oui", GREEN) if result.passed else coloured("NON", RED)
        lines.append(f"  {result.name:<{width}}  {verdict}  {result.seconds:6.1f} s")
    return "\n".join(lines)


def relay_but_last(source: BufferedReader, target: BinaryIO) -> bytes:
    """Copy pytest's output as it comes, except its closing « === … === » line, returned.

    The summary of every check can so be printed before pytest's own, which stays the last line.
    Progress dots are copied at once; only a line that opens with « = » waits for what follows.
    """
    held = line = b""
    passing = False  # the current line is known not to be a closing one
    while chunk := source.read1(65536):
        for piece in _PIECES.findall(chunk):
            if passing:
                target.write(piece)
                passing = not piece.endswith(b"\n")
                continue
            line += piece
            text = _COLOUR_CODES.sub(b"", line).strip()
            if text and not text.startswith(b"="):
                target.write(held + line)
                held, line, passing = b"", b"", not piece.endswith(b"\n")
            elif piece.endswith(b"\n"):
                if text:
                    target.write(held)
                    held = b""
                held, line = held + line, b""
        target.flush()
    return held + line


def everything(environ: dict[str, str]) -> int:
    """Every check, then every test; the exit code is zero only when all pass."""
    results = run_checks(environ, database=True)
    colour = ["--color=yes"] if sys.stdout.isatty() and not os.environ.get("NO_COLOR") else []
    before = time.monotonic()
    with subprocess.Popen(
        [*PYTEST, "-n", "2", "--dist", "loadgroup", *colour],
        cwd=ROOT,
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    ) as process:
        try:
            last = relay_but_last(cast("BufferedReader", process.stdout), sys.stdout.buffer)
            code = process.wait()
        except BaseException:
            process.terminate()
            raise
    results.append(Result("tests (pytest)", code == 0, time.monotonic() - before))
    say()
    say(table(results))
    say()
    sys.stdout.buffer.write(last)
    sys.stdout.flush()
    return 0 if all(result.passed for result in results) else 1
