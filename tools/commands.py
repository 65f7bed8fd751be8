"""The commands of ./dev."""

import os
import shutil
import signal
import sys
from collections.abc import Callable
from pathlib import Path
from types import FrameType

from tools import checks, debian, foreground, portal, services, virtualenv
from tools.console import DevError, complain, say, step
from tools.places import ROOT, VENV, private_folder

HELP = """\
./dev run [--today JOUR] [--debug] [--port N]   le portail sur cette machine, jusqu'à Ctrl-C
./dev test [arguments de pytest]                tout vérifier ; avec des arguments, pytest seul
./dev lint                                      style, types et étages, sans les tests
./dev format                                    remettre le code en forme
./dev manage COMMANDE…                          une commande de Django sur la même base
./dev bench [arguments]                         les mesures de performance
./dev start | stop                              garder ou arrêter la base et la file privées
./dev clean                                     effacer la base, les fichiers et les caches
./dev lock                                      recompiler et installer requirements/*.in
./dev where                                     où sont rangées les données privées

DATABASE_URL, REDIS_URL, EMAIL_URL et PORT sont respectés s'ils sont donnés."""

Command = Callable[[list[str], Path], int]


def _ready(folder: Path) -> None:
    debian.ensure(browser=False)
    virtualenv.ensure(folder)


def run(arguments: list[str], folder: Path) -> int:
    """The whole portal, until Ctrl-C."""
    _ready(folder)
    return portal.run(arguments, folder)


def manage(arguments: list[str], folder: Path) -> int:
    """One Django command on the services of ./dev run."""
    _ready(folder)
    with services.to_work(folder).in_use(dict(os.environ)) as addresses:
        environ = {**os.environ, **addresses}
        environ.setdefault("DJANGO_SETTINGS_MODULE", "msp_portal.settings.local")
        return foreground.run([str(virtualenv.PYTHON), "manage.py", *arguments], environ)


def bench(arguments: list[str], folder: Path) -> int:
    """The performance measures."""
    return manage(["bench", *arguments], folder)


def test(arguments: list[str], folder: Path) -> int:
    """Every check and every test; with arguments, only pytest on them."""
    debian.ensure(browser=True, optional_browser=bool(arguments))
    virtualenv.ensure(folder)
    with services.to_test(folder, dict(os.environ)) as addresses:
        environ = checks.environment(dict(os.environ), addresses)
        if arguments:
            return foreground.run([*checks.PYTEST, *arguments], environ)
        return checks.everything(environ)


def lint(arguments: list[str], folder: Path) -> int:
    """Style, types and floors."""
    if arguments:
        raise DevError("./dev lint ne prend pas d'argument.")
    virtualenv.ensure(folder)
    results = checks.run_checks(checks.environment(dict(os.environ), {}))
    say(checks.table(results))
    return 0 if all(result.passed for result in results) else 1


def format_code(arguments: list[str], folder: Path) -> int:
    """Put the code in its common form."""
    virtualenv.ensure(folder)
    ruff = str(VENV / "bin" / "ruff")
    targets = arguments or ["."]
    fixed = foreground.run([ruff, "check", "--fix", "--quiet", *targets], dict(os.environ))
    return foreground.run([ruff, "format", *targets], dict(os.environ)) or fixed


def start(arguments: list[str], folder: Path) -> int:
    """Start the private services and keep them after this command."""
    del arguments
    debian.ensure(browser=False)
    own = services.to_work(folder)
    with own.in_use(dict(os.environ)) as addresses:
        own.kept.touch()
        for name, value in addresses.items():
            say(f"{name}={value}")
    return 0


def stop(arguments: list[str], folder: Path) -> int:
    """Stop the private services that nobody uses any more."""
    del arguments
    busy = False
    for own in services.every(folder):
        users = own.users()
        try:
            if users.try_alone():
                own.stop()
            else:
                own.kept.unlink(missing_ok=True)
                busy = True
        finally:
            users.close()
    if busy:
        complain("Un ./dev run, manage ou test tourne encore : ses services s'arrêteront avec lui.")
    return 1 if busy else 0


def clean(arguments: list[str], folder: Path) -> int:
    """Delete the private database, the files received and the caches of this checkout."""
    if arguments not in ([], ["--yes"]):
        raise DevError("./dev clean ne connaît que --yes.")
    if not arguments and sys.stdin.isatty():
        sys.stdout.write(f"Effacer la base et les fichiers de ce dossier ({folder}) ? [o/N] ")
        sys.stdout.flush()
        if sys.stdin.readline().strip().lower() not in ("o", "oui"):
            return 1
    for own in services.every(folder):
        own.erase()
    for name in (
        "var",
        "staticfiles",
        ".mypy_cache",
        ".ruff_cache",
        ".pytest_cache",
        ".hypothesis",
    ):
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for cache in ROOT.rglob("__pycache__"):
        if VENV not in cache.parents:
            shutil.rmtree(cache, ignore_errors=True)
    step("Base, fichiers et caches effacés ; .venv est gardé.")
    return 0


def lock(arguments: list[str], folder: Path) -> int:
    """Compile and install the requirement files."""
    del arguments
    virtualenv.lock(folder)
    return 0


def where(arguments: list[str], folder: Path) -> int:
    """Print the folder of the private services."""
    del arguments
    say(str(folder))
    return 0


COMMANDS: dict[str, Command] = {
    "run": run,
    "test": test,
    "lint": lint,
    "format": format_code,
    "manage": manage,
    "bench": bench,
    "start": start,
    "stop": stop,
    "clean": clean,
    "lock": lock,
    "where": where,
}


def _leave(number: int, frame: FrameType | None) -> None:
    """SIGTERM and a closed terminal unwind the stack, so that services are stopped cleanly."""
    del frame
    raise SystemExit(128 + number)


def main(arguments: list[str]) -> int:
    """Run one command; returns the exit code of ./dev."""
    name, *rest = arguments or ["help"]
    if name in ("help", "-h", "--help"):
        say(HELP)
        return 0
    if name not in COMMANDS:
        complain(f"« {name} » n'est pas une commande de ./dev.")
        say(HELP)
        return 2
    signal.signal(signal.SIGTERM, _leave)
    signal.signal(signal.SIGHUP, _leave)
    try:
        return COMMANDS[name](rest, private_folder())
    except DevError as error:
        complain(str(error))
        return 1
    except KeyboardInterrupt:
        return 130
