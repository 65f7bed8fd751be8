"""A portal that really runs: its own database with the demo, a web server, a worker, a mailbox.

The clock is the portal's own (``CLOCK_OFFSET_DAYS``): ``live_on(day)`` starts web and worker on
that day, so that Monday's mail leaves without anyone waiting for a Monday.
"""

import http.client
import os
import socket
import subprocess
import sys
from datetime import date, datetime
from pathlib import Path
from urllib.parse import quote
from zoneinfo import ZoneInfo

from tests.processes.conftest import DEADLINE, ROOT, wait_until

HOST = "127.0.0.1"


class Portal:
    """Web and worker of one demo, on the day one says."""

    def __init__(self, database: dict[str, str], redis: str, broker: str, folder: Path) -> None:
        self.socket = socket.create_server((HOST, 0))
        self.port = self.socket.getsockname()[1]
        self.url = f"http://{HOST}:{self.port}"
        self.folder = folder
        self.started: list[subprocess.Popen[bytes]] = []
        self.environment = {
            **{key: value for key, value in os.environ.items() if key != "EMAIL_URL"},
            "DATABASE_URL": database_url(database),
            "REDIS_URL": redis,
            "CELERY_BROKER_URL": broker,
            "DJANGO_SETTINGS_MODULE": "msp_portal.settings.local",
            "MEDIA_ROOT": str(folder / "media"),
            "PORTAL_BASE_URL": self.url,
            "PYTHONPATH": str(ROOT),
            "DEMO": "1",
        }

    def manage(self, *arguments: str) -> str:
        """Run one Django command on this portal; what it printed."""
        done = subprocess.run(
            [sys.executable, "manage.py", *arguments],
            cwd=ROOT, env=self.environment, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def live_on(self, day: date, *, worker: bool = True) -> None:
        """Start (again) the web server, and the worker if asked, ``day`` being today."""
        self.stop()
        real = datetime.now(ZoneInfo("Europe/Paris")).date()
        self.environment["CLOCK_OFFSET_DAYS"] = str((day - real).days)
        self._start(
            "gunicorn", "msp_portal.wsgi", "--bind", f"fd://{self.socket.fileno()}",
            "--workers", "1", "--threads", "4", "--no-control-socket", "--log-level", "warning",
        )  # fmt: skip
        if worker:
            self._work()
        wait_until(self._answers, "the web server")

    def _work(self) -> None:
        self._start(
            "celery", "--quiet", "-A", "msp_portal", "worker", "--concurrency", "1",
            "--loglevel", "WARNING", "--without-gossip", "--without-mingle",
        )  # fmt: skip

    def post_the_mail(self) -> None:
        """What the clock of repeated tasks does every minute, now."""
        for task in ("kit.plan_reminders", "kit.send_due_reminders", "kit.sweep_outbox"):
            subprocess.run(
                [sys.executable, "-m", "celery", "--quiet", "-A", "msp_portal", "call", task],
                cwd=ROOT, env=self.environment, capture_output=True, check=True,
            )  # fmt: skip

    def stop(self) -> None:
        """End the processes as Ctrl-C would, and none stays behind."""
        for process in self.started:
            process.terminate()
        for process in self.started:
            try:
                process.wait(DEADLINE)
            except subprocess.TimeoutExpired:
                process.kill()
        self.started = []

    def close(self) -> None:
        """The end of the test."""
        self.stop()
        self.socket.close()

    def said(self) -> str:
        """What the processes printed, for a failure's report."""
        return "\n".join(path.read_text() for path in sorted(self.folder.glob("*.log")))

    def _start(self, module: str, *arguments: str) -> None:
        with (self.folder / f"{module}.log").open("ab") as log:
            self.started.append(
                subprocess.Popen(
                    [sys.executable, "-m", module, *arguments],
                    cwd=ROOT, env=self.environment, stdout=log, stderr=subprocess.STDOUT,
                    start_new_session=True, pass_fds=[self.socket.fileno()],
                )
            )  # fmt: skip

    def check(self) -> None:
        """Fail at once, with what they said, when the web server or the worker has died."""
        assert all(process.poll() is None for process in self.started), self.said()

    def _answers(self) -> bool:
        self.check()
        connection = http.client.HTTPConnection(HOST, self.port, timeout=2)
        try:
            connection.request("GET", "/demo/")
            return connection.getresponse().status == http.HTTPStatus.OK
        except (OSError, http.client.HTTPException):
            return False
        finally:
            connection.close()


def database_url(params: dict[str, str]) -> str:
    """The address of a database from psycopg's parameters."""
    secret = f":{quote(params['password'])}" if "password" in params else ""
    host = params.get("host", "")
    options = f"?host={host}" if host.startswith("/") else ""
    server = "" if host.startswith("/") else f"{host}:{params.get('port', '5432')}"
    return f"postgresql://{params.get('user', '')}{secret}@{server}/{params['dbname']}{options}"
