"""Real processes on a database of their own.

``committed_db`` is a copy of the test database, made for one test and dropped after it: workers
see what the test commits, and nothing has to be flushed. The test's own connection points to it.
"""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest
from django.conf import LazySettings
from django.db import connection
from psycopg import sql
from pytest_django import DjangoDbBlocker

from tests.kit.support import register_everything
from tests.processes.mail_server import MailServer

ROOT = Path(__file__).resolve().parents[2]
DEADLINE = 60  # seconds; only ever waited in full by a test that fails


@pytest.fixture(scope="session", autouse=True)
def _registered() -> None:
    register_everything()


def wait_until(condition: Callable[[], object], what: str) -> None:
    """Look until it is true; fail with ``what`` after a minute. Never a fixed wait."""
    ends = time.monotonic() + DEADLINE
    while not condition():
        if time.monotonic() > ends:
            pytest.fail(f"waited in vain: {what}")
        time.sleep(0.02)


@pytest.fixture
def committed_db(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[str]:
    """The name of a copy of the test database, in which everything is really committed."""
    with django_db_blocker.unblock(), database_copy(f"p{os.getpid()}") as copy, looking_at(copy):
        yield copy


@contextmanager
def database_copy(suffix: str) -> Iterator[str]:
    """A copy of the test database, dropped at the end."""
    original = connection.settings_dict["NAME"]
    copy = f"{original}_{suffix}"
    connection.close()
    _administer("DROP DATABASE IF EXISTS {copy} WITH (FORCE)", copy, original)
    # A copy needs the original alone: what another test left open is idle by now.
    _administer(_LEAVE, copy, original)
    _administer("CREATE DATABASE {copy} TEMPLATE {original}", copy, original)
    try:
        yield copy
    finally:
        _administer("DROP DATABASE {copy} WITH (FORCE)", copy, original)


@contextmanager
def looking_at(database: str) -> Iterator[None]:
    """The test's own connection points to this database meanwhile."""
    before = connection.settings_dict["NAME"]
    connection.close()
    connection.settings_dict["NAME"] = database
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["NAME"] = before


_LEAVE = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = {name} AND pid <> pg_backend_pid()"
)


def _administer(statement: str, copy: str, original: str) -> None:
    names = {
        "copy": sql.Identifier(copy),
        "original": sql.Identifier(original),
        "name": sql.Literal(original),
    }
    with psycopg.connect(**_address("postgres"), autocommit=True) as administrator:
        administrator.execute(sql.SQL(statement).format(**names))


def _address(database: str) -> dict[str, str]:
    given = connection.get_connection_params()
    kept = {key: str(given[key]) for key in ("host", "port", "user", "password") if given.get(key)}
    return {**kept, "dbname": database}


@pytest.fixture
def other_connection(committed_db: str) -> Iterator[psycopg.Connection]:
    """A second connection of the test, to hold locks that stop a worker where the test wants."""
    with psycopg.connect(**_address(committed_db)) as held:
        yield held


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    """A mail server that answers on this machine."""
    with MailServer() as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield server
        for gate in (server.greeting, server.accepting):
            gate.opened.set()
        server.shutdown()
        thread.join(DEADLINE)


class Processes:
    """Starts workers, and leaves none behind."""

    def __init__(self, environment: dict[str, str]) -> None:
        self.environment = environment
        self.started: list[subprocess.Popen[str]] = []

    def start(self, *arguments: str) -> subprocess.Popen[str]:
        """``python -m …`` in its own session, on the test's database and mail server."""
        process = subprocess.Popen(
            [sys.executable, "-m", *arguments],
            cwd=ROOT, env=self.environment, text=True, start_new_session=True,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
        self.started.append(process)
        return process

    def turn(self, now: datetime, *steps: str) -> subprocess.Popen[str]:
        """A process that runs these steps at ``now``; see tests/processes/run.py."""
        return self.start("tests.processes.run", now.isoformat(), *steps)

    def finish(self, *processes: subprocess.Popen[str]) -> list[str]:
        """Wait for them to end well; what each said."""
        said = [process.communicate(timeout=DEADLINE)[0] for process in processes]
        for process, words in zip(processes, said, strict=True):
            assert process.returncode == 0, words
        return said

    def kill(self, process: subprocess.Popen[str]) -> None:
        """``kill -9``: no handler runs, no note is written."""
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate(timeout=DEADLINE)
        assert process.returncode == -signal.SIGKILL


@pytest.fixture
def processes(
    committed_db: str, mail_server: MailServer, settings: LazySettings
) -> Iterator[Processes]:
    """Workers that share the test's database, Redis and mail server."""
    params = _address(committed_db)
    secret = f":{quote(params['password'])}" if "password" in params else ""
    host = params.get("host", "")
    options = f"?host={host}" if host.startswith("/") else ""
    server = "" if host.startswith("/") else f"{host}:{params.get('port', '5432')}"
    running = Processes(
        {
            **os.environ,
            "DATABASE_URL": f"postgresql://{params.get('user', '')}{secret}@{server}/{committed_db}{options}",
            "DJANGO_SETTINGS_MODULE": "tests.processes.settings",
            "SMTP_PORT": str(mail_server.port),
            "PYTHONPATH": str(ROOT),
        }
    )
    yield running
    for process in running.started:
        if process.poll() is None:
            running.kill(process)
