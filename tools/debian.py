"""System packages: find what is missing, install it or say the one line to type."""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tools import postgres
from tools.console import DevError, complain, step

LIST = Path(__file__).with_name("packages.txt")


@dataclass(frozen=True)
class Package:
    """A Debian package, the need it serves and the proof of its presence."""

    name: str
    need: str
    proof: str

    @property
    def present(self) -> bool:
        """True when what the package brings can be used, whoever installed it."""
        kind, _, value = self.proof.partition(":")
        return _PROOFS[kind](value)


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


_PROOFS = {
    "command": lambda names: any(shutil.which(name) for name in names.split("|")),
    "module": lambda name: importlib.util.find_spec(name) is not None,
    "library": _loads,
    "server": lambda _: postgres.newest_server() is not None,
}


def read_list(text: str) -> list[Package]:
    """Parse packages.txt; a line that is not « name need proof » is an error."""
    lines = (line.partition("#")[0].split() for line in text.splitlines())
    return [Package(*line) for line in lines if line]


def needs(environ: dict[str, str], *, browser: bool) -> set[str]:
    """The needs to meet: a service given by the environment needs no server here."""
    found = {"always"}
    if not environ.get("DATABASE_URL"):
        found.add("database")
    if not environ.get("REDIS_URL"):
        found.add("redis")
    if browser:
        found.add("browser")
    return found


def line_to_type(names: list[str], *, root: bool) -> str:
    """The one line that installs these packages."""
    line = f"apt-get update && apt-get install -y --no-install-recommends {' '.join(names)}"
    return line if root else f"sudo sh -c '{line}'"


def _privilege() -> list[str] | None:
    """What to put before apt-get; None when we may not install."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo"):
        quiet = subprocess.run(["sudo", "-n", "true"], capture_output=True, check=False)
        if quiet.returncode == 0 or sys.stdin.isatty():
            return ["sudo"]
    return None


def _install(names: list[str], privilege: list[str]) -> None:
    step(f"Paquets du système : {' '.join(names)}")
    environ = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    passed = [*privilege, "env", "DEBIAN_FRONTEND=noninteractive"] if privilege else []
    if not environ.pop("MSP_APT_IS_FRESH", ""):
        subprocess.run([*passed, "apt-get", "-qq", "update"], env=environ, check=False)
    install = ["apt-get", "-qq", "install", "-y", "--no-install-recommends", *names]
    done = subprocess.run(
        [*passed, *install],
        env=environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        sys.stderr.buffer.write(done.stdout)
        raise DevError(
            f"apt-get n'a pas pu installer. À reprendre : {line_to_type(names, root=not privilege)}"
        )


def ensure(*, browser: bool, optional_browser: bool = False) -> None:
    """Install what is missing for the needs of this command.

    ``optional_browser`` asks for the browser without insisting: a test that needs it will say so.
    Raises DevError with the line to type when packages are missing and may not be installed.
    """
    wanted = needs(dict(os.environ), browser=browser)
    missing = [p for p in read_list(LIST.read_text("utf-8")) if p.need in wanted and not p.present]
    if not missing:
        return
    names = [package.name for package in missing]
    privilege = _privilege()
    if privilege is None or not shutil.which("apt-get"):
        line = f"Il manque au système : {', '.join(names)}. À taper une fois :\n  {line_to_type(names, root=False)}"
        if optional_browser and all(package.need == "browser" for package in missing):
            complain(line)
            return
        raise DevError(line)
    _install(names, privilege)
    still = [package.name for package in missing if not package.present]
    if still:
        raise DevError(f"Toujours introuvable après installation : {', '.join(still)}.")
