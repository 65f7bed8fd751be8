"""The private services of one checkout: started for whoever needs them, stopped by the last one.

Everybody who uses them shares a lock; who leaves and finds himself alone stops them, unless
``./dev start`` asked to keep them. A killed ./dev lets its share go, so nothing stays for ever.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tools.console import DevError
from tools.locks import Lock, alone
from tools.places import make_private
from tools.postgres import Cluster
from tools.redis_server import Server, broker_url

TEST_SLOTS = 9


@dataclass
class Services:
    """PostgreSQL and Redis under one folder. ``kind`` is « run » or « test-1 » to « test-9 »."""

    folder: Path
    durable: bool

    def __post_init__(self) -> None:
        make_private(self.folder, 0o711 if os.geteuid() == 0 else 0o700)
        self.postgres = Cluster(self.folder / "postgres", durable=self.durable)
        self.redis = Server(self.folder / "redis", durable=self.durable)

    @property
    def kept(self) -> Path:
        """The mark left by ``./dev start``: do not stop when the last user leaves."""
        return self.folder / "kept"

    def start(self, given: dict[str, str]) -> None:
        """Start what the environment does not already give."""
        if not given.get("DATABASE_URL"):
            self.postgres.start()
        if not given.get("REDIS_URL"):
            self.redis.start()

    def stop(self) -> None:
        """Stop both, cleanly."""
        self.kept.unlink(missing_ok=True)
        self.redis.stop()
        self.postgres.stop()

    def environment(self, given: dict[str, str]) -> dict[str, str]:
        """The addresses to hand to Django and Celery; what the environment gives wins."""
        found = {
            "DATABASE_URL": given.get("DATABASE_URL") or self.postgres.url,
            "REDIS_URL": given.get("REDIS_URL") or self.redis.url,
        }
        if not given.get("DATABASE_URL"):
            found["PGHOST"] = str(self.postgres.folder)  # for manage.py dbshell
        if given.get("CELERY_BROKER_URL"):
            found["CELERY_BROKER_URL"] = given["CELERY_BROKER_URL"]
        else:
            # Its own database when the server is ours: emptying the cache never empties the queue.
            found["CELERY_BROKER_URL"] = broker_url(
                found["REDIS_URL"], None if given.get("REDIS_URL") else 1
            )
        return found

    def users(self) -> Lock:
        """The lock shared by everybody who uses these services."""
        return Lock(self.folder / "users.lock")

    @contextmanager
    def in_use(self, given: dict[str, str]) -> Iterator[dict[str, str]]:
        """Services up during the block; yields their addresses."""
        starting = self.folder / "start.lock"
        users = self.users()
        try:
            with alone(starting):
                users.share()
                self.start(given)
            yield self.environment(given)
        finally:
            with alone(starting):
                if users.try_alone() and not self.kept.exists():
                    self.stop()
            users.close()

    def erase(self) -> None:
        """Stop and delete everything. Raises DevError when somebody is using them."""
        users = self.users()
        try:
            if not users.try_alone():
                raise DevError("Le portail tourne encore : arrêtez ./dev run d'abord.")
            self.stop()
            shutil.rmtree(self.folder)
        finally:
            users.close()


def to_work(folder: Path) -> Services:
    """The durable services of ./dev run, manage and bench."""
    return Services(folder / "run", durable=True)


@contextmanager
def to_test(folder: Path, given: dict[str, str]) -> Iterator[dict[str, str]]:
    """Fast services for one test run alone: two runs side by side never share a database."""
    for number in range(1, TEST_SLOTS + 1):
        slot = Services(folder / f"test-{number}", durable=False)
        taken = Lock(slot.folder / "slot.lock")
        if taken.try_alone():
            try:
                with slot.in_use(given) as addresses:
                    yield addresses
            finally:
                taken.close()
            return
        taken.close()
    raise DevError(f"{TEST_SLOTS} séries de tests tournent déjà.")


def every(folder: Path) -> list[Services]:
    """All the services that were ever started for this person and checkout."""
    return [
        Services(found, durable=found.name == "run")
        for found in sorted(folder.glob("*"))
        if found.name == "run" or found.name.startswith("test-")
    ]
