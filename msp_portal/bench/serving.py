"""Web servers for the measures: gunicorn as ./dev run starts it, on a free port."""

import http.client
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

from django.conf import settings

from msp_portal.bench.in_process import HOST

WORKERS, THREADS = 2, 4
READY_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Site:
    """What gunicorn is told to serve."""

    settings: str
    application: str


BARE = Site("msp_portal.bench.bare.settings", "msp_portal.bench.bare.wsgi")
PORTAL = Site("msp_portal.settings.local", "msp_portal.wsgi")


class NotServingError(RuntimeError):
    """A web server of the measures did not start."""


@dataclass(frozen=True)
class Server:
    """A running gunicorn: where it listens, its first process."""

    port: int
    pid: int

    def workers(self) -> list[int]:
        """The processes that answer."""
        return [
            int(child)
            for task in Path(f"/proc/{self.pid}/task").iterdir()
            for child in (task / "children").read_text().split()
        ]


def database_url(name: str) -> str:
    """DATABASE_URL of another database of the same server."""
    known = os.environ.get("DATABASE_URL", "postgresql:///msp_portal")
    return urlunsplit(urlsplit(known)._replace(path=f"/{name}"))


@contextmanager
def serving(site: Site, database: str) -> Iterator[Server]:
    """gunicorn with two workers on ``database``, until the end of the block."""
    listening = socket.socket()
    listening.bind((HOST, 0))
    listening.listen(128)
    port = listening.getsockname()[1]
    environ = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": site.settings,
        "DATABASE_URL": database_url(database),
        "SECRET_KEY": settings.SECRET_KEY,
        "DEBUG": "0",
        "DEMO": "0",
    }
    command = [
        sys.executable, "-m", "gunicorn", site.application,
        "--bind", f"fd://{listening.fileno()}",
        "--workers", str(WORKERS), "--threads", str(THREADS),
        "--keep-alive", "120", "--timeout", "120", "--graceful-timeout", "2",
        "--log-level", "warning", "--no-control-socket",
    ]  # fmt: skip
    process = subprocess.Popen(  # noqa: S603  (our own program, on our own settings)
        command, env=environ, pass_fds=(listening.fileno(),), cwd=settings.BASE_DIR
    )
    try:
        _wait_until_ready(process, port)
        yield Server(port, process.pid)
    finally:
        process.terminate()
        process.wait(timeout=20)
        listening.close()


def _wait_until_ready(process: "subprocess.Popen[bytes]", port: int) -> None:
    limit = time.monotonic() + READY_SECONDS
    while time.monotonic() < limit and process.poll() is None:
        asking = http.client.HTTPConnection(HOST, port, timeout=5)
        try:
            asking.request("GET", "/nulle-part/")
            asking.getresponse().read()
            return
        except OSError:
            time.sleep(0.1)
        finally:
            asking.close()
    raise NotServingError("Le serveur web des mesures n’a pas démarré.")
