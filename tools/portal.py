"""./dev run: the whole portal on this machine, until Ctrl-C."""

import argparse
import http.client
import os
import re
import socket
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from tools import foreground, services
from tools.console import BOLD, DevError, coloured, complain, say, step
from tools.places import VENV
from tools.supervisor import Program, Supervisor
from tools.virtualenv import PYTHON

FIRST_PORT, LAST_PORT = 8000, 8099
READY_SECONDS = 60.0


def read_day(text: str) -> date:
    """A day written 2027-03-12 or 12/03/2027. Raises argparse's error on anything else."""
    for pattern, form in (
        (r"\d{4}-\d{2}-\d{2}", "%Y-%m-%d"),
        (r"\d{1,2}/\d{1,2}/\d{4}", "%d/%m/%Y"),
    ):
        if re.fullmatch(pattern, text):
            try:
                return datetime.strptime(text, form).date()  # noqa: DTZ007  (a day has no zone)
            except ValueError:
                break
    raise argparse.ArgumentTypeError(f"« {text} » n'est pas un jour (2027-03-12 ou 12/03/2027)")


def offset_days(wanted: date, today: date) -> int:
    """Whole days between the real day and the day the portal is asked to live on."""
    return (wanted - today).days


def paris_today() -> date:
    """The real day in Paris."""
    return datetime.now(ZoneInfo("Europe/Paris")).date()


def listen(host: str, asked: int | None) -> socket.socket:
    """A listening socket on the asked port, or on the first free one from 8000.

    The socket is opened here and handed over to the web server, so that two checkouts started
    together can never be given the same port.
    """
    for port in [asked] if asked else range(FIRST_PORT, LAST_PORT + 1):
        found = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((host, port))
            found.listen(128)
        except OSError as error:
            found.close()
            if asked:
                why = (
                    "n'est pas permis" if isinstance(error, PermissionError) else "n'est pas libre"
                )
                raise DevError(f"Le port {asked} {why}.") from None
            continue
        return found
    raise DevError(f"Aucun port libre de {FIRST_PORT} à {LAST_PORT} : indiquez PORT.")


def answers(host: str, port: int) -> bool:
    """True when the web server sends a page that is not an error of its own."""
    # Short: the socket accepts before the server is up, and a server that dies must be noticed.
    connection = http.client.HTTPConnection(host, port, timeout=2)
    try:
        connection.request("GET", "/", headers={"Host": f"127.0.0.1:{port}"})
        return connection.getresponse().status < http.HTTPStatus.INTERNAL_SERVER_ERROR
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()


def programs(folder: Path, descriptor: int, *, debug: bool) -> list[Program]:
    """The web server, the worker and the clock of repeated tasks."""
    gunicorn = [
        str(VENV / "bin" / "gunicorn"), "msp_portal.wsgi",
        "--bind", f"fd://{descriptor}",
        "--workers", "2", "--threads", "4",
        "--timeout", "120", "--graceful-timeout", "10",
        "--log-level", "warning", "--no-control-socket",
        *(["--reload", "--access-logfile", "-"] if debug else []),
    ]  # fmt: skip
    celery = [str(VENV / "bin" / "celery"), "--quiet", "-A", "msp_portal"]
    worker = ["worker", "--concurrency", "2", "--loglevel", "WARNING"]
    # One worker on one machine: the conversation between workers only slows the start.
    alone = ["--without-gossip", "--without-mingle", "--without-heartbeat"]
    beat = ["beat", "--loglevel", "WARNING", "--pidfile=", "--schedule", str(folder / "beat")]
    return [
        Program("web", gunicorn, (descriptor,)),
        Program("tâches", [*celery, *worker, *alone]),
        Program("horloge", [*celery, *beat]),
    ]


def portal_environment(addresses: dict[str, str], port: int, today: date | None) -> dict[str, str]:
    """The environment of every process of the portal; what the person set wins."""
    environ = {**os.environ, **addresses}
    environ.setdefault("DJANGO_SETTINGS_MODULE", "msp_portal.settings.local")
    environ.setdefault("PORTAL_BASE_URL", f"http://127.0.0.1:{port}")
    environ["PYTHONUNBUFFERED"] = "1"
    if os.geteuid() == 0:
        # Root on one's own machine is a choice; Celery need not say so at each start.
        environ.setdefault("PYTHONWARNINGS", "ignore:You're running the worker with superuser")
    if today:
        environ["CLOCK_OFFSET_DAYS"] = str(offset_days(today, paris_today()))
    return environ


def _announce(accounts: str, port: int, today: date | None) -> None:
    day = f" (au {today:%d/%m/%Y})" if today else ""
    say()
    say(coloured(f"Le portail est prêt{day} : http://127.0.0.1:{port}/", BOLD))
    say()
    if accounts:
        say(accounts)
        say()
    say("Ctrl-C arrête tout.")


def _serve(options: argparse.Namespace, addresses: dict[str, str], folder: Path) -> int:
    listening = listen(options.host, options.port)
    port = listening.getsockname()[1]
    environ = portal_environment(addresses, port, options.today)
    if options.debug:
        environ["DEBUG"] = "1"
    if options.host not in ("127.0.0.1", "::1", "localhost"):
        environ.setdefault("ALLOWED_HOSTS", "*")
    try:
        accounts = folder / "comptes.txt"
        if foreground.run([str(PYTHON), "-m", "tools.prepare", str(accounts)], environ):
            raise DevError("La base de données n'a pas pu être préparée (voir ci-dessus).")
        supervisor = Supervisor(environ)
        supervisor.listen()
        try:
            for program in programs(folder, listening.fileno(), debug=options.debug):
                supervisor.start(program)
            host = "127.0.0.1" if options.host in ("0.0.0.0", "localhost") else options.host  # noqa: S104
            ready = supervisor.wait_until(lambda: answers(host, port), READY_SECONDS)
            if ready:
                told = accounts.read_text(encoding="utf-8").strip()
                _announce(told, port, options.today)
                supervisor.wait()
            elif not supervisor.stopping:
                complain(f"Le portail ne répond pas après {READY_SECONDS:.0f} secondes.")
        finally:
            step("Arrêt")
            fallen = supervisor.stop()
        return fallen or int(not ready and not supervisor.asked)
    finally:
        listening.close()


def run(arguments: list[str], folder: Path) -> int:
    """Run the portal until a signal comes. Returns 0 after a clean stop that was asked for."""
    parser = argparse.ArgumentParser(prog="./dev run", add_help=True)
    parser.add_argument("--today", type=read_day, metavar="JOUR", help="vivre à un autre jour")
    parser.add_argument(
        "--debug", action="store_true", help="erreurs détaillées, rechargement du code"
    )
    parser.add_argument(
        "--host", default=os.environ.get("HOST_ADDRESS", "127.0.0.1"), help="adresse d'écoute"
    )
    parser.add_argument("--port", type=int, default=int(os.environ.get("PORT") or 0) or None)
    options = parser.parse_args(arguments)
    own = services.to_work(folder)
    with own.in_use(dict(os.environ)) as addresses:
        return _serve(options, addresses, own.folder)
